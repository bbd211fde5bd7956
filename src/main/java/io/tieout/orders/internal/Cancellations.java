package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.CancelLines;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.internal.SalesOrder.Hold;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Cancels at every stage, whole or in part, with what has to be undone there. */
@Component
public class Cancellations {

    private final SalesOrders orders;
    private final AllocationRows allocations;
    private final Reductions reductions;
    private final OrderReserving reserving;
    private final WorkItems workItems;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Cancellations(
            SalesOrders orders,
            AllocationRows allocations,
            Reductions reductions,
            OrderReserving reserving,
            WorkItems workItems,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.allocations = allocations;
        this.reductions = reductions;
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

    void cancel(SalesOrder order, Instant at, String reason, @Nullable MessageId message) {
        switch (order.state()) {
            case CANCELLED, VOIDED -> {}
            case SHIPPED, SOLD -> {
                // Shops tell it again with every later change of the order: what somebody dealt with is not raised
                // again.
                if (allocations.takeNumber(order.id(), "cancelled@" + at, clock.instant())) {
                    raiseTooLate(order, reason, message);
                }
            }
            case HELD, RELEASED -> cancelRest(order, at, reason, message);
            case PARTIALLY_SHIPPED -> {
                cancelRest(order, at, reason, message);
                allocations.takeNumber(order.id(), "cancelled@" + at, clock.instant());
                raiseTooLate(order, reason, message);
            }
        }
    }

    private void cancelRest(SalesOrder order, Instant at, String reason, @Nullable MessageId message) {
        var after = reductions.giveBackAll(order, reason).cancelRest();
        orders.update(after);
        tellCancelled(after, order.state() != OrderState.HELD, at, reason, message);
        reserving.resolved(order, "The order is cancelled");
    }

    /** @return the order, or empty where it is not here yet */
    public Optional<OrderId> cancelLines(CancelLines command) {
        orders.lock(command.connection(), command.externalId());
        var known = orders.look(command.connection(), command.externalId()).order();
        if (known == null) {
            return Optional.empty();
        }
        var order = orders.lock(known).orElseThrow();
        checkLines(order, command);
        if (order.till() == null
                && allocations.takeNumber(known, "cancel:" + command.cancellationId(), clock.instant())) {
            cancelLines(order, command);
        }
        return Optional.of(known);
    }

    private static void checkLines(SalesOrder order, CancelLines command) {
        command.quantities().forEach((reference, quantity) -> {
            if (order.findLine(reference).isEmpty()) {
                throw new ProblemException(
                        OrderProblem.LINE_UNKNOWN, "Order " + order.externalId() + " has no line " + reference);
            }
            if (!quantity.isPositive()) {
                throw new ProblemException(
                        OrderProblem.QUANTITY_INVALID, "Line " + reference + " is cancelled by " + quantity);
            }
        });
    }

    private void cancelLines(SalesOrder order, CancelLines command) {
        var parts = new HashMap<String, Quantity>();
        var tooLate = false;
        for (var entry : command.quantities().entrySet()) {
            var open = order.line(entry.getKey()).open();
            tooLate |= entry.getValue().compareTo(open) > 0;
            parts.put(entry.getKey(), OrderReserving.least(entry.getValue(), open));
        }
        parts.values().removeIf(quantity -> !quantity.isPositive());
        if (!parts.isEmpty()) {
            cancelParts(order, parts, command);
        }
        if (tooLate && order.anythingShipped()) {
            raiseTooLate(order, command.reason(), command.message());
        }
    }

    /** R37: what waits goes first, then exactly the parts that were allocated. */
    private void cancelParts(SalesOrder order, Map<String, Quantity> parts, CancelLines command) {
        var waiting = order.waiting();
        var reserved = new HashMap<String, Quantity>();
        parts.forEach((reference, quantity) -> {
            var rest = quantity.minus(waiting.getOrDefault(reference, Quantity.ZERO));
            if (rest.isPositive()) {
                reserved.put(reference, rest);
            }
        });
        var reduced =
                reductions.giveBackLines(order, reserved, command.reason()).cancel(parts);
        if (!reduced.anythingOpen()) {
            orders.update(reduced);
            tellCancelled(
                    reduced,
                    order.state() != OrderState.HELD,
                    command.cancelledAt(),
                    command.reason(),
                    command.message());
            reserving.resolved(order, "The rest of the order is cancelled");
            return;
        }
        var after = reserving.reserve(reduced, Sourcing.Ask.because("a part was cancelled"));
        orders.update(after);
        story.done(
                after, "order.lines-cancelled", List.of(command.cancellationId()), Map.of("reason", command.reason()));
        if (order.state() == OrderState.HELD) {
            resolveIfReleased(after);
            reserving.announce(order, after);
        } else {
            if (after.waiting().isEmpty()) {
                reserving.resolved(after, "What waited is cancelled");
            }
            reserving.announceChange(order, after, command.reason());
        }
    }

    private void resolveIfReleased(SalesOrder order) {
        if (order.state() != OrderState.HELD) {
            reserving.resolved(order, "The stock is reserved");
        }
    }

    void tellCancelled(SalesOrder order, boolean wasReleased, Instant at, String reason, @Nullable MessageId message) {
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
    public void reservationExpired(UUID reservation) {
        var found = allocations.orderOf(reservation);
        if (found.isEmpty()) {
            return;
        }
        var locked = orders.lock(found.get()).orElseThrow();
        if (locked.openAllocations().stream()
                .noneMatch(each -> each.reservation().equals(reservation))) {
            return;
        }
        var order = locked.mapAllocations(
                each -> each.reservation().equals(reservation) && each.isOpen() ? each.release(each.open()) : each);
        var reason = "The reservation lapsed before payment";
        if (order.pending()) {
            orders.update(order); // the channel may still say that it stands, and then it is reserved anew
            story.done(order, "order.reservation-lapsed", List.of(reservation.toString()), Map.of());
            return;
        }
        if (order.anythingShipped()) {
            cancelRest(order, clock.instant(), reason, null);
            raiseTooLate(order, reason, null);
            return;
        }
        var wasReleased = order.state() != OrderState.HELD;
        var held = reductions.giveBackAll(order, reason).hold(Hold.of(OrderProblem.RESERVATION_EXPIRED, reason));
        orders.update(held);
        if (wasReleased) {
            tellCancelled(held, true, clock.instant(), reason, null);
        }
        reserving.raise(held, Objects.requireNonNull(held.hold()));
    }
}
