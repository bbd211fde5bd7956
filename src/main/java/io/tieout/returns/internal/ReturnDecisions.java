package io.tieout.returns.internal;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.OrderId;
import io.tieout.orders.Orders;
import io.tieout.returns.Authorisation;
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
    private final MoneyDesk money;
    private final FactRows facts;
    private final Authorisations authorisations;
    private final Accruals accruals;
    private final Audit audit;
    private final Clock clock;

    ReturnDecisions(
            CustomerReturns returns,
            LineBalances balances,
            Orders orders,
            Catalog catalog,
            ReturnEffects effects,
            MoneyDesk money,
            FactRows facts,
            Authorisations authorisations,
            Accruals accruals,
            Audit audit,
            Clock clock) {
        this.money = money;
        this.facts = facts;
        this.authorisations = authorisations;
        this.accruals = accruals;
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
            var approved = waiting.state() == ReturnState.DECIDED || waiting.state() == ReturnState.REFUND_PENDING;
            if (decision.approve() != approved) {
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
        audit.record(
                by,
                decision.approve() ? "return.approved" : "return.declined",
                key,
                Map.of("reason", decision.reason()));
        effects.resolved(waiting, (decision.approve() ? "Approved: " : "Declined: ") + decision.reason());
    }

    CustomerReturn find(ReturnId id) {
        return returns.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no return " + id));
    }

    Optional<Returnable> returnable(@Nullable OrderId order) {
        if (order == null) {
            return Optional.empty();
        }
        returns.lock("returns-of:" + order);
        return Optional.of(new Returnable(orders.find(order).orElseThrow(), balances.of(order)));
    }

    private void approve(CustomerReturn waiting, ReturnDecision decision, Actor by, @Nullable Returnable returnable) {
        demandOverride(waiting, returnable);
        pay(
                waiting.with(inspected(waiting.lines(), decision)),
                waiting.lines(),
                returnable,
                MoneyDesk.Credit.refund(
                        decision.payer(), decision.reason(), by.toString(), decision.payer() == Payer.TILL, _ -> true));
    }

    /** A person's decision about the money; it stands in for the authorisation where nobody gave one. */
    void pay(CustomerReturn now, List<ReturnLine> before, @Nullable Returnable returnable, MoneyDesk.Credit credit) {
        var planned = money.plan(now, returnable, credit);
        var decided = Judging.kept(planned.after());
        returns.update(decided);
        save(decided, returnable);
        if (!authorisations.approved(decided.id())) {
            authorisations.note(
                    decided,
                    Authorisation.State.APPROVED,
                    Authorisation.By.RETAILER,
                    credit.reason(),
                    null,
                    null,
                    credit.by());
        }
        effects.move(decided, before, "decided-" + planned.part(), clock.instant());
        money.carryOut(
                new MoneyDesk.Planned(
                        decided, planned.part(), planned.charges(), planned.moneys(), planned.replacement()),
                today(decided));
    }

    private void save(CustomerReturn one, @Nullable Returnable returnable) {
        var order = one.order();
        if (order != null && returnable != null) {
            balances.save(order, returnable.changed());
        }
    }

    /** R15: what the policy forbids is not approved by one person alone. */
    void demandOverride(CustomerReturn one, @Nullable Returnable returnable) {
        var late = Window.passed(money.rule(one).rule(), one, returnable == null ? null : returnable.order());
        if (late
                && facts.override(one.id())
                        .map(io.tieout.returns.PolicyOverride::approvedBy)
                        .isEmpty()) {
            throw new ProblemException(
                    ReturnProblem.OVERRIDE_NEEDED,
                    "Return " + one.externalId() + " comes later than the policy allows; ask for an exception first");
        }
    }

    /** R2: the goods stay the customer's, and leave with them. */
    private void decline(CustomerReturn waiting, ReturnDecision decision, Actor by, @Nullable Returnable returnable) {
        refuse(waiting, decision.reason(), by.toString(), returnable, ReturnLine.Stock.NONE);
        authorisations.note(
                waiting,
                Authorisation.State.DECLINED,
                Authorisation.By.RETAILER,
                decision.reason(),
                null,
                null,
                by.toString());
    }

    /** No money, whatever is here; it is the customer's. @param stock where the goods stand from now on */
    CustomerReturn refuse(
            CustomerReturn waiting, String reason, String by, @Nullable Returnable returnable, ReturnLine.Stock stock) {
        if (returnable != null) {
            returnable.release(waiting.lines());
        }
        var declined = waiting.with(waiting.lines().stream()
                        .map(line -> line.in(line.here() ? stock : ReturnLine.Stock.NONE)
                                .claiming(false))
                        .toList())
                .decided(new Decision(clock.instant(), by, reason, null))
                .due(null);
        returns.update(declined);
        save(declined, returnable);
        effects.move(declined, waiting.lines(), "declined", clock.instant());
        effects.note(declined, waiting.lines().stream().filter(ReturnLine::here).toList(), false);
        accruals.reverse(declined);
        effects.story(declined, "return.declined", TraceStep.State.DONE, Map.of("reason", reason));
        return declined;
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

    LocalDate today(CustomerReturn one) {
        return catalog.location(one.location())
                .map(location -> LocalDate.ofInstant(clock.instant(), location.zone()))
                .orElse(one.businessDate());
    }
}
