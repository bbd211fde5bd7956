package io.tieout.finance.internal;

import io.tieout.finance.Document;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.events.SaleRecorded;
import io.tieout.orders.events.SaleVoided;
import io.tieout.orders.events.ShipmentCancelled;
import io.tieout.orders.events.ShipmentConfirmed;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.events.ReturnDecided;
import io.tieout.returns.events.ReturnVoided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operations tell, in the words of finance. */
public final class OperationalEvents {

    public static final String SHIPMENT_INVOICED = "shipment.invoiced";
    public static final String SALE_RECORDED = "sale.recorded";
    public static final String RETURN_DECIDED = "return.decided";
    public static final String SALE_VOIDED = "sale.voided";
    public static final String RETURN_VOIDED = "return.voided";

    public static final String SHIPMENT_CANCELLED = "shipment.cancelled";

    /** What takes an event back is posted by the rules of what it takes back, unless it has rules of its own. */
    static final Map<String, String> TAKES_BACK = Map.of(
            SHIPMENT_CANCELLED,
            SHIPMENT_INVOICED,
            SALE_VOIDED,
            SALE_RECORDED,
            RETURN_VOIDED,
            RETURN_DECIDED,
            "till.money-voided",
            "till.money");

    private OperationalEvents() {}

    /** Goods left, so an invoice is due. */
    public static BookableEvent from(ShipmentConfirmed shipment) {
        var channel = shipment.connection().value();
        var shipped = shipped(channel, shipment.orderExternalId(), shipment.lines(), shipment.shipping());
        var event = new FinanceEvent(
                SHIPMENT_INVOICED,
                SHIPMENT_INVOICED + ":" + shipment.key() + ":" + shipment.shipmentExternalId(),
                shipment.entity(),
                shipment.key(),
                shipment.businessDate(),
                shipment.shippedAt(),
                shipment.message(),
                null,
                shipped.components());
        return new BookableEvent(
                event,
                draft(
                        Document.Kind.INVOICE,
                        channel,
                        shipment.orderExternalId(),
                        shipment.shipmentExternalId(),
                        event,
                        shipped.lines()));
    }

    /** The goods did not leave after all: the same amounts the other way round, and what was invoiced is credited. */
    public static BookableEvent from(ShipmentCancelled cancelled) {
        var channel = cancelled.connection().value();
        var shipped = shipped(channel, cancelled.orderExternalId(), cancelled.lines(), cancelled.shipping());
        var event = new FinanceEvent(
                SHIPMENT_CANCELLED,
                SHIPMENT_CANCELLED + ":" + cancelled.key() + ":" + cancelled.shipmentExternalId(),
                cancelled.entity(),
                cancelled.key(),
                cancelled.businessDate(),
                cancelled.at(),
                cancelled.message(),
                null,
                negated(shipped.components()));
        return new BookableEvent(
                event,
                draft(
                        Document.Kind.CREDIT_MEMO,
                        channel,
                        cancelled.orderExternalId(),
                        cancelled.shipmentExternalId(),
                        event,
                        shipped.lines()));
    }

    private record Shipped(List<FinanceEvent.Component> components, List<DocumentDraft.Line> lines) {}

    private static Shipped shipped(
            String channel,
            String order,
            List<ShipmentConfirmed.Line> shippedLines,
            List<ShipmentConfirmed.Charge> charges) {
        var dimensions = Dimensions.channel(channel).withReference(order);
        var sums = new ComponentSums();
        var lines = new ArrayList<DocumentDraft.Line>();
        for (var line : shippedLines) {
            sums.add("revenue", null, line.net(), dimensions);
            sums.taxes(line.taxes(), "tax", "facilitator-tax", dimensions);
            lines.add(documentLine(line.reference(), line.sku().value(), line.quantity(), line.net(), line.taxes()));
        }
        for (var charge : charges) {
            sums.add("shipping", null, charge.net(), dimensions);
            sums.taxes(charge.taxes(), "shipping-tax", "shipping-facilitator-tax", dimensions);
            lines.add(documentLine(charge.reference(), null, Quantity.of(1), charge.net(), charge.taxes()));
        }
        return new Shipped(sums.components(), lines);
    }

    /** A till's sale: paid on the spot, so no invoice. */
    public static BookableEvent from(SaleRecorded sale) {
        var components = saleComponents(
                sale.connection(), sale.store(), sale.externalId(), sale.lines(), sale.tenders(), sale.rounding());
        return new BookableEvent(
                new FinanceEvent(
                        SALE_RECORDED,
                        SALE_RECORDED + ":" + sale.key(),
                        sale.entity(),
                        sale.key(),
                        sale.businessDate(),
                        sale.occurredAt(),
                        sale.message(),
                        null,
                        components),
                null);
    }

    private static List<FinanceEvent.Component> saleComponents(
            ConnectionCode connection,
            LocationCode store,
            String externalId,
            List<PlaceOrder.Line> lines,
            List<PlaceOrder.Tender> tenders,
            Money rounding) {
        var dimensions =
                Dimensions.channel(connection.value()).withStore(store.value()).withReference(externalId);
        var sums = new ComponentSums();
        for (var line : lines) {
            sums.add("revenue", null, line.net(), dimensions);
            sums.taxes(line.taxes(), "tax", "facilitator-tax", dimensions);
        }
        for (var tender : tenders) {
            sums.add("tender", tender.method(), tender.amount(), dimensions);
        }
        sums.add("cash-rounding", null, rounding, dimensions);
        return sums.components();
    }

