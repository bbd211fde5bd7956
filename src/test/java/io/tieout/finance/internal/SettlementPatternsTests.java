package io.tieout.finance.internal;

import static io.tieout.finance.internal.FinanceHarness.TODAY;
import static io.tieout.finance.internal.FinanceHarness.component;
import static io.tieout.finance.internal.FinanceHarness.event;
import static io.tieout.finance.internal.FinanceHarness.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvents;
import io.tieout.kernel.EntityCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The double-entry patterns of a channel's money, each alone in an entity of its own. */
class SettlementPatternsTests {

    private static FinanceHarness finance;

    @BeforeAll
    static void start() {
        finance = new FinanceHarness();
    }

    @AfterAll
    static void stop() {
        finance.close();
    }

    @Test
    void aShipmentWithTaxOfOurOwnOwesRevenueAndTax() {
        var entity = EntityCode.of("P01");
        record(shipment(entity, component("revenue", "100.00", "o-1"), tax("tax", "21.00")));

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of("channel.receivable", "121.00", "sales.revenue", "-100.00", "tax.payable", "-21.00"));
    }

    @Test
    void aShipmentWithFacilitatorTaxNeverTouchesTaxPayable() {
        var entity = EntityCode.of("P02");
        record(shipment(entity, component("revenue", "100.00", "o-1"), component("facilitator-tax", "8.00", "o-1")));

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "channel.receivable",
                        "108.00",
                        "sales.revenue",
                        "-100.00",
                        "tax.facilitator-clearing",
                        "-8.00"));
    }

    @Test
    void facilitatorTaxIsClearedByTheSettlementThatWithholdsIt() {
        var entity = EntityCode.of("P03");
        record(shipment(entity, component("revenue", "100.00", "o-1"), component("facilitator-tax", "8.00", "o-1")));
        settle(entity, "sale.principal", "100.00", "sale.tax", "8.00", "facilitator-tax", "-8.00");

        assertThat(finance.balances(entity)).isEqualTo(Map.of("channel.balance", "100.00", "sales.revenue", "-100.00"));
    }

    @Test
    void aReturnGivesBackRevenueAndTaxThroughTheReceivable() {
        var entity = EntityCode.of("P04");
        record(event(
                entity,
                "return.decided",
                "return-" + entity,
                TODAY,
                component("channel-returns", "50.00", "o-1"),
                tax("channel-tax", "10.50")));

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of("channel.receivable", "-60.50", "sales.returns", "50.00", "tax.payable", "10.50"));
    }

    @Test
    void aRefundMovesTheReceivableBackAndFeesStayGross() {
        var entity = EntityCode.of("P05");
        settle(entity, "refund.principal", "-60.50", "fee.commission", "9.00", "fee.refund-commission", "-1.80");

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "channel.balance",
                        "-53.30",
                        "channel.receivable",
                        "60.50",
                        "fees.commission",
                        "-9.00",
                        "fees.refund-commission",
                        "1.80"));
    }

    @Test
    void aRefundThatNobodyDecidedAwaitsItsCreditMemo() {
        var entity = EntityCode.of("P06");
        settle(entity, "refund.unannounced", "-20.00");

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of("channel.balance", "-20.00", "refunds.awaiting-credit-memo", "20.00"));
    }

    @Test
    void aReserveIsBalanceSheetOnly() {
        var entity = EntityCode.of("P07");
        settle(entity, "reserve.previous", "150.00", "reserve.current", "-200.00");

        assertThat(finance.balances(entity)).isEqualTo(Map.of("channel.balance", "-50.00", "reserve", "50.00"));
    }

    @Test
    void aChargebackIsAReceivableAndItsFeeAnExpense() {
        var entity = EntityCode.of("P08");
        settle(entity, "dispute", "-100.00", "fee.payment", "-15.00");

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of("channel.balance", "-115.00", "disputes", "100.00", "fees.payment", "15.00"));
    }

    @Test
    void unknownAndUnexpectedRowsStandInSuspenseAndPromotionsInTheReceivable() {
        var entity = EntityCode.of("P09");
        settle(entity, "suspense", "-3.00", "unexpected", "5.00", "promotion.shipping", "-4.00", "difference", "0.01");

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "channel.balance",
                        "-1.99",
                        "suspense",
                        "-2.00",
                        "channel.receivable",
                        "4.00",
                        "rounding",
                        "-0.01"));
    }

    @Test
    void aPayoutEmptiesTheChannelBalanceAndTheBankEmptiesTheTransit() {
        var entity = EntityCode.of("P10");
        record(shipment(entity, component("revenue", "100.00", "o-1"), tax("tax", "21.00")));
        settle(entity, "sale.principal", "100.00", "sale.tax", "21.00", "fee.commission", "-15.00");
        record(event(entity, "payout.sent", "payout-" + entity, TODAY, component("payout", "106.00", "s-1")));
        assertThat(finance.balances(entity)).containsEntry("cash.in-transit", "106.00");
        record(event(entity, "bank.received", "bank-" + entity, TODAY, component("deposit", "106.00", "s-1")));

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "bank",
                        "106.00",
                        "fees.commission",
                        "15.00",
                        "sales.revenue",
                        "-100.00",
                        "tax.payable",
                        "-21.00"));
    }

    @Test
    void aNegativePayoutIsPostedTheOtherWayRound() {
        var entity = EntityCode.of("P11");
        record(event(entity, "payout.sent", "payout-" + entity, TODAY, component("payout", "-40.00", "s-1")));
        record(event(entity, "bank.unidentified", "bank-" + entity, TODAY, component("deposit", "7.00", "b-1")));

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "channel.balance",
                        "40.00",
                        "cash.in-transit",
                        "-40.00",
                        "bank",
                        "7.00",
                        "unidentified.receipts",
                        "-7.00"));
    }

    @Test
    void everySettlementRowIsAJournalOfItsOwn() {
        var entity = EntityCode.of("P12");
        var posted = settle(entity, "sale.principal", "10.00", "refund.principal", "-10.00");

        assertThat(posted).isEqualTo(new FinanceEvents.BulkPosting(2, 4));
        assertThat(finance.balances(entity)).isEmpty();
    }

    private static FinanceEvent shipment(EntityCode entity, Component... components) {
        return event(entity, "shipment.invoiced", "shipment-" + entity, TODAY, components);
    }

    private static Component tax(String name, String amount) {
        var plain = component(name, amount, "o-1");
        return new Component(name, "DE MwSt 19%", plain.amount(), plain.dimensions());
    }

    private static void record(FinanceEvent... events) {
        Arrays.stream(events).forEach(finance.get(FinanceEvents.class)::record);
        finance.post();
    }

    private static FinanceEvents.BulkPosting settle(EntityCode entity, Object... namesAndAmounts) {
        List<FinanceEvent> rows = rows(entity, "settlement-" + entity, namesAndAmounts);
        return finance.get(FinanceEvents.class).postAll("settlement:" + entity, rows.iterator());
    }
}
