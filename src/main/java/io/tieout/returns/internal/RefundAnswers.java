package io.tieout.returns.internal;

import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnMoney.State;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What became of refunds that somebody else pays. Nothing is credited before they say so (R28). */
@Component
public class RefundAnswers {

    private final ReturnFactDesk desk;
    private final ReturnDecisions decisions;
    private final CustomerReturns returns;
    private final MoneyRows rows;
    private final MoneyDesk money;
    private final Accruals accruals;
    private final ReturnEffects effects;
    private final Clock clock;

    RefundAnswers(
            ReturnFactDesk desk,
            ReturnDecisions decisions,
            CustomerReturns returns,
            MoneyRows rows,
            MoneyDesk money,
            Accruals accruals,
            ReturnEffects effects,
            Clock clock) {
        this.desk = desk;
        this.decisions = decisions;
        this.returns = returns;
        this.rows = rows;
        this.money = money;
        this.accruals = accruals;
        this.effects = effects;
        this.clock = clock;
    }

    public Optional<UUID> byReference(String reference) {
        return rows.byReference(reference);
    }

    public boolean asked(UUID refund) {
        return rows.returnOf(refund).isPresent();
    }

    public void answered(RefundAnswer answer) {
        var id = rows.returnOf(answer.refund())
                .orElseThrow(() -> new ProblemException(
                        ReturnProblem.REFUND_UNKNOWN, "No refund " + answer.refund() + " was asked for"));
        var one = desk.locked(id);
        var asked = rows.of(id).stream()
                .filter(row -> row.id().equals(answer.refund()))
                .findFirst()
                .orElseThrow();
        var state = answer.succeeded() ? State.DONE : State.FAILED;
        if (!rows.answer(
                asked.answered(state, answer.at(), answer.succeeded() ? answer.reference() : null, answer.words()))) {
            contradicted(one, asked, state, answer);
            return;
        }
        effects.story(
                one,
                answer.succeeded() ? "refund.paid" : "refund.failed",
                answer.succeeded() ? TraceStep.State.DONE : TraceStep.State.NEEDS_YOU,
                Map.of(
                        "refund",
                        answer.refund().toString(),
                        "answer",
                        answer.words(),
                        "amount",
                        asked.amount().toString()));
        effects.resolve(ReturnProblem.REFUND_OVERDUE, one, answer.words());
        effects.resolve(ReturnProblem.REFUND_BY_HAND, one, answer.words());
        if (!answer.succeeded()) {
            failed(one, asked, answer.words());
            return;
        }
        effects.resolve(ReturnProblem.REFUND_FAILED, one, answer.words());
        if (one.state() == ReturnState.REFUND_PENDING && paid(one, asked.part())) {
            var decided = one.in(ReturnState.DECIDED);
            returns.update(decided);
            accruals.reverse(decided);
            money.tell(decided, asked.part(), decisions.today(decided));
        }
    }

    /** All of the credit has reached the customer: what failed was paid by another try. */
    private boolean paid(CustomerReturn one, int part) {
        return rows.of(one.id()).stream()
                .filter(row -> row.part() == part && row.kind() != ReturnMoney.Kind.CLAWBACK)
                .noneMatch(row -> row.state() == State.PENDING || row.state() == State.FAILED && !retried(one, row));
    }

    private boolean retried(CustomerReturn one, ReturnMoney failed) {
        return rows.of(one.id()).stream().anyMatch(row -> failed.id().equals(row.linkedTo()));
    }

    private void failed(CustomerReturn one, ReturnMoney asked, String words) {
        effects.raise(
                one,
                ReturnProblem.REFUND_FAILED,
                Severity.HIGH,
                "The refund of " + asked.amount() + " for return " + one.externalId() + " was not paid: " + words);
    }

    /** A payer that says first one thing and then the other is for a person to ask. */
    private void contradicted(CustomerReturn one, ReturnMoney asked, State state, RefundAnswer answer) {
        if (asked.state() != state) {
            effects.raise(
                    one,
                    ReturnProblem.REFUND_FAILED,
                    Severity.HIGH,
                    "The refund " + answer.refund() + " is " + asked.state() + ", and now its payer says: "
                            + answer.words());
        }
    }

    /** Asks once more for what failed. */
    public void retry(UUID refund) {
        var id = rows.returnOf(refund)
                .orElseThrow(() ->
                        new ProblemException(ReturnProblem.REFUND_UNKNOWN, "No refund " + refund + " was asked for"));
        var one = desk.locked(id);
        var asked = rows.of(id).stream()
                .filter(row -> row.id().equals(refund))
                .findFirst()
                .orElseThrow();
        if (asked.state() != State.FAILED || retried(one, asked)) {
            return;
        }
        var now = clock.instant();
        var again = new ReturnMoney(
                io.tieout.kernel.Ids.next(),
                asked.part(),
                asked.kind(),
                State.PENDING,
                asked.payer(),
                asked.method(),
                asked.amount(),
                asked.reference(),
                asked.reason(),
                now,
                now.plus(java.time.Duration.ofDays(3)),
                null,
                null,
                asked.id());
        rows.add(id, again);
        effects.requestRefund(one, again);
    }

    /** What failed or hangs for this return, newest last. */
    public java.util.List<ReturnMoney> open(io.tieout.returns.ReturnId id) {
        return rows.of(id).stream()
                .filter(row -> row.kind() == ReturnMoney.Kind.REFUND && row.state() != State.DONE)
                .toList();
    }
}
