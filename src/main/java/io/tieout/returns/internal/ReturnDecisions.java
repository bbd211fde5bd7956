package io.tieout.returns.internal;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.OrderId;
import io.tieout.orders.Orders;
import io.tieout.returns.Disposition;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.internal.CustomerReturn.Decision;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out what a person decides about a return that waits. */
@Component
class ReturnDecisions {

    private final CustomerReturns returns;
    private final LineBalances balances;
    private final Orders orders;
    private final Catalog catalog;
    private final ReturnEffects effects;
    private final Audit audit;
    private final Clock clock;

    ReturnDecisions(
            CustomerReturns returns,
            LineBalances balances,
            Orders orders,
            Catalog catalog,
            ReturnEffects effects,
            Audit audit,
            Clock clock) {
        this.returns = returns;
        this.balances = balances;
        this.orders = orders;
        this.catalog = catalog;
        this.effects = effects;
        this.audit = audit;
        this.clock = clock;
    }

    void decide(ReturnId id, ReturnDecision decision, Actor by) {
        var key = find(id).key().value();
        returns.lock(key);
        var waiting = find(id);
        if (waiting.ended()) {
            if (decision.approve() != (waiting.state() == ReturnState.DECIDED)) {
                throw new ProblemException(
                        ReturnProblem.DECIDED_ALREADY,
                        "Return " + waiting.externalId() + " is " + waiting.state() + " already");
            }
            return;
        }
        var returnable = returnable(waiting.order());
        if (decision.approve()) {
            approve(waiting, decision, by, returnable.orElse(null));
        } else {
            decline(waiting, decision, by, returnable.orElse(null));
        }
        returnable.ifPresent(left -> balances.save(waiting.order(), left.changed()));
        audit.record(
                by,
                decision.approve() ? "return.approved" : "return.declined",
                key,
                Map.of("reason", decision.reason()));
        effects.resolved(waiting, (decision.approve() ? "Approved: " : "Declined: ") + decision.reason());
    }

    private CustomerReturn find(ReturnId id) {
        return returns.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no return " + id));
    }

    private Optional<Returnable> returnable(@Nullable OrderId order) {
        if (order == null) {
            return Optional.empty();
        }
        returns.lock("returns-of:" + order);
        return Optional.of(new Returnable(orders.find(order).orElseThrow(), balances.of(order)));
    }

    private void approve(CustomerReturn waiting, ReturnDecision decision, Actor by, @Nullable Returnable returnable) {
        var inspected = inspected(waiting.lines(), decision);
        var paidByTill =
                decision.payer() == Payer.TILL && !waiting.refundedByTill().isEmpty();
        var credited = returnable == null ? inspected : returnable.credit(inspected, !paidByTill);
        var decided = waiting.with(
                        waiting.received()
                                ? credited.stream()
                                        .map(line -> line.in(StockSteps.kept(line.disposition())))
                                        .toList()
                                : credited)
                .decided(new Decision(clock.instant(), by.toString(), decision.reason(), decision.payer()));
        returns.update(decided);
        effects.move(decided, waiting.lines(), "decided", clock.instant());
        effects.tellDecided(decided, today(decided));
    }

    /** R2: the goods stay the customer's, and leave with them. */
    private void decline(CustomerReturn waiting, ReturnDecision decision, Actor by, @Nullable Returnable returnable) {
        if (returnable != null) {
            returnable.release(waiting.lines());
        }
        var declined = waiting.with(waiting.lines().stream()
                        .map(line -> line.in(ReturnLine.Stock.NONE))
                        .toList())
                .decided(new Decision(clock.instant(), by.toString(), decision.reason(), null));
        returns.update(declined);
        effects.move(declined, waiting.lines(), "declined", clock.instant());
        if (waiting.received()) {
            effects.note(waiting, false);
        }
        effects.story(declined, "return.declined", TraceStep.State.DONE, Map.of("reason", decision.reason()));
    }

    private static List<ReturnLine> inspected(List<ReturnLine> lines, ReturnDecision decision) {
        return lines.stream()
                .map(line -> {
                    var found = disposition(line, decision);
                    return found == null ? line : line.as(found);
                })
                .toList();
    }

    private static @Nullable Disposition disposition(ReturnLine line, ReturnDecision decision) {
        var reference = line.lineReference();
        var byReference = reference == null ? null : decision.dispositions().get(reference);
        return byReference != null
                ? byReference
                : decision.dispositions().get(line.sku().value());
    }

    private LocalDate today(CustomerReturn one) {
        return catalog.location(one.location())
                .map(location -> LocalDate.ofInstant(clock.instant(), location.zone()))
                .orElse(one.businessDate());
    }
}
