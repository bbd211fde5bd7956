package io.tieout.returns.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.VoidReturn;
import io.tieout.returns.events.ReturnDecided;
import io.tieout.returns.events.ReturnVoided;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What follows from a return's facts outside of it: stock, the order's figures, work items, and who gets told. */
@Component
class ReturnEffects {

    /** What a refund without any stated tender is paid in. */
    static final String STORE_CREDIT = "store-credit";

    private final Orders orders;
    private final Inventory inventory;
    private final WorkItems workItems;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReturnEffects(
            Orders orders, Inventory inventory, WorkItems workItems, ApplicationEventPublisher events, Clock clock) {
        this.orders = orders;
        this.inventory = inventory;
        this.workItems = workItems;
        this.events = events;
        this.clock = clock;
    }

    /** Moves the goods from where the lines say they stood to where they say they stand. */
    void move(CustomerReturn after, List<ReturnLine> before, String step, Instant at) {
        var movements = StockSteps.movements(after, before, after.lines(), step, at);
        if (!movements.isEmpty()) {
            inventory.move(movements);
        }
    }

    /** Adds what came back to the order's own figures, or takes it out again. */
    void note(CustomerReturn one, boolean back) {
        var order = one.order();
        var quantities = new HashMap<String, Quantity>();
        for (var line : one.lines()) {
            if (line.lineReference() != null) {
                quantities.merge(
                        line.lineReference(),
                        back ? line.quantity() : line.quantity().negated(),
                        Quantity::plus);
            }
        }
        if (order != null && !quantities.isEmpty()) {
            orders.noteReturned(order, quantities);
        }
    }

    void raise(CustomerReturn one, ReturnProblem problem, Severity severity, String detail) {
        workItems.raise(new NewWorkItem(
                problem,
                one.key(),
                Roles.OPERATIONS,
                severity,
                detail,
                one.message(),
                Map.of("returnId", one.id().toString())));
    }

    void resolved(CustomerReturn one, String how) {
        for (var problem : DECIDABLE) {
            workItems.resolve(problem, one.key(), how);
        }
    }

    static final List<ReturnProblem> DECIDABLE =
            List.of(ReturnProblem.AWAITS_DECISION, ReturnProblem.EXCEEDS_SOLD, ReturnProblem.UNVERIFIED);

    void tellDecided(CustomerReturn one, LocalDate businessDate) {
        var decided = decided(one, businessDate);
        events.publishEvent(decided);
        story(
                one,
                "return.decided",
                TraceStep.State.DONE,
                Map.of(
                        "refund",
                        one.refund().toString(),
                        "payer",
                        decided.payer().name(),
                        "reason",
                        Objects.requireNonNull(one.decision()).reason()));
    }

    void tellVoided(CustomerReturn one, VoidReturn command) {
        events.publishEvent(new ReturnVoided(
                decided(one, one.businessDate()),
                command.voidedBy(),
                command.occurredAt(),
                command.businessDate(),
                command.message()));
        story(one, "return.voided", TraceStep.State.DONE, Map.of("voidedBy", command.voidedBy()));
    }

    private static ReturnDecided decided(CustomerReturn one, LocalDate businessDate) {
        var decision = Objects.requireNonNull(one.decision());
        var payer = Objects.requireNonNull(decision.payer());
        var reference = one.reference();
        return new ReturnDecided(
                one.id(),
                one.key(),
                one.connection(),
                one.externalId(),
                one.channel(),
                one.order(),
                reference == null ? null : reference.externalId(),
                one.entity(),
                one.location(),
                businessDate,
                decision.at(),
                payer,
                one.lines().stream()
                        .map(line -> new ReturnDecided.Line(
                                line.lineReference(), line.sku(), line.quantity(), line.net(), line.taxes()))
                        .toList(),
                refunds(one, payer),
                one.message());
    }

    private static List<PlaceOrder.Tender> refunds(CustomerReturn one, Payer payer) {
        if (payer != Payer.TILL) {
            return List.of();
        }
        return one.refundedByTill().isEmpty()
                ? List.of(new PlaceOrder.Tender(STORE_CREDIT, one.refund(), null))
                : one.refundedByTill();
    }

    void story(CustomerReturn one, String what, TraceStep.State state, Map<String, String> detail) {
        var identifiers = new HashSet<String>();
        identifiers.add(one.id().toString());
        identifiers.add(one.externalId());
        var reference = one.reference();
        if (reference != null) {
            identifiers.add(reference.externalId());
            identifiers.add("order:" + reference.connection() + ":" + reference.externalId());
        }
        var order = one.order();
        if (order != null) {
            identifiers.add(order.toString());
        }
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                what.equals("return.registered") ? one.connection().value() : "returns",
                one.key(),
                identifiers,
                Correlation.current().cause(),
                state,
                detail));
    }
}
