package io.tieout.ui.orders;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.operations.Trace;
import io.tieout.orders.AllocationDetails;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.ShipmentDetails;
import io.tieout.orders.SourcingDecision;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** One order: its page is its trace. */
@Route("orders")
@PermitAll
class OrderView extends DetailView {

    private final transient Orders orders;
    private final transient Trace trace;
    private final transient OrderMoney money;
    private final transient CurrentActor actor;
    private final transient Clock clock;

    OrderView(Orders orders, Trace trace, OrderMoney money, CurrentActor actor, Clock clock) {
        super("Order");
        this.orders = orders;
        this.trace = trace;
        this.money = money;
        this.actor = actor;
        this.clock = clock;
    }

    @Override
    protected void show(UUID id) {
        var order = orders.find(new OrderId(id)).orElseThrow(NotFoundException::new);
        var summary = order.summary();
        setHead("Order " + summary.externalId(), summary.connection() + ", entity " + summary.entity());
        var story = new Div(new Section(
                "Story",
                new Timeline(Timeline.own(
                        trace.tell(order.key().value()), order.key().value(), "order:"))));
        var shipments = orders.shipments(summary.id());
        if (!shipments.isEmpty()) {
            story.add(new Section("Shipments", new Table<>("Shipments", shipmentColumns(), shipments)));
        }
        if (!order.sourcing().isEmpty()) {
            story.add(sourcing(order));
        }
        money.settled(order).ifPresent(story::add);
        putStoryAndFacts(
                story,
                new Section("Facts", facts(order)),
                gate(order),
                money.documents(order),
                new OrderDeeds(orders, actor, clock, order, this::reload).section());
        put(new Section("Lines", new Table<>("Order lines", lines(), order.lines())));
    }

    private static Facts facts(OrderDetails order) {
        var summary = order.summary();
        var methods = order.tenders().stream().map(PlaceOrder.Tender::method).toList();
        return new Facts()
                .fact("State", OrdersView.chip(summary.state(), summary.holdCode()))
                .fact("Total", Show.money(summary.total()))
                .fact("Ordered", Show.ago(summary.orderedAt()))
                .fact("Received", Show.ago(order.receivedAt()))
                .fact("Paid with", methods.isEmpty() ? "unknown" : String.join(", ", methods))
                .fact("Our id", Show.code(summary.id()))
                .fact(
                        "Payload",
                        order.message() == null
                                ? new Span("not kept")
                                : new Anchor("messages/" + order.message(), "As it came"));
    }

    /** The gate: why the ERP may hear of this order, or why not yet. */
    private static Section gate(OrderDetails order) {
        if (order.summary().state() == OrderState.SOLD) {
            return new Section("Reservation gate", new Span("A till's sale: the goods went over the counter."));
        }
        if (order.summary().state() == OrderState.VOIDED) {
            return new Section("Reservation gate", new Span("A till's sale that the till took back."));
        }
        if (order.reservation() != null) {
            return new Section(
                    "Reservation gate",
                    new StatusChip(Status.DONE, "Open: stock is reserved"),
                    Show.code(order.reservation()));
        }
        var reason = order.holdReason() == null ? "No confirmed reservation." : order.holdReason();
        return new Section("Reservation gate", new StatusChip(Status.BLOCKED, "Shut"), new Span(reason));
    }

    /** Why it comes from there, and why not from elsewhere; the latest decision first. */
    private static Section sourcing(OrderDetails order) {
        var told = new Div();
        if (!order.allocations().isEmpty()) {
            told.add(new Table<>("Where it is reserved", allocationColumns(), order.allocations()));
        }
        for (var decision : order.sourcing().reversed()) {
            var words = new Div(new Paragraph(decision.summary() + "."));
            var others = new UnorderedList();
            decision.others().forEach(verdict -> others.add(new ListItem(places(verdict) + ": " + verdict.why())));
            words.add(others);
            var details = new Details(
                    Show.words(decision.cause()) + ", policy "
                            + (decision.policy() == 0 ? "built in" : "version " + decision.policy()),
                    words);
            details.setOpened(decision.equals(order.sourcing().getLast()));
            told.add(details, Show.ago(decision.at()));
        }
        return new Section("Why from there", told);
    }

    private static String places(SourcingDecision.Verdict verdict) {
        var named = verdict.locations().stream().map(LocationCode::value).collect(Collectors.joining(", "));
        var more = verdict.count() - verdict.locations().size();
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private static List<Column<AllocationDetails>> allocationColumns() {
        return List.of(
                Column.text("line", "Line", AllocationDetails::reference),
                Column.text("location", "From", part -> part.location().value()),
                Column.number("open", "Reserved", part -> part.open().toString(), part -> Show.quantity(part.open())),
                Column.number(
                        "picked", "Picked", part -> part.picked().toString(), part -> Show.quantity(part.picked())),
                Column.of(
                        "state",
                        "State",
                        part -> part.awaited() == null ? "confirmed" : "asked",
                        part -> part.awaited() == null
                                ? new StatusChip(Status.DONE, "Confirmed")
                                : new StatusChip(Status.WAITING, "Store was asked")));
    }

    private static List<Column<OrderDetails.Line>> lines() {
        return List.of(
                Column.of("sku", "SKU", line -> line.sku().value(), line -> Show.code(line.sku())),
                Column.text("title", "Title", OrderDetails.Line::title),
                Column.number(
                        "ordered", "Ordered", line -> line.ordered().toString(), line -> Show.quantity(line.ordered())),
                Column.number(
                        "shipped", "Shipped", line -> line.shipped().toString(), line -> Show.quantity(line.shipped())),
                Column.number(
                        "waiting", "Waiting", line -> line.waiting().toString(), line -> Show.quantity(line.waiting())),
                Column.number(
                        "cancelled",
                        "Cancelled",
                        line -> line.cancelled().toString(),
                        line -> Show.quantity(line.cancelled())),
                Column.number(
                        "returned",
                        "Returned",
                        line -> line.returned().toString(),
                        line -> Show.quantity(line.returned())),
                Column.text("location", "From", line -> line.location() == null ? "" : line.location()),
                Column.number(
                        "net", "Net", line -> line.net().amount().toPlainString(), line -> Show.money(line.net())),
                Column.number("tax", "Tax", line -> tax(line).amount().toPlainString(), line -> Show.money(tax(line))));
    }

    private static Money tax(OrderDetails.Line line) {
        return Money.sum(
                line.net().currency(),
                line.taxes().stream().map(PlaceOrder.Tax::amount).toList());
    }

    private static List<Column<ShipmentDetails>> shipmentColumns() {
        return List.of(
                Column.of("number", "Shipment", ShipmentDetails::externalId, row -> Show.code(row.externalId())),
                Column.text("location", "From", row -> row.location().value()),
                Column.of("at", "Shipped", row -> Show.exact(row.shippedAt()), row -> Show.ago(row.shippedAt())),
                Column.text("carrier", "Carrier", row -> row.carrier() == null ? "" : row.carrier()),
                Column.of(
                        "tracking",
                        "Tracking",
                        row -> row.trackingNumber() == null ? "" : row.trackingNumber(),
                        row -> Show.code(row.trackingNumber())));
    }
}
