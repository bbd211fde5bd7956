package io.tieout.ui.orders;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.kernel.Money;
import io.tieout.operations.Trace;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderId;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.UUID;

/** One order: left its story from payload to bank line, right its facts. */
@Route("orders")
@PermitAll
class OrderView extends TieoutView implements HasUrlParameter<String> {

    private final transient Orders orders;
    private final transient Trace trace;

    OrderView(Orders orders, Trace trace) {
        super("Order", "");
        this.orders = orders;
        this.trace = trace;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        var order = find(id);
        var summary = order.summary();
        setHead("Order " + summary.externalId(), summary.connection() + ", entity " + summary.entity());
        var story = new Section("Story", new Timeline(trace.tell(order.key().value())));
        var facts = new Section("Facts", facts(order));
        var columns = new Div(story, new Div(facts, gate(order)));
        columns.addClassName("story-and-facts");
        add(columns, new Section("Lines", new Table<>("Order lines", lines(), order.lines())));
    }

    private OrderDetails find(String id) {
        try {
            return orders.find(new OrderId(UUID.fromString(id))).orElseThrow(NotFoundException::new);
        } catch (IllegalArgumentException notAnId) {
            throw new NotFoundException(notAnId.getMessage());
        }
    }

    private static Facts facts(OrderDetails order) {
        var summary = order.summary();
        return new Facts()
                .fact("State", OrdersView.chip(summary.state(), summary.holdCode()))
                .fact("Total", Show.money(summary.total()))
                .fact("Ordered", Show.ago(summary.orderedAt()))
                .fact("Received", Show.ago(order.receivedAt()))
                .fact("Our id", Show.code(summary.id()))
                .fact("Message", Show.code(order.message()))
                .fact(
                        "Paid with",
                        String.join(
                                ", ",
                                order.tenders().stream()
                                        .map(PlaceOrder.Tender::method)
                                        .toList()));
    }

    /** The gate: why the ERP may hear of this order, or why not yet. */
    private static Section gate(OrderDetails order) {
        var words = order.reservation() == null
                ? new StatusChip(Status.BLOCKED, "Shut: no confirmed reservation")
                : new StatusChip(Status.DONE, "Open: stock is reserved");
        var reason = new Span(order.holdReason() == null ? "" : order.holdReason());
        return new Section("Reservation gate", words, Show.code(order.reservation()), reason);
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
}
