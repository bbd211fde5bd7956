package io.tieout.delivery.internal;

import io.tieout.finance.events.CreditMemoTriggered;
import io.tieout.finance.events.InvoiceTriggered;
import io.tieout.finance.events.JournalPosted;
import io.tieout.kernel.LocationCode;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.events.OrderReleased;
import io.tieout.orders.events.SalesOrderChanged;
import io.tieout.reconciliation.events.PayoutReconciled;
import io.tieout.reconciliation.events.SettlementReconciled;
import io.tieout.returns.events.ReturnDecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts other modules' events into the public form. */
public final class Drafts {

    private Drafts() {}

    /** The ERP's sales order, and one fulfilment request per location that ships. */
    public static List<Draft> of(OrderReleased event) {
        var drafts = new ArrayList<Draft>();
        drafts.add(new Draft(
                EventType.SALES_ORDER_RELEASED,
                event.key(),
                event.entity(),
                event.at(),
                salesOrder(event),
                event.reservation(),
                null,
                event.message()));
        var byLocation = new LinkedHashMap<LocationCode, List<OrderReleased.Line>>();
        event.lines()
                .forEach(line -> byLocation
                        .computeIfAbsent(line.location(), _ -> new ArrayList<>())
                        .add(line));
        byLocation.forEach((location, lines) -> drafts.add(new Draft(
                EventType.FULFILMENT_REQUESTED,
                event.key(),
                event.entity(),
                event.at(),
                fulfilment(event, location, lines),
                event.reservation(),
                null,
                event.message())));
        return drafts;
    }

    private static Payload salesOrder(OrderReleased event) {
        return new Payload.SalesOrderReleased(
                event.order().value(),
                event.connection().value(),
                event.externalId(),
                event.entity().value(),
                event.reservation(),
                event.orderedAt(),
                event.at(),
                event.total(),
                event.lines().stream()
                        .map(line -> new Payload.SalesOrderReleased.Line(
                                line.reference(),
                                line.sku().value(),
                                line.quantity(),
                                line.location().value(),
                                line.net(),
                                line.discount(),
                                Payload.Tax.from(line.taxes())))
                        .toList(),
                event.shipping().stream()
                        .map(charge -> new Payload.SalesOrderReleased.Charge(
                                charge.reference(), charge.net(), Payload.Tax.from(charge.taxes())))
                        .toList());
    }

    private static Payload fulfilment(OrderReleased event, LocationCode location, List<OrderReleased.Line> lines) {
        return new Payload.FulfilmentRequested(
                event.order().value(),
                event.connection().value(),
                event.externalId(),
                event.entity().value(),
                event.reservation(),
                location.value(),
                event.at(),
                lines.stream()
                        .map(line -> new Payload.FulfilmentRequested.Line(
                                line.reference(), line.sku().value(), line.quantity()))
                        .toList());
    }

    /** The ERP's change, then what each location is to ship besides, then what it need not ship any more. */
    public static List<Draft> of(SalesOrderChanged event) {
        var drafts = new ArrayList<Draft>();
        drafts.add(draft(event, EventType.SALES_ORDER_CHANGED, change(event), event.reservation()));
        byPlace(event.requested())
                .forEach((place, parts) -> drafts.add(draft(
                        event,
                        EventType.FULFILMENT_REQUESTED,
                        new Payload.FulfilmentRequested(
                                event.order().value(),
                                event.connection().value(),
                                event.externalId(),
                                event.entity().value(),
                                place.reservation(),
                                place.location().value(),
                                event.at(),
                                lines(parts)),
                        place.reservation())));
        byPlace(event.withdrawn())
                .forEach((place, parts) -> drafts.add(draft(
                        event,
                        EventType.FULFILMENT_WITHDRAWN,
                        new Payload.FulfilmentWithdrawn(
                                event.order().value(),
                                event.connection().value(),
                                event.externalId(),
                                event.entity().value(),
                                place.reservation(),
                                place.location().value(),
                                event.reason(),
                                event.at(),
                                lines(parts)),
                        place.reservation())));
        return drafts;
    }

    private record Place(LocationCode location, UUID reservation) {}

    private static Map<Place, List<SalesOrderChanged.Part>> byPlace(List<SalesOrderChanged.Part> parts) {
        var byPlace = new LinkedHashMap<Place, List<SalesOrderChanged.Part>>();
        parts.forEach(
                part -> byPlace.computeIfAbsent(new Place(part.location(), part.reservation()), _ -> new ArrayList<>())
                        .add(part));
        return byPlace;
    }

    private static List<Payload.FulfilmentRequested.Line> lines(List<SalesOrderChanged.Part> parts) {
        return parts.stream()
                .map(part -> new Payload.FulfilmentRequested.Line(
                        part.reference(), part.sku().value(), part.quantity()))
                .toList();
    }

    private static Draft draft(SalesOrderChanged event, EventType type, Payload payload, UUID reservation) {
        return new Draft(type, event.key(), event.entity(), event.at(), payload, reservation, null, event.message());
    }

