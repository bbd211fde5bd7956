package io.tieout.orders.internal;

import io.tieout.inventory.Inventory;
import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.ConfirmPick;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.ShortPick;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What happens on the floor before goods leave: they are picked, or are not to be found. */
@Component
public class Picking {

    private final SalesOrders orders;
    private final OrderReads reads;
    private final AllocationRows allocations;
    private final Inventory inventory;
    private final Reductions reductions;
    private final StockEffects effects;
    private final OrderReserving reserving;
    private final OrderStory story;
    private final Clock clock;

    Picking(
            SalesOrders orders,
            OrderReads reads,
            AllocationRows allocations,
            Inventory inventory,
            Reductions reductions,
            StockEffects effects,
            OrderReserving reserving,
            OrderStory story,
            Clock clock) {
        this.orders = orders;
        this.reads = reads;
        this.allocations = allocations;
        this.inventory = inventory;
        this.reductions = reductions;
        this.effects = effects;
        this.reserving = reserving;
        this.story = story;
        this.clock = clock;
    }

    public OrderId pick(ConfirmPick command) {
        var order = reads.id(command.connection(), command.orderExternalId())
                .flatMap(orders::lock)
                .orElseThrow(() -> unknown(command.orderExternalId()));
        checkReleased(order);
        var after = order;
        for (var entry : command.quantities().entrySet()) {
            checkLine(order, entry.getKey(), entry.getValue());
            after = picked(after, entry.getKey(), entry.getValue(), command.location());
        }
        orders.update(after);
        story.done(
                after,
                "order.picked",
                List.of(),
                Map.of("location", command.location().value()));
        reserving.announceChange(order, after, "picked at " + command.location());
        return order.id();
    }

    private SalesOrder picked(SalesOrder order, String reference, Quantity quantity, LocationCode location) {
        var here = openAt(order, reference, location);
        var there = sum(here);
        var moved = quantity.compareTo(there) > 0 ? move(order, reference, quantity.minus(there), location) : order;
        var left = quantity;
        var picks = new LinkedHashMap<UUID, Quantity>();
        for (var each : openAt(moved, reference, location)) {
            var part = OrderReserving.least(left, each.open());
            picks.put(each.id(), part);
            left = left.minus(part);
        }
        return moved.mapAllocations(each -> picks.containsKey(each.id()) ? each.pick(picks.get(each.id())) : each);
    }

