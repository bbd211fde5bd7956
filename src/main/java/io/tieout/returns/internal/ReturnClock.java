package io.tieout.returns.internal;

import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.Actor;
import io.tieout.returns.Authorisation;
import io.tieout.returns.AuthoriseReturn;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What time alone brings about. */
@Component
public class ReturnClock {

    private static final int BATCH = 100;
    private static final Actor CLOCK = Actor.system("return-clock");

    private final Authorisations authorisations;
    private final ReturnFactDesk desk;
    private final ReturnDecisions decisions;
    private final FactRows facts;
    private final MoneyRows money;
    private final ReturnEffects effects;
    private final MoneyDesk rules;
    private final Clock clock;

    ReturnClock(
            Authorisations authorisations,
            ReturnFactDesk desk,
            ReturnDecisions decisions,
            FactRows facts,
            MoneyRows money,
            ReturnEffects effects,
            MoneyDesk rules,
            Clock clock) {
        this.authorisations = authorisations;
        this.desk = desk;
        this.decisions = decisions;
        this.facts = facts;
        this.money = money;
        this.effects = effects;
        this.rules = rules;
        this.clock = clock;
    }

    /** One batch. @return whether there may be more */
    @Transactional
    public boolean tick() {
        var ended = authorisations.expired(BATCH);
        for (var id : ended) {
            desk.authorise(
                    id,
                    new AuthoriseReturn(
                            Authorisation.State.EXPIRED,
                            Authorisation.By.AUTOMATIC,
                            "The goods did not come in time",
                            null,
                            null),
                    CLOCK);
        }
        var late = facts.overdue(clock.instant(), BATCH);
        late.forEach(id -> notBack(decisions.find(id)));
        var unanswered = money.overdue(clock.instant(), BATCH);
        for (var one : unanswered) {
            var of = decisions.find(one.of());
            if (of.state() == ReturnState.REFUND_PENDING) {
                effects.raise(
                        of,
                        ReturnProblem.REFUND_OVERDUE,
                        Severity.HIGH,
                        "The refund of " + one.money().amount() + ", asked for at "
                                + one.money().requestedAt() + ", is not answered: "
                                + one.money().id());
            }
        }
        return ended.size() == BATCH || late.size() == BATCH || unanswered.size() == BATCH;
    }

    /** R4: refunded and not back: somebody claims it or writes it off, with the evidence at hand. */
    private void notBack(CustomerReturn one) {
        var refunded = one.lines().stream()
                .filter(line -> line.credited() && line.receipt() == ReceiptState.IN_TRANSIT)
                .toList();
        if (refunded.isEmpty()) {
            return;
        }
        var decision = one.decision();
        var until = clock.instant()
                .plus(java.time.Duration.ofDays(rules.rule(one).rule().claimWithinDays()));
        effects.raise(
                one,
                ReturnProblem.NOT_BACK,
                Severity.NORMAL,
                Judging.waiting(
                        one,
                        "refunded " + (decision == null ? "" : "at " + decision.at() + " ") + "for "
                                + refunded.stream()
                                        .map(line -> line.quantity() + " x " + line.sku())
                                        .toList()
                                + ", due back at " + one.dueAt() + ", not received; claim by " + until));
    }
}
