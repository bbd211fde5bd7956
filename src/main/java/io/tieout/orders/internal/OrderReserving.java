package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.ProblemType;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.Acceptance;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.events.StoreReservationRequested;
import io.tieout.orders.internal.SalesOrder.Hold;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Reserves for an order and draws the consequences: it is released, changed, or held, and whoever has to know hears of it. */
@Component
class OrderReserving {

    private static final List<OrderProblem> FOR_A_PERSON = List.of(
            OrderProblem.RESERVATION_FAILED,
            OrderProblem.NOT_SOURCEABLE,
            OrderProblem.RESERVATION_EXPIRED,
            OrderProblem.STORE_UNCONFIRMED,
            OrderProblem.HELD_BY_PERSON);

    private final Sourcing sourcing;
    private final StoreRequestRows storeRequests;
    private final WorkItems workItems;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OrderReserving(
            Sourcing sourcing,
            StoreRequestRows storeRequests,
            WorkItems workItems,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.sourcing = sourcing;
        this.storeRequests = storeRequests;
        this.workItems = workItems;
        this.story = story;
        this.events = events;
        this.clock = clock;
    }

    /** Reserves what an order lacks, and releases it if nothing else is in the way. Nothing is written, and nobody told. */
    SalesOrder reserve(SalesOrder order, Sourcing.Ask ask) {
        var covered = sourcing.cover(order, ask);
        return settle(covered.order(), covered.lacking());
    }

    /** What a held order is held for now, or that it is released. */
    SalesOrder settle(SalesOrder order, @Nullable Hold lacking) {
        if (order.state() != OrderState.HELD || isHeldByPerson(order)) {
            return order;
        }
        if (order.pending()) {
            return order.hold(Hold.of(
                    OrderProblem.AWAITING_PAYMENT,
                    "The channel has not said that it stands; stock is set aside for a while"
                            + (lacking == null ? "" : ", but: " + lacking.reason())));
        }
        if (order.awaitsStore()) {
            var places = order.allocations().stream()
                    .filter(Allocation::isAwaited)
                    .map(each -> each.location().value())
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
            return order.hold(
                    Hold.of(OrderProblem.AWAITING_STORE, "Waits for the answer of " + String.join(", ", places)));
        }
        var confirmed = order.openAllocations();
        if (confirmed.isEmpty() || (lacking != null && !sourcingLetsPartsGo(order, lacking))) {
            return order.hold(
                    lacking != null ? lacking : Hold.of(OrderProblem.RESERVATION_FAILED, "Nothing of it is reserved"));
        }
        return order.release(confirmed.getFirst().reservation(), clock.instant());
    }

    /** A part is only ever reserved where parts may go. */
    private static boolean sourcingLetsPartsGo(SalesOrder order, Hold lacking) {
        return lacking.code().equals(OrderProblem.RESERVATION_FAILED.code())
                && !order.decisions().isEmpty()
                && !order.decisions().getLast().chosen().isEmpty();
    }

    static boolean isHeldByPerson(SalesOrder order) {
        var hold = order.hold();
        return hold != null && hold.code().equals(OrderProblem.HELD_BY_PERSON.code());
    }

    /**
     * Tells everybody what became of an order that was written as {@link #reserve} left it.
     *
     * @param before as it was; null where it is new
     */
    Acceptance announce(@Nullable SalesOrder before, SalesOrder order) {
        askStores(before, order);
        if (order.state() != OrderState.HELD) {
            if (before == null || before.state() == OrderState.HELD) {
                var reservation = Objects.requireNonNull(order.reservation());
                story.done(order, "order.reserved", List.of(), sourcingDetail(order));
                events.publishEvent(Told.released(order));
                story.done(order, "order.released", List.of(), Map.of());
                tellWaiting(order);
                return new Acceptance.Released(order.id(), reservation);
            }
            tellWaiting(order);
            return new Acceptance.AlreadyKnown(order.id());
        }
        var hold = Objects.requireNonNull(order.hold());
        raise(order, hold);
        return new Acceptance.Held(order.id(), hold.code(), hold.reason());
    }

    /** A released order is no longer as it was told: the ERP hears of what is confirmed, and places of what is theirs. */
    void announceChange(SalesOrder before, SalesOrder order, String reason) {
        askStores(before, order);
        var change = Told.changed(before, order, reason, clock.instant());
        if (change != null) {
            events.publishEvent(change);
            story.done(order, "order.changed", List.of(), Map.of("reason", reason));
        }
        tellWaiting(order);
    }

    /** What a released order lacks is somebody's, until stock comes. */
    private void tellWaiting(SalesOrder order) {
        var waiting = order.waiting();
        if (waiting.isEmpty()) {
            return;
        }
        var words = waiting.entrySet().stream()
                .limit(5)
                .map(entry ->
                        entry.getValue() + " x " + order.line(entry.getKey()).sku())
                .collect(Collectors.joining(", "));
        raise(order, Hold.of(OrderProblem.RESERVATION_FAILED, words + " wait for stock"));
    }

    private void askStores(@Nullable SalesOrder before, SalesOrder order) {
        var known = new HashSet<UUID>();
        if (before != null) {
            before.allocations().forEach(each -> known.add(each.id()));
        }
        var asked = new LinkedHashMap<UUID, List<Allocation>>();
        for (var each : order.allocations()) {
            var request = each.request();
            if (each.isAwaited() && request != null && !known.contains(each.id())) {
                asked.computeIfAbsent(request, _ -> new ArrayList<>()).add(each);
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var answerBy = now.plus(sourcing.rules(order).storeAnswerWithin());
        asked.forEach((request, parts) -> {
            var location = parts.getFirst().location();
            storeRequests.insert(request, order.id(), location, now, answerBy);
            events.publishEvent(new StoreReservationRequested(
                    request,
                    order.id(),
                    order.key(),
                    order.entity(),
                    location,
                    answerBy,
                    parts.stream()
                            .map(part -> new StoreReservationRequested.Line(
                                    part.reference(),
                                    order.line(part.reference()).sku(),
                                    part.open()))
                            .toList(),
                    now));
            story.tell(
                    order,
                    "order.store-asked",
                    TraceStep.State.WAITING,
                    List.of(request.toString()),
                    Map.of("location", location.value(), "answerBy", answerBy.toString()));
        });
    }

    /** A hold that a person must end is a work item; one that ends by itself is told, and waited for. */
    void raise(SalesOrder order, Hold hold) {
        var problem = FOR_A_PERSON.stream()
                .filter(each -> each.code().equals(hold.code()))
                .findFirst();
        var detail = Map.of("code", hold.code(), "reason", hold.reason());
        if (problem.isEmpty()) {
            story.tell(order, "order.waits", TraceStep.State.WAITING, List.of(), detail);
            return;
        }
        workItems.raise(new NewWorkItem(
                problem.get(),
                order.key(),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Order " + order.externalId() + " of " + order.connection()
                        + (order.state() == OrderState.HELD ? " is held: " : " is not complete: ") + hold.reason(),
                order.message(),
                Map.of("orderId", order.id().toString())));
        story.tell(order, "order.held", TraceStep.State.NEEDS_YOU, List.of(), detail);
    }

    /** Closes what was open for a hold that is no more. */
    void resolved(SalesOrder order, String how) {
        for (ProblemType problem : FOR_A_PERSON) {
            workItems.resolve(problem, order.key(), how);
        }
    }

    private static Map<String, String> sourcingDetail(SalesOrder order) {
        var summary = order.sourcing();
        return summary == null ? Map.of() : Map.of("sourcing", summary);
    }

    static Quantity least(Quantity one, Quantity other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
