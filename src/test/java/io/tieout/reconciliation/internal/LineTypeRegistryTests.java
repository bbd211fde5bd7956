package io.tieout.reconciliation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineTypeRegistryTests {

    private final LineTypeRegistry registry = new LineTypeRegistry(List.of(
            entry("Order/ItemPrice/Principal", "sale.principal", LineType.Side.SALE),
            entry("*/ItemFees/*", "fee.other", null),
            entry("*/ItemFees/Commission", "fee.commission", null),
            entry("*/ItemFees/MarketplaceFacilitator*", "facilitator-tax", null),
            entry("*/ShipmentFees/*", "fee.fulfilment", null),
            entry("chargeback_hold/amount/*", "dispute", null)));

    private static LineTypeRegistry.Entry entry(String pattern, String economicClass, LineType.@Nullable Side side) {
        return new LineTypeRegistry.Entry(pattern, new LineType(economicClass, side, LineType.Reference.ORDER, true));
    }

    @Test
    void thePatternWithTheMostLettersWins() {
        assertThat(registry.resolve("Refund/ItemFees/Commission").economicClass())
                .isEqualTo("fee.commission");
        assertThat(registry.resolve("Order/ItemFees/SomethingElse").economicClass())
                .isEqualTo("fee.other");
        assertThat(registry.resolve("Order/ItemFees/MarketplaceFacilitatorVAT-Shipping")
                        .economicClass())
                .isEqualTo("facilitator-tax");
    }

    @Test
    void hyphensBlanksAndCaseDoNotCount() {
        assertThat(registry.resolve("Shipment/Shipment-Fees/FBA transportation fee")
                        .economicClass())
                .isEqualTo("fee.fulfilment");
        assertThat(registry.resolve("ORDER/Item Price/principal").side()).isEqualTo(LineType.Side.SALE);
    }

    @Test
    void aReversalMeansWhatItUndoes() {
        assertThat(registry.resolve("chargeback_hold_reversal/amount/dispute").economicClass())
                .isEqualTo("dispute");
    }

    @Test
    void anUnknownTypeIsSuspenseAndSaysSo_S40() {
        var unknown = registry.resolve("Order/ItemPrice/Surcharge");

        assertThat(unknown.economicClass()).isEqualTo("suspense");
        assertThat(unknown.known()).isFalse();
    }
}
