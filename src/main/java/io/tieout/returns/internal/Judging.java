package io.tieout.returns.internal;

import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.Actor;
import io.tieout.kernel.TraceStep;
import io.tieout.returns.Disposition;
import io.tieout.returns.PolicyOverride;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.RegisterReturn.Told;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnRule;
import io.tieout.returns.ReturnState;
import io.tieout.returns.internal.MoneyDesk.Credit;
import io.tieout.returns.internal.MoneyDesk.Planned;
import io.tieout.returns.internal.ReturnPolicy.Verdict;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Joins the facts of a return: what the policy says to them, and what follows for goods and money. */
@Component
class Judging {

    private static final Actor POLICY = Actor.system("return-policy");

    private final MoneyDesk money;
    private final FactRows facts;
    private final Authorisations authorisations;
    private final ReturnEffects effects;
    private final Accruals accruals;
    private final Clock clock;

    Judging(
            MoneyDesk money,
            FactRows facts,
            Authorisations authorisations,
            ReturnEffects effects,
            Accruals accruals,
            Clock clock) {
        this.money = money;
        this.facts = facts;
        this.authorisations = authorisations;
        this.effects = effects;
        this.accruals = accruals;
        this.clock = clock;
    }

    /** What was judged; to be saved, then followed. */
    record Judged(
            CustomerReturn after,
            @Nullable Planned planned,
            @Nullable ReturnProblem waits,
            PolicyBook.Chosen chosen,
            String words) {}

    /** @param authorised whether the order's channel has said yes */
    Judged judge(CustomerReturn one, @Nullable Returnable returnable, Told told, boolean authorised, boolean reused) {
        var chosen = money.rule(one);
        var verdict =
                ReturnPolicy.judge(facts(one, returnable, told, authorised, reused, chosen.rule()), chosen.rule());
        var judged = switch (verdict) {
            case Verdict.Expect() -> new Judged(one, null, null, chosen, "Decided once the goods are here");
            case Verdict.Wait(var problem) -> {
                var kept = problem == ReturnProblem.DISPUTED ? kept(one) : held(one);
                yield new Judged(kept.in(ReturnState.AWAITS_DECISION), null, problem, chosen, problem.title());
            }
            case Verdict.Decide decide -> decide(one, returnable, told, chosen, decide);
        };
        return new Judged(due(judged.after(), chosen.rule()), judged.planned(), judged.waits(), chosen, judged.words());
    }

    /** What is under way is expected by a day; what is not, by none (R3). */
    private CustomerReturn due(CustomerReturn one, ReturnRule rule) {
        if (one.lines().stream().noneMatch(line -> line.receipt() == ReceiptState.IN_TRANSIT)) {
            return one.due(null);
        }
        var days = rule.backWithinDays();
        return one.dueAt() != null || days == null
                ? one
                : one.due(clock.instant().plus(java.time.Duration.ofDays(days)));
    }

    private Judged decide(
            CustomerReturn one,
            @Nullable Returnable returnable,
            Told told,
            PolicyBook.Chosen chosen,
            Verdict.Decide decide) {
        var kept = told.goodsKept() || decide.goodsKept();
        var all = decide.paidAlready()
                || decide.payer() == Payer.TILL
                || kept
                || chosen.rule().refund() == ReturnRule.Refund.AUTHORISATION;
        Predicate<ReturnLine> lines = all ? _ -> true : due(chosen.rule());
        if (one.lines().stream().noneMatch(line -> !line.credited() && lines.test(line))) {
            return new Judged(kept(one), null, null, chosen, "Nothing more to credit");
        }
        var planned = money.plan(
                one,
                returnable,
                new Credit(
                        io.tieout.returns.ReturnMoney.Kind.REFUND,
                        decide.payer(),
                        decide.reason(),
                        POLICY.toString(),
                        decide.paidAlready(),
                        kept,
                        lines,
                        List.of()));
        var stocked = new Planned(
                kept(planned.after()), planned.part(), planned.charges(), planned.moneys(), planned.replacement());
        return new Judged(stocked.after(), stocked, null, chosen, decide.reason());
    }

