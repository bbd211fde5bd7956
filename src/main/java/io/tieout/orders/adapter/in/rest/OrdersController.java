package io.tieout.orders.adapter.in.rest;

import io.tieout.access.Audit;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.AllocationDetails;
import io.tieout.orders.CancelLines;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.CancelShipment;
import io.tieout.orders.ConfirmPick;
import io.tieout.orders.MissingReason;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderState;
import io.tieout.orders.OrderSummary;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.ShipmentDetails;
import io.tieout.orders.ShortPick;
import io.tieout.orders.SourcingDecision;
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
            List<ShipmentDetails> shipments,
            List<AllocationDetails> allocations,
            List<SourcingDecision> sourcing) {

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
                    shipments,
                    order.allocations(),
                    order.sourcing());
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
            @RequestParam(defaultValue = "false") boolean backordered,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return orders.list(new OrderFilter(connection, state, externalId, from, to, backordered), limit, after);
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

    /** Why somebody does something about an order. */
    record Reason(String reason) {}

    /** @param parts whether what is there may go while the rest waits */
    record Release(String reason, @Nullable Boolean parts) {}

    /** @param away the place that is not to send it; absent: every place where it is reserved now */
    record SourceAnew(String reason, @Nullable LocationCode away) {}

    /** @param cancellationId by which a repeat is known */
    record PartialCancellation(String cancellationId, Map<String, Quantity> quantities, String reason) {}

    /** @param quantities what is picked by now in all, by line reference */
    record Pick(
            LocationCode location,
            Map<String, Quantity> quantities,
            @Nullable Instant pickedAt) {}

    /** @param externalId by which a repeat is known */
    record Missing(
            String externalId,
            LocationCode location,
            Map<String, Quantity> quantities,
            MissingReason reason,
            @Nullable Instant at) {}

    @PostMapping("/{id}/hold")
    @PreAuthorize("hasAuthority('SCOPE_orders.write')")
    @Transactional
    OrderView hold(@PathVariable String id, @RequestBody Reason reason) {
        var order = order(id).summary();
        orders.hold(order.id(), reason.reason(), currentActor.get());
        return find(order.id().toString());
    }

    @PostMapping("/{id}/release")
    @PreAuthorize("hasAuthority('SCOPE_orders.write')")
    @Transactional
    OrderView release(@PathVariable String id, @RequestBody Release release) {
        var order = order(id).summary();
        orders.release(order.id(), Boolean.TRUE.equals(release.parts()), release.reason(), currentActor.get());
        return find(order.id().toString());
    }

    @PostMapping("/{id}/source-anew")
    @PreAuthorize("hasAuthority('SCOPE_orders.write')")
    @Transactional
    OrderView sourceAnew(@PathVariable String id, @RequestBody SourceAnew anew) {
        var order = order(id).summary();
        orders.resource(order.id(), anew.away(), anew.reason(), currentActor.get());
        return find(order.id().toString());
    }

    @PostMapping("/{id}/cancel-lines")
    @PreAuthorize("hasAuthority('SCOPE_orders.write')")
    @Transactional
    OrderView cancelLines(@PathVariable String id, @RequestBody PartialCancellation cancellation) {
        var order = order(id).summary();
        orders.cancelLines(new CancelLines(
                order.connection(),
                order.externalId(),
                cancellation.cancellationId(),
                cancellation.quantities(),
                clock.instant(),
                cancellation.reason(),
                null));
        audit.record(
                currentActor.get(),
                "order.lines-cancelled",
                "order:" + order.connection() + ":" + order.externalId(),
                Map.of("reason", cancellation.reason()));
        return find(order.id().toString());
    }

    @PostMapping("/{id}/picks")
    @PreAuthorize("hasAuthority('SCOPE_shipments.write')")
    @Transactional
    OrderView pick(@PathVariable String id, @RequestBody Pick pick) {
        var order = order(id).summary();
        var at = pick.pickedAt();
        orders.pick(new ConfirmPick(
                order.connection(),
                order.externalId(),
                pick.location(),
                pick.quantities(),
                at == null ? clock.instant() : at,
                null));
        return find(order.id().toString());
    }

    @PostMapping("/{id}/short-picks")
    @PreAuthorize("hasAuthority('SCOPE_shipments.write')")
    @Transactional
    OrderView shortPick(@PathVariable String id, @RequestBody Missing missing) {
        var order = order(id).summary();
        var at = missing.at();
        orders.shortPick(new ShortPick(
                order.connection(),
                order.externalId(),
                missing.externalId(),
                missing.location(),
                missing.quantities(),
                missing.reason(),
                at == null ? clock.instant() : at,
                null));
        return find(order.id().toString());
    }

    @PostMapping("/{id}/shipments/{shipment}/cancel")
    @PreAuthorize("hasAuthority('SCOPE_shipments.write')")
    @Transactional
    OrderView cancelShipment(@PathVariable String id, @PathVariable String shipment, @RequestBody Reason reason) {
        var order = order(id).summary();
        orders.cancelShipment(new CancelShipment(
                order.connection(), order.externalId(), shipment, clock.instant(), reason.reason(), null));
        return find(order.id().toString());
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