    /** The customer gets money back, from the till or through the channel, so a credit memo is due. */
    public static BookableEvent from(ReturnDecided decided) {
        var paidByTill = decided.payer() == ReturnDecision.Payer.TILL;
        var channel = decided.channel().value();
        var reference = decided.orderExternalId() == null ? decided.externalId() : decided.orderExternalId();
        var dimensions = Dimensions.channel(channel)
                .withReference(reference)
                .withStore(paidByTill ? decided.location().value() : null);
        var prefix = decided.paidBy() != null ? "inter-" : paidByTill ? "" : "channel-";
        var sums = new ComponentSums();
        for (var line : decided.lines()) {
            sums.add(prefix + "returns", null, line.net(), dimensions);
            sums.taxes(line.taxes(), prefix + "tax", prefix + "facilitator-tax", dimensions);
        }
        ReturnEvents.charges(decided, sums, prefix, dimensions);
        ReturnEvents.offsets(decided, sums, dimensions);
        // the method is the word of the till that pays, not of the channel that sold
        var till = new Dimensions(decided.connection().value(), dimensions.store(), null, null, dimensions.reference());
        if (paidByTill && decided.paidBy() == null) {
            decided.refunds().forEach(refund -> sums.add("refund-tender", refund.method(), refund.amount(), till));
        }
        var event = new FinanceEvent(
                RETURN_DECIDED,
                RETURN_DECIDED + ":" + decided.key() + decided.occasion(),
                decided.entity(),
                decided.key(),
                decided.businessDate(),
                decided.at(),
                decided.message(),
                null,
                sums.components());
        return new BookableEvent(
                event,
                draft(
                        Document.Kind.CREDIT_MEMO,
                        channel,
                        decided.orderExternalId(),
                        decided.externalId() + decided.occasion(),
                        event,
                        lines(decided)));
    }

    /** The till took the sale back: the same amounts the other way round, on the day of the taking back. */
    public static BookableEvent from(SaleVoided voided) {
        var components = saleComponents(
                voided.connection(),
                voided.store(),
                voided.externalId(),
                voided.lines(),
                voided.tenders(),
                voided.rounding());
        return new BookableEvent(
                new FinanceEvent(
                        SALE_VOIDED,
                        SALE_VOIDED + ":" + voided.key(),
                        voided.entity(),
                        voided.key(),
                        voided.businessDate(),
                        voided.occurredAt(),
                        voided.message(),
                        null,
                        negated(components)),
                null);
    }

    /** The till took the return back, so what the credit memo gave is invoiced again. */
    public static BookableEvent from(ReturnVoided voided) {
        var decided = voided.decided();
        var credited = from(decided);
        var event = new FinanceEvent(
                RETURN_VOIDED,
                RETURN_VOIDED + ":" + decided.key(),
                decided.entity(),
                decided.key(),
                voided.businessDate(),
                voided.at(),
                voided.message(),
                null,
                negated(credited.event().components()));
        return new BookableEvent(
                event,
                draft(
                        Document.Kind.INVOICE,
                        decided.channel().value(),
                        decided.orderExternalId(),
                        voided.voidedBy(),
                        event,
                        lines(decided)));
    }

    static List<FinanceEvent.Component> negated(List<FinanceEvent.Component> components) {
        return components.stream()
                .map(component -> new FinanceEvent.Component(
                        component.name(),
                        component.qualifier(),
                        component.amount().negated(),
                        component.dimensions()))
                .toList();
    }

    private static List<DocumentDraft.Line> lines(ReturnDecided decided) {
        var lines = new ArrayList<DocumentDraft.Line>();
        for (var line : decided.lines()) {
            lines.add(documentLine(
                    line.lineReference() == null ? line.sku().value() : line.lineReference(),
                    line.sku().value(),
                    line.quantity(),
                    line.net(),
                    line.taxes()));
        }
        for (var charge : decided.charges()) {
            lines.add(
                    documentLine(ReturnEvents.name(charge.kind()), null, Quantity.of(1), charge.net(), charge.taxes()));
        }
        return lines;
    }

    private static DocumentDraft.Line documentLine(
            String reference, @Nullable String sku, Quantity quantity, Money net, List<PlaceOrder.Tax> taxes) {
        var tax = Money.sum(
                net.currency(), taxes.stream().map(PlaceOrder.Tax::amount).toList());
        // of several taxes on a line (state, county, city) the greatest names the line's code
        var own = taxes.stream()
                .filter(candidate -> !candidate.facilitator())
                .reduce((one, other) -> one.amount().compareTo(other.amount()) >= 0 ? one : other);
        return new DocumentDraft.Line(
                reference,
                sku,
                quantity.toString(),
                net.rounded().amount().toPlainString(),
                tax.rounded().amount().toPlainString(),
                own.map(PlaceOrder.Tax::code).orElse(null));
    }

    private static DocumentDraft draft(
            Document.Kind kind,
            String channel,
            @Nullable String orderExternalId,
            String reference,
            FinanceEvent event,
            List<DocumentDraft.Line> lines) {
        var currency = event.components().getFirst().amount().currency();
        var total = Money.zero(currency);
        for (var line : lines) {
            total = total.plus(Money.of(line.net(), currency.getCurrencyCode()))
                    .plus(Money.of(line.taxAmount(), currency.getCurrencyCode()));
        }
        return new DocumentDraft(
                kind.name(),
                channel,
                orderExternalId,
                reference,
                total.amount().toPlainString(),
                currency.getCurrencyCode(),
                lines);
    }
}