    /** What is here, and what is missing where the policy bears that. */
    static Predicate<ReturnLine> due(ReturnRule rule) {
        return line -> line.disposition() != Disposition.WRONG_ITEM
                && (line.here()
                        || line.receipt() == ReceiptState.KEPT
                        || line.receipt() == ReceiptState.MISSING && rule.missing() == ReturnRule.Missing.CREDITED);
    }

    private ReturnPolicy.Facts facts(
            CustomerReturn one,
            @Nullable Returnable returnable,
            Told told,
            boolean authorised,
            boolean reused,
            ReturnRule rule) {
        var reference = one.reference();
        var here = one.lines().stream().filter(ReturnLine::here).toList();
        var limit = rule.returnlessUpTo();
        return new ReturnPolicy.Facts(
                reference != null,
                one.foreign(),
                authorised,
                !one.refundedByTill().isEmpty(),
                told.refunded(),
                one.received(),
                one.order() != null && one.lines().stream().anyMatch(line -> line.lineReference() == null),
                Window.passed(rule, one, returnable == null ? null : returnable.order())
                        && facts.override(one.id())
                                .map(PolicyOverride::approvedBy)
                                .isEmpty(),
                reference != null && facts.disputed(reference.connection(), reference.externalId()),
                here.stream().allMatch(line -> line.disposition() != null && line.disposition() != Disposition.INSPECT),
                here.stream().anyMatch(line -> line.disposition() == Disposition.WRONG_ITEM),
                reused,
                limit != null && one.refund().amount().compareTo(limit) <= 0);
    }

    /** Once the return is saved: what it waits for, what it costs, and its story. */
    void follow(Judged judged, LocalDate businessDate) {
        var one = judged.after();
        facts.addVerdict(
                one.id(), judged.chosen().rule().name(), judged.chosen().version(), judged.words(), clock.instant());
        if (judged.planned() != null) {
            money.carryOut(judged.planned(), businessDate);
            effects.resolved(one, judged.words());
        }
        if (judged.waits() != null) {
            effects.raise(
                    one,
                    judged.waits(),
                    Severity.NORMAL,
                    waiting(one, judged.waits().title()));
            effects.story(one, "return.awaits-decision", TraceStep.State.NEEDS_YOU, Map.of("rule", judged.words()));
            if (judged.waits() == ReturnProblem.AWAITS_INSPECTION) {
                accruals.accrue(one, ReturnLine::here);
            }
        }
        if (one.state() == ReturnState.EXPECTED) {
            effects.story(one, "return.expected", TraceStep.State.WAITING, Map.of());
        }
    }

    static String waiting(CustomerReturn one, String why) {
        var reference = one.reference();
        return "Return " + one.externalId() + " of " + one.connection() + ", worth " + one.refund() + ": " + why
                + (reference == null ? "" : " (order " + reference.externalId() + " of " + reference.connection() + ")")
                + (one.refundedByTill().isEmpty() ? "" : "; the till has paid it out");
    }

    boolean authorised(CustomerReturn one) {
        return authorisations.approved(one.id());
    }

    /** R1: what waits is kept apart, whatever its state; where a marketplace is to agree first, it is not ours. */
    static CustomerReturn held(CustomerReturn one) {
        var customers = one.foreign();
        return one.with(one.lines().stream()
                .map(line -> line.here() && !line.credited()
                        ? line.in(StockSteps.waiting(line.disposition(), customers))
                        : line)
                .toList());
    }

    static CustomerReturn kept(CustomerReturn one) {
        return one.with(one.lines().stream()
                .map(line -> line.here() && line.stock() != ReturnLine.Stock.TRANSIT
                        ? line.in(StockSteps.kept(line.disposition()))
                        : line)
                .toList());
    }
}
