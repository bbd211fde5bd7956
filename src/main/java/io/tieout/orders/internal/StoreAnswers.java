package io.tieout.orders.internal;

import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.AnswerReservation;
import io.tieout.orders.MissingReason;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.ShortPick;
import io.tieout.orders.StoreAnswer;
import io.tieout.orders.internal.StoreRequestRows.State;
import io.tieout.orders.internal.StoreRequestRows.StoreRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stores' own systems say to what they were asked, or that they say nothing; the order goes on by it. */
@Component
public class StoreAnswers {

    private final SalesOrders orders;
    private final StoreRequestRows requests;
    private final AllocationRows allocations;
    private final Reductions reductions;
    private final StockEffects effects;
    private final OrderReserving reserving;
    private final Picking picking;
    private final OrderStory story;
    private final Clock clock;

    StoreAnswers(
            SalesOrders orders,
            StoreRequestRows requests,
            AllocationRows allocations,
            Reductions reductions,
            StockEffects effects,
            OrderReserving reserving,
            Picking picking,
            OrderStory story,
            Clock clock) {
        this.orders = orders;
        this.requests = requests;
        this.allocations = allocations;
        this.reductions = reductions;
        this.effects = effects;
        this.reserving = reserving;
        this.picking = picking;
        this.story = story;
        this.clock = clock;
    }

    public StoreAnswer answer(AnswerReservation answer) {
        var found = requests.find(answer.request());
        if (found.isEmpty()) {
            return new StoreAnswer.Unknown();
        }
        var order = orders.lock(found.get().order()).orElseThrow();
        var asked = requests.find(answer.request()).orElseThrow();
        return switch (asked.state()) {
            case ASKED -> {
                take(order, asked, refused(order, asked, answer), answer.answeredAt(), State.REFUSED, answer.message());
                yield new StoreAnswer.Taken(order.id());
            }
            case CONFIRMED -> afterConfirmation(order, asked, answer);
            case REFUSED, TIMED_OUT, WITHDRAWN -> tooLate(order, asked, answer);
        };
    }

    /** A part that is refused: of which allocation, how much, why. */
    private record Refusal(Allocation part, Quantity quantity, MissingReason reason) {}

    private static List<Refusal> refused(SalesOrder order, StoreRequest asked, AnswerReservation answer) {
        var parts = order.openAllocations().stream()
                .filter(each -> asked.id().equals(each.request()))
                .toList();
        var all = answer.refusesAll();
        if (all != null) {
            return parts.stream()
                    .map(part -> new Refusal(part, part.open(), all))
                    .toList();
        }
        return answer.refused().stream()
                .map(refused -> {
                    var part = parts.stream()
                            .filter(each -> each.reference().equals(refused.reference()))
                            .findFirst()
                            .orElseThrow(() -> new ProblemException(
                                    OrderProblem.LINE_UNKNOWN,
                                    "Request " + asked.id() + " has no line " + refused.reference()));
                    if (!refused.quantity().isPositive() || refused.quantity().compareTo(part.open()) > 0) {
                        throw new ProblemException(
                                OrderProblem.QUANTITY_INVALID,
                                "Of line " + refused.reference() + " " + part.open() + " were asked for, not "
                                        + refused.quantity());
                    }
                    return new Refusal(part, refused.quantity(), refused.reason());
                })
                .toList();
    }

    private void take(
            SalesOrder before,
            StoreRequest asked,
            List<Refusal> refusals,
            Instant at,
            State failed,
            @Nullable MessageId message) {
        var parts = new LinkedHashMap<UUID, Quantity>();
        refusals.forEach(refusal -> parts.put(refusal.part().id(), refusal.quantity()));
        var reason = refusals.isEmpty()
                ? asked.location() + " confirmed"
                : asked.location() + " refused: "
                        + String.join(
                                ", ",
                                refusals.stream()
                                        .map(each -> each.reason().name())
                                        .distinct()
                                        .toList());
        var order = refusals.isEmpty() ? before : reductions.release(before, parts, reason);
        for (var refusal : refusals) {
            effects.apply(
                    before,
                    new StockEffects.Missing(
                            before.line(refusal.part().reference()).sku(),
                            asked.location(),
                            refusal.quantity(),
                            refusal.reason(),
                            at,
                            "store-request:" + asked.id(),
                            refusal.part().reservationLine(),
                            message));
            allocations.exclude(
                    before.id(),
                    List.of(refusal.part().reference()),
                    asked.location(),
                    refusal.reason().name(),
                    clock.instant());
        }
        var confirmed = order.mapAllocations(
                each -> asked.id().equals(each.request()) && each.isOpen() ? each.confirm() : each);
        requests.end(asked.id(), refusals.isEmpty() ? State.CONFIRMED : failed, reason, clock.instant(), message);
        story.done(
                before,
                "order.store-answered",
                List.of(asked.id().toString()),
                Map.of("location", asked.location().value(), "answer", reason));
        goOn(before, confirmed, reason);
    }

    private void goOn(SalesOrder before, SalesOrder order, String reason) {
        var after = reserving.reserve(order, Sourcing.Ask.because(reason));
        orders.update(after);
        if (before.state() == OrderState.HELD) {
            if (after.state() != OrderState.HELD) {
                reserving.resolved(after, "The stock is reserved");
            }
            reserving.announce(before, after);
        } else {
            reserving.announceChange(before, after, reason);
        }
    }

    /** It changed its mind: what is not shipped of it is missing. */
    private StoreAnswer afterConfirmation(SalesOrder order, StoreRequest asked, AnswerReservation answer) {
        var refusals = refused(order, asked, answer);
        if (refusals.isEmpty()) {
            return new StoreAnswer.TooLate(order.id(), "It was confirmed already");
        }
        for (var refusal : refusals) {
            picking.shortPick(
                    order.id(),
                    new ShortPick(
                            order.connection(),
                            order.externalId(),
                            "store-request:" + asked.id() + ":" + refusal.part().reservationLine(),
                            asked.location(),
                            Map.of(refusal.part().reference(), refusal.quantity()),
                            refusal.reason(),
                            answer.answeredAt(),
                            answer.message()));
        }
        return new StoreAnswer.Taken(order.id());
    }

    private StoreAnswer tooLate(SalesOrder order, StoreRequest asked, AnswerReservation answer) {
        var confirms = answer.refusesAll() == null && answer.refused().isEmpty();
        if (confirms) {
            reductions.tellWithdrawn(order, asked, "The answer came too late; it is no longer wanted");
        }
        return new StoreAnswer.TooLate(order.id(), "The request was " + asked.state() + " already");
    }

    /** One request whose time is up; nothing where it was answered meanwhile. */
    public void timeOut(UUID request) {
        var found = requests.find(request);
        if (found.isEmpty()) {
            return;
        }
        var order = orders.lock(found.get().order()).orElseThrow();
        var asked = requests.find(request).orElseThrow();
        if (asked.state() != State.ASKED) {
            return;
        }
        reductions.tellWithdrawn(order, asked, "No answer in time");
        var answer = AnswerReservation.rejected(request, MissingReason.NO_ANSWER, clock.instant(), null);
        take(order, asked, refused(order, asked, answer), clock.instant(), State.TIMED_OUT, null);
    }

    public List<UUID> overdue(int max) {
        return requests.overdue(clock.instant(), max);
    }
}
