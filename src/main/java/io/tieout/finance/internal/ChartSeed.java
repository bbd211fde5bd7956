package io.tieout.finance.internal;

import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a new hub its default chart of accounts, tax codes and payment methods. A hub that has some keeps them. */
@Component
@Order(0)
class ChartSeed implements ApplicationRunner {

    private final Mappings mappings;
    private final Accounts accounts;

    ChartSeed(Mappings mappings, Accounts accounts) {
        this.mappings = mappings;
        this.accounts = accounts;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        mappings.seedDefault(MappingKind.CHART_OF_ACCOUNTS, DefaultChart.codes());
        mappings.seedDefault(MappingKind.TAX_CODE, DefaultCodes.TAX);
        mappings.seedDefault(MappingKind.PAYMENT_METHOD, DefaultCodes.PAYMENT_METHODS);
        accounts.saveAll(DefaultChart.codes());
    }
}