    /** R43: goods that come from elsewhere than reserved are reserved there first, or it is refused. */
    private SalesOrder move(SalesOrder order, String reference, Quantity quantity, LocationCode to) {
        var parts = new LinkedHashMap<UUID, Quantity>();
        var left = quantity;
        for (var each : order.openAllocations().reversed()) {
            if (each.reference().equals(reference)
                    && each.confirmed()
                    && each.picked().isZero()
                    && !each.location().equals(to)) {
                var part = OrderReserving.least(left, each.open());
                if (part.isPositive()) {
                    parts.put(each.id(), part);
                    left = left.minus(part);
                }
            }
        }
        if (left.isPositive()) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_EXCEEDS_ORDER,
                    "Of line " + reference + " of order " + order.externalId() + " " + left
                            + " more were picked than are left");
        }
        var name = reference + "~" + to + "~" + (order.reservations() + 1);
        var line = new ReserveStock.Line(name, order.line(reference).sku(), to, quantity);
        var key = BusinessKey.of(order.key() + "/" + (order.reservations() + 1));
        return switch (inventory.reserve(new ReserveStock(key, List.of(line), null))) {
            case ReservationOutcome.Confirmed(var reservation) -> {
                var reduced = reductions.release(order, parts, "picked at " + to);
                var all = new ArrayList<>(reduced.allocations());
                all.add(new Allocation(
                        Ids.next(),
                        reference,
                        to,
                        reservation,
                        name,
                        quantity,
                        Quantity.ZERO,
                        Quantity.ZERO,
                        Quantity.ZERO,
                        null,
                        true));
                yield reduced.allocated(all);
            }
            case ReservationOutcome.Rejected(var shortages) ->
                throw new ProblemException(
                        OrderProblem.SHIPMENT_LOCATION_DIFFERS,
                        "Line " + reference + " of order " + order.externalId() + " is not reserved at " + to
                                + ", and not enough is free there: " + shortages);
        };
    }

    public OrderId shortPick(ShortPick command) {
        var id = reads.id(command.connection(), command.orderExternalId())
                .orElseThrow(() -> unknown(command.orderExternalId()));
        shortPick(id, command);
        return id;
    }

    void shortPick(OrderId id, ShortPick command) {
        var order = orders.lock(id).orElseThrow();
        if (!allocations.takeNumber(id, "short:" + command.externalId(), clock.instant())) {
            return;
        }
        checkReleased(order);
        var parts = new LinkedHashMap<UUID, Quantity>();
        for (var entry : command.quantities().entrySet()) {
            checkLine(order, entry.getKey(), entry.getValue());
            var here = openAt(order, entry.getKey(), command.location());
            if (entry.getValue().compareTo(sum(here)) > 0) {
                throw new ProblemException(
                        OrderProblem.SHIPMENT_EXCEEDS_ORDER,
                        "Of line " + entry.getKey() + " of order " + order.externalId() + " only " + sum(here)
                                + " are to come from " + command.location());
            }
            var left = entry.getValue();
            for (var each : here.reversed()) {
                var part = OrderReserving.least(left, each.open());
                if (part.isPositive()) {
                    parts.put(each.id(), part);
                    left = left.minus(part);
                }
            }
        }
        var reason = command.location() + " is short: " + command.reason();
        // What is not there was not picked either: there is nothing to put back.
        var unpicked = order.mapAllocations(each -> parts.containsKey(each.id()) ? each.pick(Quantity.ZERO) : each);
        var reduced = reductions.release(unpicked, parts, reason);
        command.quantities().forEach((reference, quantity) -> {
            effects.apply(
                    order,
                    new StockEffects.Missing(
                            order.line(reference).sku(),
                            command.location(),
                            quantity,
                            command.reason(),
                            command.at(),
                            "short-pick:" + order.key() + ":" + command.externalId(),
                            reference,
                            command.message()));
            allocations.exclude(
                    id, List.of(reference), command.location(), command.reason().name(), clock.instant());
        });
        story.done(reduced, "order.short-picked", List.of(command.externalId()), Map.of("reason", reason));
        var after = reserving.reserve(reduced, Sourcing.Ask.because(reason));
        orders.update(after);
        reserving.announceChange(order, after, reason);
    }

    private static List<Allocation> openAt(SalesOrder order, String reference, LocationCode location) {
        return order.openAllocations().stream()
                .filter(each -> each.confirmed()
                        && each.reference().equals(reference)
                        && each.location().equals(location))
                .toList();
    }

    private static Quantity sum(List<Allocation> parts) {
        return parts.stream().map(Allocation::open).reduce(Quantity.ZERO, Quantity::plus);
    }

    private static void checkReleased(SalesOrder order) {
        if (order.state() != OrderState.RELEASED && order.state() != OrderState.PARTIALLY_SHIPPED) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_ORDER_NOT_RELEASED,
                    "Order " + order.externalId() + " is " + order.state() + "; nothing of it is picked");
        }
    }

    private static void checkLine(SalesOrder order, String reference, Quantity quantity) {
        if (order.findLine(reference).isEmpty()) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_LINE_UNKNOWN, "Order " + order.externalId() + " has no line " + reference);
        }
        if (!quantity.isPositive()) {
            throw new ProblemException(OrderProblem.QUANTITY_INVALID, "Line " + reference + ": " + quantity);
        }
    }

    private static ProblemException unknown(String order) {
        return new ProblemException(OrderProblem.SHIPMENT_ORDER_UNKNOWN, "There is no order " + order);
    }
}
