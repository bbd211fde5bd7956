package io.tieout.orders.internal;

import io.tieout.access.Audit;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.Acceptance;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.internal.SalesOrder.Hold;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people decide about an order: to hold it, to let it go, to have it sent from elsewhere. Each with a reason, audited. */
@Component
public class Holds {

    private final SalesOrders orders;
    private final AllocationRows allocations;
    private final StoreRequestRows storeRequests;
    private final Cancellations cancellations;
    private final OrderReserving reserving;
    private final Sourcing sourcing;
    private final Reductions reductions;
    private final Inventory inventory;
    private final Audit audit;
    private final OrderStory story;
    private final Clock clock;

    Holds(
            SalesOrders orders,
            AllocationRows allocations,
            StoreRequestRows storeRequests,
            Cancellations cancellations,
            OrderReserving reserving,
            Sourcing sourcing,
            Reductions reductions,
            Inventory inventory,
            Audit audit,
            OrderStory story,
            Clock clock) {
        this.orders = orders;
        this.allocations = allocations;
        this.storeRequests = storeRequests;
        this.cancellations = cancellations;
        this.reserving = reserving;
        this.sourcing = sourcing;
        this.reductions = reductions;
        this.inventory = inventory;
        this.audit = audit;
        this.story = story;
        this.clock = clock;
    }

    /** Its stock stays set aside; whoever was told of the order is told that it is off for now. */
    public void hold(OrderId id, String reason, Actor by) {
        var order = lock(id);
        switch (order.state()) {
            case HELD, RELEASED -> {}
            case PARTIALLY_SHIPPED, SHIPPED, CANCELLED, SOLD, VOIDED -> throw conflict(order, "held");
        }
        if (order.pending()) {
            throw conflict(order, "held before the channel says that it stands");
        }
        // What a person holds does not lapse meanwhile.
        order.openAllocations().stream().map(Allocation::reservation).distinct().forEach(inventory::keep);
        var held = order.hold(Hold.of(OrderProblem.HELD_BY_PERSON, by + ": " + checked(reason)));
        orders.update(held);
        reserving.resolved(order, "Held by " + by);
        if (order.state() == OrderState.RELEASED) {
            cancellations.tellCancelled(held, true, clock.instant(), "On hold: " + reason, null);
        }
        reserving.raise(held, Objects.requireNonNull(held.hold()));
        audit.record(by, "order.held", order.key().value(), Map.of("reason", reason));
    }

    /** @param parts whether a part may go while the rest waits; false leaves that to the policy */
    public Acceptance release(OrderId id, boolean parts, String reason, Actor by) {
        var order = lock(id);
        if (order.state() != OrderState.HELD || order.pending() || order.awaitsStore()) {
            throw conflict(order, "released by a person");
        }
        var free = order.hold(Hold.of(OrderProblem.RESERVATION_FAILED, "Released by " + by));
        var after = reserving.reserve(
                free, new Sourcing.Ask("released by " + by, parts ? Boolean.TRUE : null, null, true, null));
        orders.update(after);
        audit.record(by, "order.released", order.key().value(), Map.of("reason", checked(reason)));
        story.done(after, "order.hold-ended", List.of(), Map.of("reason", reason, "by", by.toString()));
        reserving.resolved(order, "Released by " + by + ": " + reason);
        return reserving.announce(order, after);
    }

    /** A held order is tried once more; stores that would not are asked again. */
    public Acceptance retry(OrderId id) {
        var order = lock(id);
        if (order.state() != OrderState.HELD || OrderReserving.isHeldByPerson(order)) {
            return new Acceptance.AlreadyKnown(id);
        }
        storeRequests.forgive(id, clock.instant());
        allocations.forgetExcluded(id);
        var after = reserving.reserve(order, Sourcing.Ask.because("tried again"));
        orders.update(after);
        if (after.state() == OrderState.RELEASED) {
            reserving.resolved(after, "The stock is reserved");
        }
        return reserving.announce(order, after);
    }

    /**
     * Has it sent from elsewhere, as far as it is not picked. Nothing changes where there is no elsewhere.
     *
     * @param away the place that is not to send it; null is every place that it is reserved at now
     */
    public void resource(OrderId id, @Nullable LocationCode away, String reason, Actor by) {
        var order = lock(id);
        switch (order.state()) {
            case HELD, RELEASED, PARTIALLY_SHIPPED -> {}
            case SHIPPED, CANCELLED, SOLD, VOIDED -> throw conflict(order, "sourced anew");
        }
        var parts = new LinkedHashMap<UUID, Quantity>();
        for (var each : order.openAllocations()) {
            if (each.confirmed()
                    && each.picked().isZero()
                    && (away == null || each.location().equals(away))) {
                parts.put(each.id(), each.open());
                allocations.exclude(id, List.of(each.reference()), each.location(), checked(reason), clock.instant());
            }
        }
        if (parts.isEmpty()) {
            throw conflict(order, "sourced anew: nothing of it is reserved and not picked there");
        }
        var given = reductions.release(order, parts, reason);
        var covered = sourcing.cover(given, new Sourcing.Ask("away by " + by + ": " + reason, false, null, true, null));
        var lacking = covered.lacking();
        if (lacking != null) {
            throw new ProblemException(OrderProblem.NOT_SOURCEABLE, lacking.reason());
        }
        var after = reserving.settle(covered.order(), null);
        orders.update(after);
        audit.record(by, "order.sourced-anew", order.key().value(), Map.of("reason", reason));
        if (order.state() == OrderState.HELD) {
            reserving.announce(order, after);
        } else {
            reserving.announceChange(order, after, reason);
        }
    }

    private SalesOrder lock(OrderId id) {
        return orders.lock(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no order " + id));
    }

    private static String checked(String reason) {
        if (reason.isBlank() || reason.length() > 256) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A reason has 1 to 256 characters");
        }
        return reason.strip();
    }

    private static ProblemException conflict(SalesOrder order, String what) {
        return new ProblemException(
                CommonProblem.STATE_CONFLICT,
                "Order " + order.externalId() + " is " + order.state() + " and cannot be " + what);
    }
}
