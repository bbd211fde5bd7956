package io.tieout.orders.adapter.in.rest;

import io.tieout.access.Audit;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderState;
import io.tieout.orders.OrderSummary;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.ShipmentDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/orders")
class OrdersController {

    private final Orders orders;
    private final CurrentActor currentActor;
    private final Audit audit;
    private final Clock clock;

    OrdersController(Orders orders, CurrentActor currentActor, Audit audit, Clock clock) {
        this.orders = orders;
        this.currentActor = currentActor;
        this.audit = audit;
        this.clock = clock;
    }

    /** An order with its shipments, in one object. */
    record OrderView(
            OrderId id,
            BusinessKey key,
            ConnectionCode connection,
            String externalId,
            EntityCode entity,
            OrderState state,
            Instant orderedAt,
            Instant receivedAt,
            @Nullable Instant releasedAt,
            Money total,
            @Nullable UUID reservation,
            @Nullable String location,
            @Nullable String holdCode,
            @Nullable String holdReason,
            @Nullable MessageId message,
            List<OrderDetails.Line> lines,
            List<OrderDetails.Charge> shipping,
            List<PlaceOrder.Tender> tenders,
            List<ShipmentDetails> shipments) {

        static OrderView of(OrderDetails order, List<ShipmentDetails> shipments) {
            var summary = order.summary();
            return new OrderView(
                    summary.id(),
                    order.key(),
                    summary.connection(),
                    summary.externalId(),
                    summary.entity(),
                    summary.state(),
                    summary.orderedAt(),
                    order.receivedAt(),
                    order.releasedAt(),
                    summary.total(),
                    order.reservation(),
                    summary.location(),
                    summary.holdCode(),
                    order.holdReason(),
                    order.message(),
                    order.lines(),
                    order.shipping(),
                    order.tenders(),
                    shipments);
        }
    }

    /** Why an order is cancelled. */
    record Cancellation(String reason) {}

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_orders.read')")
    Page<OrderSummary> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable OrderState state,
            @RequestParam(required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return orders.list(new OrderFilter(connection, state, externalId, from, to), limit, after);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_orders.read')")
    OrderView find(@PathVariable String id) {
        var order = order(id);
        return OrderView.of(order, orders.shipments(order.summary().id()));
    }

    @PostMapping("/{id}/cancel")
    @PreAuthorize("hasAuthority('SCOPE_orders.write')")
    @Transactional
    OrderView cancel(@PathVariable String id, @RequestBody Cancellation cancellation) {
        var order = order(id);
        var summary = order.summary();
        if (summary.state() == OrderState.SHIPPED || summary.state() == OrderState.SOLD) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT,
                    "Order " + summary.externalId() + " is " + summary.state() + "; its goods come back as a return");
        }
        orders.cancel(new CancelOrder(
                summary.connection(), summary.externalId(), clock.instant(), cancellation.reason(), null));
        audit.record(
                currentActor.get(), "order.cancelled", order.key().value(), Map.of("reason", cancellation.reason()));
        return find(summary.id().toString());
    }

    private OrderDetails order(String id) {
        return lookUp(id).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no order " + id));
    }

    /** By our own id, or as {@code channel:externalId}. */
    private Optional<OrderDetails> lookUp(String id) {
        var colon = id.indexOf(':');
        try {
            return colon > 0
                    ? orders.find(ConnectionCode.of(id.substring(0, colon)), id.substring(colon + 1))
                    : orders.find(OrderId.of(id));
        } catch (IllegalArgumentException notAnIdentifier) {
            return Optional.empty();
        }
    }
}
