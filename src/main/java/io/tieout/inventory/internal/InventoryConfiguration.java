package io.tieout.inventory.internal;

import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.inventory.StockProblem;
import io.tieout.inventory.StopSales;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class InventoryConfiguration {

    private static final Duration EXPIRY_LOOKS_AGAIN_AFTER = Duration.ofSeconds(2);

    private static final Duration LADDER_LOOKS_AGAIN_AFTER = Duration.ofSeconds(3);

    @Bean
    ProblemCatalogue stockProblems() {
        return ProblemCatalogue.of(StockProblem.values());
    }

    @Bean
    BackgroundLoop reservationExpiryLoop(
            ReservationExpiry expiry, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("reservation-expiry", EXPIRY_LOOKS_AGAIN_AFTER, enabled, expiry::run);
    }

    @Bean
    BackgroundLoop freshnessLoop(FreshnessWatch watch, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("freshness", LADDER_LOOKS_AGAIN_AFTER, enabled, watch::run);
    }

    @Bean
    BackgroundLoop stopSalesLoop(StopSales stopSales, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("stop-sales", LADDER_LOOKS_AGAIN_AFTER, enabled, stopSales::keep);
    }

    @Bean
    IntegrityCheck positionEqualsLedger(JdbcClient jdbc) {
        return StockChecks.positionEqualsLedger(jdbc);
    }

    @Bean
    IntegrityCheck reservedEqualsReservations(JdbcClient jdbc) {
        return StockChecks.reservedEqualsReservations(jdbc);
    }

    @Bean
    IntegrityCheck reservationCovered(JdbcClient jdbc, WorkItems workItems) {
        return StockChecks.reservationCovered(jdbc, workItems);
    }
}