    private static Payload change(SalesOrderChanged event) {
        return new Payload.SalesOrderChanged(
                event.order().value(),
                event.connection().value(),
                event.externalId(),
                event.entity().value(),
                event.reservation(),
                event.reason(),
                event.at(),
                event.total(),
                event.lines().stream()
                        .map(line -> new Payload.SalesOrderChanged.Line(
                                line.reference(),
                                line.sku().value(),
                                line.quantity(),
                                line.shipped(),
                                line.net(),
                                line.discount(),
                                Payload.Tax.from(line.taxes())))
                        .toList(),
                event.shipping().stream()
                        .map(charge -> new Payload.SalesOrderReleased.Charge(
                                charge.reference(), charge.net(), Payload.Tax.from(charge.taxes())))
                        .toList());
    }

    public static Draft of(OrderCancelled event) {
        return new Draft(
                EventType.SALES_ORDER_CANCELLED,
                event.key(),
                event.entity(),
                event.at(),
                new Payload.SalesOrderCancelled(
                        event.order().value(),
                        event.connection().value(),
                        event.externalId(),
                        event.entity().value(),
                        event.reason(),
                        event.at()),
                null,
                null,
                event.message());
    }

    public static Draft of(InvoiceTriggered event) {
        return new Draft(
                EventType.INVOICE_TRIGGERED,
                event.orderKey(),
                event.entity(),
                event.at(),
                new Payload.Invoice(
                        event.document(),
                        event.entity().value(),
                        event.channel(),
                        event.orderExternalId(),
                        event.shipmentExternalId(),
                        event.documentDate(),
                        event.total(),
                        Payload.DocumentLine.from(event.lines())),
                null,
                event.document(),
                event.message());
    }

    public static Draft of(CreditMemoTriggered event) {
        return new Draft(
                EventType.CREDIT_MEMO_TRIGGERED,
                event.returnKey(),
                event.entity(),
                event.at(),
                new Payload.CreditMemo(
                        event.document(),
                        event.entity().value(),
                        event.channel(),
                        event.orderExternalId(),
                        event.returnKey().value(),
                        event.documentDate(),
                        event.total(),
                        Payload.DocumentLine.from(event.lines())),
                null,
                event.document(),
                event.message());
    }

    public static Draft of(JournalPosted event) {
        var lines = event.lines().stream()
                .map(line -> new Payload.PostedJournal.Line(
                        line.account(),
                        line.key(),
                        line.debit().toPlainString(),
                        line.credit().toPlainString(),
                        line.dimensions().channel(),
                        line.dimensions().store(),
                        line.dimensions().region(),
                        line.dimensions().taxCode(),
                        line.dimensions().reference()))
                .toList();
        return new Draft(
                EventType.JOURNAL_POSTED,
                event.subject(),
                event.entity(),
                event.at(),
                new Payload.PostedJournal(
                        event.document(),
                        event.entity().value(),
                        event.postedOn(),
                        event.period(),
                        event.event(),
                        event.firstNumber(),
                        event.lastNumber(),
                        event.journals(),
                        event.currency().getCurrencyCode(),
                        lines),
                null,
                event.document(),
                event.message());
    }

    public static Draft of(SettlementReconciled event) {
        return new Draft(
                EventType.SETTLEMENT_RECONCILED,
                event.key(),
                event.entity(),
                event.at(),
                new Payload.ReconciledSettlement(
                        event.settlement(),
                        event.entity().value(),
                        event.channel(),
                        event.externalId(),
                        event.deposit(),
                        event.outcomes(),
                        event.at()),
                null,
                null,
                event.message());
    }

    public static Draft of(PayoutReconciled event) {
        return new Draft(
                EventType.PAYOUT_RECONCILED,
                event.key(),
                event.entity(),
                event.at(),
                new Payload.ReconciledPayout(
                        event.settlement(),
                        event.entity().value(),
                        event.channel(),
                        event.externalId(),
                        event.deposit(),
                        event.bankReference(),
                        event.bookedOn(),
                        event.at()),
                null,
                null,
                event.message());
    }

    public static Draft of(ReturnDecided event) {
        return new Draft(
                EventType.RETURN_DECIDED,
                event.key(),
                event.entity(),
                event.at(),
                decidedReturn(event),
                null,
                null,
                event.message());
    }

    private static Payload decidedReturn(ReturnDecided event) {
        return new Payload.DecidedReturn(
                event.returnId().value(),
                event.connection().value(),
                event.externalId(),
                event.channel().value(),
                orderId(event),
                event.orderExternalId(),
                event.entity().value(),
                event.location().value(),
                event.businessDate(),
                event.at(),
                event.payer().name(),
                event.lines().stream()
                        .map(line -> new Payload.DecidedReturn.Line(
                                line.lineReference(),
                                line.sku().value(),
                                line.quantity(),
                                line.net(),
                                Payload.Tax.from(line.taxes())))
                        .toList());
    }

    private static java.util.@Nullable UUID orderId(ReturnDecided event) {
        var order = event.order();
        return order == null ? null : order.value();
    }
}
