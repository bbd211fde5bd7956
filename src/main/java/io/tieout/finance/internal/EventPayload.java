package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.kernel.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finance event's stored part: plain texts only, since it is read back for years. */
record EventPayload(List<Amount> amounts, @Nullable DocumentDraft document) {

    /** One component. */
    record Amount(
            String name,
            @Nullable String qualifier,
            String amount,
            String currency,
            @Nullable String channel,
            @Nullable String store,
            @Nullable String region,
            @Nullable String taxCode,
            @Nullable String reference) {

        static Amount from(Component component) {
            var dimensions = component.dimensions();
            return new Amount(
                    component.name(),
                    component.qualifier(),
                    component.amount().amount().toPlainString(),
                    component.amount().currency().getCurrencyCode(),
                    dimensions.channel(),
                    dimensions.store(),
                    dimensions.region(),
                    dimensions.taxCode(),
                    dimensions.reference());
        }

        Component component() {
            return new Component(
                    name,
                    qualifier,
                    Money.of(amount, currency),
                    new Dimensions(channel, store, region, taxCode, reference));
        }
    }
}
