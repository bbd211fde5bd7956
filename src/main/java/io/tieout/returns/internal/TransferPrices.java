package io.tieout.returns.internal;

import io.tieout.catalog.Catalog;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** At what part of their net goods go over from one legal entity to another (R22). */
@Component
class TransferPrices {

    private final PolicyBook policies;
    private final Catalog catalog;

    TransferPrices(PolicyBook policies, Catalog catalog) {
        this.policies = policies;
        this.catalog = catalog;
    }

    BigDecimal percent(CustomerReturn one) {
        var country =
                catalog.entity(one.entity()).map(entity -> entity.country()).orElse("*");
        return policies.rule(
                        one.channel().value(), country, one.lines().getFirst().reason())
                .rule()
                .transferPricePercent();
    }
}
