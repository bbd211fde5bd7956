package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.events.StoreReservationWithdrawn;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Gives back what an order has reserved: exactly the parts that were allocated, at the places where they are. What nobody has
 * promised yet goes first, then what is on the shelf, last what is picked; that has to be put back.
 */
@Component
class Reductions {

    private static final Comparator<Allocation> FIRST_TO_GO = Comparator.comparing(Allocation::confirmed)
            .thenComparing(each -> !each.picked().isZero());

    private final Inventory inventory;
    private final StoreRequestRows storeRequests;
    private final WorkItems workItems;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reductions(
            Inventory inventory,
            StoreRequestRows storeRequests,
            WorkItems workItems,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.inventory = inventory;
        this.storeRequests = storeRequests;
        this.workItems = workItems;
        this.story = story;
        this.events = events;
        this.clock = clock;
    }

    /** All of it. */
    SalesOrder giveBackAll(SalesOrder order, String reason) {
        var open = order.openAllocations();
        open.stream().map(Allocation::reservation).distinct().forEach(each -> inventory.release(each, reason));
        open.stream()
                .filter(Allocation::isAwaited)
                .map(Allocation::request)
                .distinct()
                .forEach(request -> withdrawn(order, Objects.requireNonNull(request), reason));
        var after = order.mapAllocations(each -> each.isOpen() ? each.release(each.open()) : each);
        putBack(order, after, reason);
        return after;
    }

    /**
     * Parts of it. A request to a store that is touched is withdrawn as a whole; what is still wanted of it then waits.
     *
     * @param quantities by line reference, at most what is reserved
     */
    SalesOrder giveBackLines(SalesOrder order, Map<String, Quantity> quantities, String reason) {
        return giveBack(order, choose(order, quantities), reason);
    }

    /** @param parts as {@link #choose} chose them */
    SalesOrder giveBack(SalesOrder order, Map<UUID, Quantity> parts, String reason) {
        if (parts.isEmpty()) {
            return order;
        }
        order.openAllocations().stream()
                .filter(each -> each.isAwaited() && parts.containsKey(each.id()))
                .map(each -> Objects.requireNonNull(each.request()))
                .distinct()
                .forEach(request -> withdrawn(order, request, reason));
        return release(order, parts, reason);
    }

    /** Which allocations to take them from. Pure. */
    static Map<UUID, Quantity> choose(SalesOrder order, Map<String, Quantity> quantities) {
        var left = new HashMap<>(quantities);
        var chosen = new LinkedHashMap<UUID, Quantity>();
        var candidates = new ArrayList<>(order.openAllocations().reversed());
        candidates.sort(FIRST_TO_GO);
        var requests = new HashSet<UUID>();
        for (var each : candidates) {
            var wanted = left.getOrDefault(each.reference(), Quantity.ZERO);
            var part = OrderReserving.least(wanted, each.open());
            if (part.isPositive()) {
                left.put(each.reference(), wanted.minus(part));
                chosen.put(each.id(), part);
                if (each.isAwaited()) {
                    requests.add(Objects.requireNonNull(each.request()));
                }
            }
        }
        if (left.values().stream().anyMatch(Quantity::isPositive)) {
            throw new IllegalStateException("Of order " + order.externalId() + " less is reserved than is given back");
        }
        candidates.stream()
                .filter(each -> each.isAwaited() && requests.contains(each.request()))
                .forEach(each -> chosen.put(each.id(), each.open()));
        return chosen;
    }

    /** @param parts by allocation */
    SalesOrder release(SalesOrder order, Map<UUID, Quantity> parts, String reason) {
        var byReservation = new LinkedHashMap<UUID, Map<String, Quantity>>();
        for (var each : order.allocations()) {
            var part = parts.get(each.id());
            if (part != null) {
                byReservation
                        .computeIfAbsent(each.reservation(), _ -> new LinkedHashMap<>())
                        .put(each.reservationLine(), part);
            }
        }
        byReservation.forEach((reservation, lines) -> inventory.release(reservation, lines, reason));
        var after =
                order.mapAllocations(each -> parts.containsKey(each.id()) ? each.release(parts.get(each.id())) : each);
        putBack(order, after, reason);
        return after;
    }

    private void withdrawn(SalesOrder order, UUID request, String reason) {
        storeRequests.find(request).ifPresent(asked -> {
            storeRequests.end(request, StoreRequestRows.State.WITHDRAWN, reason, clock.instant(), null);
            tellWithdrawn(order, asked, reason);
        });
    }

    void tellWithdrawn(SalesOrder order, StoreRequestRows.StoreRequest asked, String reason) {
        events.publishEvent(new StoreReservationWithdrawn(
                asked.id(), order.id(), order.key(), order.entity(), asked.location(), reason, clock.instant()));
        story.done(
                order,
                "order.store-request-withdrawn",
                List.of(asked.id().toString()),
                Map.of("location", asked.location().value(), "reason", reason));
    }

    /** R36: what is off the shelf for nothing is somebody's task, where it was picked. */
    private void putBack(SalesOrder before, SalesOrder after, String reason) {
        var picked = new HashMap<UUID, Quantity>();
        before.allocations().forEach(each -> picked.put(each.id(), each.picked()));
        var tasks = after.allocations().stream()
                .filter(each -> picked.getOrDefault(each.id(), Quantity.ZERO).compareTo(each.picked()) > 0)
                .map(each -> picked.get(each.id()).minus(each.picked()) + " x "
                        + after.line(each.reference()).sku() + " at " + each.location())
                .collect(Collectors.joining(", "));
        if (tasks.isEmpty()) {
            return;
        }
        workItems.raise(new NewWorkItem(
                OrderProblem.PUT_BACK,
                after.key(),
                Roles.INVENTORY,
                Severity.NORMAL,
                "Order " + after.externalId() + " of " + after.connection() + " was picked and is not shipped ("
                        + reason + "): put back " + tasks,
                after.message(),
                Map.of("orderId", after.id().toString())));
        story.tell(
                after,
                "order.put-back",
                TraceStep.State.NEEDS_YOU,
                List.of(),
                Map.of("goods", tasks, "reason", reason));
    }
}
