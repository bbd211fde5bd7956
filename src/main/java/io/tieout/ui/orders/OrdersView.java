package io.tieout.ui.orders;

import com.vaadin.flow.router.Route;
import io.tieout.kernel.Page;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderState;
import io.tieout.orders.OrderSummary;
import io.tieout.orders.Orders;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Since;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Route("orders")
@PermitAll
class OrdersView extends ListView<OrderSummary> {

    /** Holds that end without anybody's doing. */
    private static final Set<String> WAITS_BY_ITSELF = Set.of("order.awaiting-store", "order.awaiting-payment");

    private final transient Orders orders;
    private final transient Clock clock;

    OrdersView(Orders orders, Clock clock) {
        super("Orders", "Every order and till sale, newest first. A row leads to its whole story.", columns());
        this.orders = orders;
        this.clock = clock;
        addTextFilter("externalId", "Order number");
        addTextFilter("connection", "Channel");
        addChoiceFilter("state", "State", choices(OrderState.values()));
        addChoiceFilter("waiting", "Waiting", Map.of("stock", "for stock"));
        addChoiceFilter("since", "Ordered within", choices(Since.values()));
    }

    private static List<Column<OrderSummary>> columns() {
        return List.of(
                Column.of("externalId", "Order", OrderSummary::externalId, order -> Show.code(order.externalId())),
                Column.text("channel", "Channel", order -> order.connection().value()),
                Column.of(
                        "state",
                        "State",
                        order -> Show.words(order.state()),
                        order -> chip(order.state(), order.holdCode())),
                Column.of(
                        "orderedAt",
                        "Ordered",
                        order -> Show.exact(order.orderedAt()),
                        order -> Show.ago(order.orderedAt())),
                Column.number(
                        "lines", "Lines", order -> "" + order.lineCount(), order -> Show.count(order.lineCount())),
                Column.text("location", "Ships from", order -> order.location() == null ? "" : order.location()),
                Column.number(
                        "total",
                        "Total",
                        order -> order.total().amount().toPlainString(),
                        order -> Show.money(order.total())));
    }

    static StatusChip chip(OrderState state, @Nullable String holdCode) {
        return new StatusChip(
                switch (state) {
                    case HELD -> WAITS_BY_ITSELF.contains(String.valueOf(holdCode)) ? Status.WAITING : Status.NEEDS_YOU;
                    case RELEASED, PARTIALLY_SHIPPED -> Status.WAITING;
                    case SHIPPED, SOLD -> Status.DONE;
                    case CANCELLED, VOIDED -> Status.IGNORED;
                },
                holdCode == null ? Show.words(state) : Show.words(state) + ": " + reason(holdCode));
    }

    /** A hold's code without its module: {@code order.reservation-failed} is "reservation failed". */
    private static String reason(String holdCode) {
        return holdCode.substring(holdCode.indexOf('.') + 1).replace('-', ' ');
    }

    @Override
    protected Page<OrderSummary> page(Filters filters, int limit, @Nullable String after) {
        var since = filters.get("since", Since.class);
        return orders.list(
                new OrderFilter(
                        filters.get("connection"),
                        filters.get("state", OrderState.class),
                        filters.get("externalId"),
                        since == null ? null : since.start(clock.instant()),
                        null,
                        filters.get("waiting") != null),
                limit,
                after);
    }

    @Override
    protected void open(OrderSummary row) {
        getUI().ifPresent(ui -> ui.navigate("orders/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Orders appear here as soon as a connected channel or till sends one.";
    }
}
