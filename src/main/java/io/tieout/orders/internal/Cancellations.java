package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.internal.SalesOrder.Hold;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Cancels at every stage, with what has to be undone there. */
@Component
public class Cancellations {

    private final SalesOrders orders;
    private final Inventory inventory;
    private final OrderReserving reserving;
    private final WorkItems workItems;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Cancellations(
            SalesOrders orders,
            Inventory inventory,
            OrderReserving reserving,
            WorkItems workItems,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.inventory = inventory;
        this.reserving = reserving;
        this.workItems = workItems;
        this.story = story;
        this.events = events;
        this.clock = clock;
    }

    public Optional<OrderId> cancel(CancelOrder command) {
        orders.lock(command.connection(), command.externalId());
        var known = orders.look(command.connection(), command.externalId()).order();
        if (known == null) {
            remember(command);
            return Optional.empty();
        }
        cancel(orders.lock(known).orElseThrow(), command.cancelledAt(), command.reason(), command.message());
        return Optional.of(known);
    }

    private void cancel(SalesOrder order, Instant at, String reason, @Nullable MessageId message) {
        switch (order.state()) {
            case CANCELLED, VOIDED -> {}
            case SHIPPED, SOLD -> raiseTooLate(order, reason, message);
            case HELD -> {
                cancelRest(order, at, reason, message);
                reserving.resolved(order, "The order is cancelled");
            }
            case RELEASED -> {
                inventory.release(Objects.requireNonNull(order.reservation()), reason);
                cancelRest(order, at, reason, message);
            }
            case PARTIALLY_SHIPPED -> {
                inventory.release(Objects.requireNonNull(order.reservation()), reason);
                cancelRest(order, at, reason, message);
                raiseTooLate(order, reason, message);
            }
        }
    }

    private void cancelRest(SalesOrder order, Instant at, String reason, @Nullable MessageId message) {
        var after = order.cancelRest();
        orders.update(after);
        tellCancelled(after, order.state() != OrderState.HELD, at, reason, message);
    }

    private void tellCancelled(
            SalesOrder order, boolean wasReleased, Instant at, String reason, @Nullable MessageId message) {
        events.publishEvent(new OrderCancelled(
                order.id(),
                order.key(),
                order.connection(),
                order.externalId(),
                order.entity(),
                wasReleased,
                reason,
                at,
                message));
        story.done(order, "order.cancelled", List.of(), Map.of("reason", reason));
    }

    /** R56: goods have left, so the parcel is to be stopped, or a return to be expected. */
    private void raiseTooLate(SalesOrder order, String reason, @Nullable MessageId message) {
        workItems.raise(new NewWorkItem(
                OrderProblem.CANCELLED_AFTER_SHIPMENT,
                order.key(),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Order " + order.externalId() + " of " + order.connection() + " was cancelled (" + reason
                        + ") when goods had left: stop the parcel or expect a return",
                message,
                Map.of("orderId", order.id().toString())));
        story.tell(order, "order.cancelled-too-late", TraceStep.State.NEEDS_YOU, List.of(), Map.of("reason", reason));
    }

    /** R55: the order may still come. */
    private void remember(CancelOrder command) {
        orders.rememberCancelled(
                command.connection(),
                command.externalId(),
                command.cancelledAt(),
                command.reason(),
                clock.instant(),
                command.message());
        events.publishEvent(new TraceStep(
                clock.instant(),
                "order.cancelled",
                "orders",
                SalesOrder.key(command.connection(), command.externalId()),
                Set.of(command.externalId()),
                Correlation.current().cause(),
                TraceStep.State.WAITING,
                Map.of("reason", command.reason(), "when", "before the order came")));
    }

    /** A reservation lapsed: what was released is taken back and held; what is partly shipped ends with what has left. */
    public void reservationExpired(UUID reservation, BusinessKey key) {
        var parts = key.value().split(":", 3);
        if (parts.length < 3 || !parts[0].equals("order")) {
            return;
        }
        var found = orders.look(ConnectionCode.of(parts[1]), parts[2]).order();
        if (found == null) {
            return;
        }
        var order = orders.lock(found).orElseThrow();
        if (!reservation.equals(order.reservation()) || !order.anythingOpen()) {
            return;
        }
        var reason = "The reservation lapsed before payment";
        if (order.anythingShipped()) {
            cancelRest(order, clock.instant(), reason, null);
            raiseTooLate(order, reason, null);
            return;
        }
        var held = order.hold(Hold.of(OrderProblem.RESERVATION_EXPIRED, reason), order.sourcing());
        orders.update(held);
        tellCancelled(held, true, clock.instant(), reason, null);
        reserving.raise(held, Objects.requireNonNull(held.hold()));
    }
}
