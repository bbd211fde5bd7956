package io.tieout.testing;

import static org.mockito.Mockito.mock;

import io.tieout.access.Audit;
import io.tieout.access.CurrentActor;
import io.tieout.access.Secrets;
import io.tieout.catalog.Catalog;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.mapping.Mappings;
import io.tieout.orders.Orders;
import io.tieout.returns.Returns;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Facades that are not built yet, so that those that are can be tried; goes when the last of them is there. */
@AutoConfiguration
class StandIns {

    @Bean
    @ConditionalOnMissingBean
    Audit audit() {
        return mock(Audit.class);
    }

    @Bean
    @ConditionalOnMissingBean
    CurrentActor currentActor() {
        return mock(CurrentActor.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Secrets secrets() {
        return mock(Secrets.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Catalog catalog() {
        return mock(Catalog.class);
    }

    @Bean
    @ConditionalOnMissingBean
    WorkItems workItems() {
        return mock(WorkItems.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Inventory inventory() {
        return mock(Inventory.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Mappings mappings() {
        return mock(Mappings.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Orders orders() {
        return mock(Orders.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Returns returns() {
        return mock(Returns.class);
    }
}
