package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemType;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.Acceptance;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.events.OrderReleased;
import io.tieout.orders.internal.SalesOrder.Hold;
import io.tieout.orders.internal.sourcing.SourcingPlan;
import io.tieout.orders.internal.sourcing.SourcingPolicy;
import io.tieout.orders.internal.sourcing.SourcingRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Sources and reserves a held order, and so releases it or says why it stays held. */
@Component
class OrderReserving {

    /** Between reading what is available and reserving it, others may have taken it: then it is sourced anew. */
    private static final int ATTEMPTS_MAX = 3;

    private final Catalog catalog;
    private final Inventory inventory;
    private final WorkItems workItems;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final OrdersSettings settings;
    private final Clock clock;

    OrderReserving(
            Catalog catalog,
            Inventory inventory,
            WorkItems workItems,
            OrderStory story,
            ApplicationEventPublisher events,
            OrdersSettings settings,
            Clock clock) {
        this.catalog = catalog;
        this.inventory = inventory;
        this.workItems = workItems;
        this.story = story;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reserves the stock of a held order. Nothing is written of the order itself, and nobody told. */
    SalesOrder reserve(SalesOrder order) {
        for (var attempt = 1; ; attempt++) {
            switch (SourcingPolicy.decide(request(order))) {
                case SourcingPlan.NotSourceable(var explanation) -> {
                    return order.hold(Hold.of(OrderProblem.NOT_SOURCEABLE, explanation), explanation);
                }
                case SourcingPlan.Short(var explanation) -> {
                    return order.hold(Hold.of(OrderProblem.RESERVATION_FAILED, explanation), explanation);
                }
                case SourcingPlan.Sourced(var locations, var explanation) -> {
                    switch (inventory.reserve(command(order, locations))) {
                        case ReservationOutcome.Confirmed(var reservation) -> {
                            return order.release(reservation, locations, explanation, clock.instant());
                        }
                        case ReservationOutcome.Rejected(var shortages) -> {
                            if (attempt == ATTEMPTS_MAX) {
                                var reason = "Taken by others meanwhile: "
                                        + shortages.stream()
                                                .map(one -> one.sku() + " at " + one.location() + " wanted "
                                                        + one.wanted() + ", available " + one.available())
                                                .collect(Collectors.joining("; "));
                                return order.hold(Hold.of(OrderProblem.RESERVATION_FAILED, reason), reason);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Tells everybody what became of an order that was written as {@link #reserve} left it. */
    Acceptance announce(SalesOrder order) {
        var reservation = order.reservation();
        if (reservation != null) {
            story.done(order, "order.reserved", List.of(), sourcingDetail(order));
            events.publishEvent(released(order));
            story.done(order, "order.released", List.of(), Map.of());
            return new Acceptance.Released(order.id(), reservation);
        }
        var hold = Objects.requireNonNull(order.hold());
        raise(order, hold);
        return new Acceptance.Held(order.id(), hold.code(), hold.reason());
    }

    void raise(SalesOrder order, Hold hold) {
        workItems.raise(new NewWorkItem(
                problem(hold),
                order.key(),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Order " + order.externalId() + " of " + order.connection() + " is held: " + hold.reason(),
                order.message(),
                Map.of("orderId", order.id().toString())));
        story.tell(
                order,
                "order.held",
                TraceStep.State.NEEDS_YOU,
                List.of(),
                Map.of("code", hold.code(), "reason", hold.reason()));
    }

    /** Closes what was open for a hold that is no more. */
    void resolved(SalesOrder order, String how) {
        for (var problem : holds()) {
            workItems.resolve(problem, order.key(), how);
        }
    }

    private static List<OrderProblem> holds() {
        return List.of(OrderProblem.RESERVATION_FAILED, OrderProblem.NOT_SOURCEABLE, OrderProblem.RESERVATION_EXPIRED);
    }

    private static ProblemType problem(Hold hold) {
        return holds().stream()
                .filter(problem -> problem.code().equals(hold.code()))
                .findFirst()
                .orElseThrow();
    }

    private SourcingRequest request(SalesOrder order) {
        var skus = order.lines().stream().map(OrderLine::sku).distinct().toList();
        return new SourcingRequest(
                order.entity(),
                order.lines().stream()
                        .map(line -> new SourcingRequest.Need(line.reference(), line.sku(), line.open()))
                        .toList(),
                order.requestedLocation(),
                catalog.locations(),
                inventory.availableToPromise(skus),
                settings.splitLocationsMax());
    }

    private ReserveStock command(SalesOrder order, Map<String, LocationCode> locations) {
        return new ReserveStock(
                order.key(),
                order.lines().stream()
                        .map(line -> new ReserveStock.Line(
                                line.reference(),
                                line.sku(),
                                Objects.requireNonNull(locations.get(line.reference())),
                                line.open()))
                        .toList(),
                order.paid() ? null : clock.instant().plus(settings.unpaidReservationTtl()));
    }

    private static Map<String, String> sourcingDetail(SalesOrder order) {
        var sourcing = order.sourcing();
        return sourcing == null ? Map.of() : Map.of("sourcing", sourcing);
    }

    private static OrderReleased released(SalesOrder order) {
        return new OrderReleased(
                order.id(),
                order.key(),
                order.connection(),
                order.externalId(),
                order.entity(),
                Objects.requireNonNull(order.reservation()),
                order.orderedAt(),
                Objects.requireNonNull(order.releasedAt()),
                order.total(),
                order.lines().stream()
                        .map(line -> new OrderReleased.Line(
                                line.reference(),
                                line.sku(),
                                line.ordered().quantity(),
                                Objects.requireNonNull(line.location()),
                                line.ordered().net(),
                                line.ordered().discount(),
                                line.ordered().taxes()))
                        .toList(),
                order.shipping().stream()
                        .map(charge -> new OrderReleased.Charge(charge.reference(), charge.net(), charge.taxes()))
                        .toList(),
                order.message());
    }
}
