package io.tieout.reconciliation.adapter.in.events;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.events.ShipmentCancelled;
import io.tieout.orders.events.ShipmentConfirmed;
import io.tieout.reconciliation.internal.ExpectedLines;
import io.tieout.reconciliation.internal.LineType;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.events.ReimbursementExpected;
import io.tieout.returns.events.ReturnDecided;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes what a channel will have to settle, in the transaction of the shipment or decision that makes it due. A discount is
 * expected as channels report it: the full price, and the promotion as a row of its own.
 */
@Component
class ExpectedLinesListener {

    private final ExpectedLines expectedLines;

    ExpectedLinesListener(ExpectedLines expectedLines) {
        this.expectedLines = expectedLines;
    }

    @EventListener
    void on(ShipmentConfirmed shipment) {
        var expectation = new ExpectedLines.Expectation(
                "shipment:" + shipment.shipment(),
                shipment.entity(),
                shipment.connection(),
                shipment.orderExternalId(),
                LineType.Side.SALE,
                shipment.shippedAt());
        for (var line : shipment.lines()) {
            var item = line.reference();
            var sku = line.partnerSku();
            expectation.add(item, sku, "sale.principal", line.net().plus(line.discount()));
            expectation.add(item, sku, "promotion.principal", line.discount().negated());
            taxes(expectation, item, sku, "sale.tax", line.taxes());
        }
        for (var charge : shipment.shipping()) {
            expectation.add(charge.reference(), null, "sale.shipping", charge.net());
            taxes(expectation, charge.reference(), null, "sale.shipping-tax", charge.taxes());
        }
        expectedLines.expect(expectation);
    }

    @EventListener
    void on(ShipmentCancelled cancelled) {
        expectedLines.withdraw("shipment:" + cancelled.shipment());
    }

    @EventListener
    void on(ReturnDecided decision) {
        var order = decision.orderExternalId();
        if (order == null || decision.payer() == ReturnDecision.Payer.TILL) {
            return; // What a till pays out never comes back in a settlement.
        }
        for (var offset : decision.offsets()) {
            if (offset.reference() != null && offset.kind() == ReturnDecided.Offset.Kind.EXCHANGE) {
                expectedLines.cover(decision.channel(), offset.reference(), "return:" + decision.returnId());
            }
        }
        var expectation = new ExpectedLines.Expectation(
                "return:" + decision.returnId().value() + decision.occasion(),
                decision.entity(),
                decision.channel(),
                order,
                LineType.Side.REFUND,
                decision.at());
        if (!decision.offsets().isEmpty()) {
            // only the difference is money, and nobody can say of which line it is
            expectation.add(null, null, "refund.principal", decision.payable().negated());
            expectedLines.expect(expectation);
            return;
        }
        for (var charge : decision.charges()) {
            var principal = charge.kind() == ReturnDecided.Charge.Kind.SHIPPING ? "refund.shipping" : "refund.charge";
            var tax = charge.kind() == ReturnDecided.Charge.Kind.SHIPPING ? "refund.shipping-tax" : "refund.tax";
            expectation.add(null, null, principal, charge.net().negated());
            taxes(expectation, null, null, tax, negated(charge.taxes()));
        }
        for (var line : decision.lines()) {
            var item = line.lineReference();
            var sku = line.sku().value();
            expectation.add(item, sku, "refund.principal", line.net().negated());
            taxes(expectation, item, sku, "refund.tax", negated(line.taxes()));
        }
        expectedLines.expect(expectation);
    }

    /** What the channel owes us, or takes back, or pays out after all. */
    @EventListener
    void on(ReimbursementExpected due) {
        var order = due.orderExternalId();
        if (order == null) {
            return;
        }
        var paidOut = due.kind() == ReturnMoney.Kind.REFUND;
        var expectation = new ExpectedLines.Expectation(
                "return-money:" + due.money(), due.entity(), due.channel(), order, LineType.Side.REFUND, due.at());
        expectation.add(
                null,
                null,
                paidOut ? "refund.principal" : "reimbursement",
                paidOut ? due.amount().negated() : due.amount());
        expectedLines.expect(expectation);
    }

    private static List<PlaceOrder.Tax> negated(List<PlaceOrder.Tax> taxes) {
        return taxes.stream()
                .map(tax -> new PlaceOrder.Tax(tax.code(), tax.amount().negated(), tax.facilitator()))
                .toList();
    }

    /** One line for all taxes of an item, as channels report them, and what a facilitator withholds of it. */
    private static void taxes(
            ExpectedLines.Expectation expectation,
            @Nullable String item,
            @Nullable String sku,
            String component,
            List<PlaceOrder.Tax> taxes) {
        if (taxes.isEmpty()) {
            return;
        }
        var total = Money.zero(taxes.getFirst().amount().currency());
        var withheld = total;
        for (var tax : taxes) {
            total = total.plus(tax.amount());
            withheld = tax.facilitator() ? withheld.plus(tax.amount()) : withheld;
        }
        expectation.add(item, sku, component, total);
        expectation.add(item, sku, "facilitator-tax", withheld.negated());
    }
}
