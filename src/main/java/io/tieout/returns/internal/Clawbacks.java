package io.tieout.returns.internal;

import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnMoney.Kind;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.events.ReturnAccounted.Component;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a channel owes us for goods or shipping (R8, R18), what it takes back (R9), and what nobody pays (R4). */
@org.springframework.stereotype.Component
public class Clawbacks {

    private final MoneyRows rows;
    private final CustomerReturns returns;
    private final ReturnDecisions decisions;
    private final ReturnEffects effects;
    private final Clock clock;

    Clawbacks(MoneyRows rows, CustomerReturns returns, ReturnDecisions decisions, ReturnEffects effects, Clock clock) {
        this.rows = rows;
        this.returns = returns;
        this.decisions = decisions;
        this.effects = effects;
        this.clock = clock;
    }

    /** We ask the channel to pay. The same kind and reference again changes nothing. */
    public void claim(ReturnId id, Kind kind, Money amount, String reason, @Nullable String reference) {
        returns.lock(decisions.find(id).key().value());
        var one = decisions.find(id);
        if (rows.of(id).stream()
                .anyMatch(money -> money.kind() == kind && java.util.Objects.equals(money.reference(), reference))) {
            return;
        }
        expect(one, kind, amount, reason, reference, null);
        effects.resolve(ReturnProblem.NOT_BACK, one, "Claimed: " + reason);
    }

    private void expect(
            CustomerReturn one,
            Kind kind,
            Money amount,
            String reason,
            @Nullable String reference,
            @Nullable UUID linkedTo) {
        var money = money(kind, ReturnMoney.State.PENDING, amount, reason, reference, linkedTo);
        rows.add(one.id(), money);
        effects.expectReimbursement(one, money);
    }

    /** Written off: the credit was for goods that will not come (R4). */
    public void writeOff(ReturnId id, String reason) {
        returns.lock(decisions.find(id).key().value());
        var one = decisions.find(id);
        var lost = one.lines().stream()
                .filter(line -> line.credited() && line.receipt() == ReceiptState.IN_TRANSIT)
                .toList();
        if (lost.isEmpty()) {
            throw new ProblemException(
                    ReturnProblem.NOTHING_TO_CREDIT, "Nothing of return " + one.externalId() + " is under way");
        }
        var net = Money.sum(one.currency(), lost.stream().map(ReturnLine::net).toList());
        rows.add(id, money(Kind.LOSS, ReturnMoney.State.DONE, net, reason, null, null));
        effects.account(one, "return.loss", "loss", List.of(new Component("loss", null, net, null)));
        var after = one.with(one.lines().stream()
                        .map(line -> lost.contains(line) ? line.now(ReceiptState.MISSING) : line)
                        .toList())
                .due(null);
        returns.update(after);
        effects.resolve(ReturnProblem.NOT_BACK, after, "Written off: " + reason);
        effects.story(
                after, "return.written-off", TraceStep.State.DONE, Map.of("amount", net.toString(), "reason", reason));
    }

    /** R9: paid for as lost and now here: the channel takes its money back, once. */
    void foundAgain(CustomerReturn one, List<ReturnLine> before, List<Integer> arrived) {
        if (arrived.isEmpty()) {
            return;
        }
        var moneys = rows.of(one.id());
        for (var paid : moneys) {
            var linked = moneys.stream().anyMatch(money -> paid.id().equals(money.linkedTo()));
            if (paid.kind() == Kind.REIMBURSEMENT && paid.state() != ReturnMoney.State.FAILED && !linked) {
                expect(
                        one,
                        Kind.CLAWBACK,
                        paid.amount().negated(),
                        "Reimbursed, and then the goods came",
                        paid.reference(),
                        paid.id());
            } else if (paid.kind() == Kind.LOSS && !linked && before.size() >= arrived.size()) {
                rows.add(
                        one.id(),
                        money(
                                Kind.LOSS,
                                ReturnMoney.State.DONE,
                                paid.amount().negated(),
                                "The goods came after all",
                                null,
                                paid.id()));
                effects.account(
                        one,
                        "return.loss",
                        "loss-reversed",
                        List.of(new Component("loss", null, paid.amount().negated(), null)));
            }
        }
    }

    private ReturnMoney money(
            Kind kind,
            ReturnMoney.State state,
            Money amount,
            String reason,
            @Nullable String reference,
            @Nullable UUID linkedTo) {
        Instant now = clock.instant();
        var done = state == ReturnMoney.State.DONE;
        return new ReturnMoney(
                Ids.next(),
                0,
                kind,
                state,
                Payer.CHANNEL,
                null,
                amount,
                reference,
                reason,
                now,
                null,
                done ? now : null,
                done ? "At once" : null,
                linkedTo);
    }
}
