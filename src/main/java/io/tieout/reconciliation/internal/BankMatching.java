package io.tieout.reconciliation.internal;

import io.tieout.access.Audit;
import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvents;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.ReconciliationProblem;
import io.tieout.reconciliation.events.PayoutReconciled;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Finds the bank line of a deposit. A line that names the settlement is its line; a line that only has the amount is, where
 * there is one such line and one such settlement. All else is left to a person (S45). Whichever of the two comes first waits.
 */
@Component
public class BankMatching {

    private static final int REFERENCE_LENGTH_MAX = 180;

    private final BankStore bank;
    private final SettlementStore settlements;
    private final FinanceEvents finance;
    private final WorkItems workItems;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BankMatching(
            BankStore bank,
            SettlementStore settlements,
            FinanceEvents finance,
            WorkItems workItems,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.bank = bank;
        this.settlements = settlements;
        this.finance = finance;
        this.workItems = workItems;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Matches what is open of an entity.
     *
     * @param news the statement or settlement that has just come: only what it has to do with is told to a person
     */
    void match(EntityCode entity, UUID news) {
        bank.lock(entity.value());
        var named = bank.namedPairs(entity.value());
        var namedLines = new HashSet<UUID>();
        var namedSettlements = new HashSet<UUID>();
        var settled = new HashSet<UUID>();
        for (var pair : named) {
            if (pair.sameAmount() && pair.lines() == 1 && pair.settlements() == 1) {
                settle(pair.line(), pair.settlement(), "reference");
                settled.add(pair.line());
            }
            namedLines.add(pair.line());
            namedSettlements.add(pair.settlement());
        }
        for (var pair : named) {
            if (!settled.contains(pair.line())) {
                leave(pair, news);
            }
        }
        for (var pair : bank.amountPairs(entity.value())) {
            if (namedLines.contains(pair.line()) || namedSettlements.contains(pair.settlement())) {
                continue;
            }
            if (pair.lines() == 1 && pair.settlements() == 1) {
                settle(pair.line(), pair.settlement(), "amount-and-date");
            } else {
                leave(pair, news);
            }
        }
    }

    /** A person says which deposit a line is. The amounts must be one: a difference is found out first, never hidden. */
    public void matchByHand(UUID lineId, UUID settlementId, Actor by) {
        bank.lock(bank.entity(lineId).orElseThrow(() -> unknown("bank line", lineId)));
        var line = bank.find(lineId).orElseThrow();
        var settlement = settlements.find(settlementId).orElseThrow(() -> unknown("settlement", settlementId));
        if (line.state() == BankLine.State.MATCHED && settlementId.equals(line.settlement())) {
            return; // a second click
        }
        var fitting = bank.candidates(lineId).stream()
                .filter(candidate -> candidate.settlement().equals(settlementId))
                .findFirst();
        if (line.state() == BankLine.State.MATCHED || fitting.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT,
                    "Bank line " + line.reference() + " or settlement " + settlement.externalId()
                            + " waits for nothing, or they are of different entities or currencies");
        }
        if (!fitting.get().difference().isZero()) {
            throw new ProblemException(
                    ReconciliationProblem.BANK_LINE_AMOUNT_DIFFERS,
                    "The bank has " + line.amount() + ", settlement " + settlement.externalId() + " sent "
                            + fitting.get().deposit());
        }
        settle(lineId, settlementId, "by hand");
        audit.record(by, "bank-line.matched", key(line).value(), Map.of("settlement", settlement.externalId()));
    }

    private static ProblemException unknown(String what, UUID id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no " + what + " " + id);
    }

    private void settle(UUID lineId, UUID settlementId, String rule) {
        var line = bank.find(lineId).orElseThrow();
        var settlement = settlements.find(settlementId).orElseThrow();
        var key = SettlementPosting.key(settlement);
        var message = new MessageId(bank.message(line.id()));
        bank.matched(line.id(), settlement.id(), rule);
        settlements.reconciled(settlement.id(), line.id());
        finance.record(new FinanceEvent(
                "bank.received",
                "bank-line:" + line.id(),
                settlement.entity(),
                key(line),
                line.bookedOn(),
                line.bookedOn().atStartOfDay(ZoneOffset.UTC).toInstant(),
                message,
                null,
                List.of(new FinanceEvent.Component(
                        "deposit",
                        null,
                        line.amount(),
                        FinanceEvent.Dimensions.channel(settlement.connection().value())
                                .withReference(settlement.externalId())))));
        workItems.resolve(ReconciliationProblem.BANK_LINE_AMBIGUOUS, key(line), "It is matched");
        workItems.resolve(ReconciliationProblem.BANK_LINE_AMOUNT_DIFFERS, key(line), "It is matched");
        events.publishEvent(new PayoutReconciled(
                settlement.id(),
                key,
                settlement.entity(),
                settlement.connection().value(),
                settlement.externalId(),
                line.amount(),
                line.reference(),
                line.bookedOn(),
                clock.instant(),
                message));
        events.publishEvent(TraceStep.done(
                clock.instant(),
                "payout.received",
                line.iban(),
                key,
                List.of(
                        settlement.externalId(),
                        line.reference(),
                        line.id().toString(),
                        key(line).value()),
                Map.of(
                        "amount",
                        line.amount().toString(),
                        "bookedOn",
                        line.bookedOn().toString(),
                        "rule",
                        rule)));
    }

    private void leave(BankStore.Pair pair, UUID news) {
        if (!pair.statement().equals(news) && !pair.settlement().equals(news)) {
            return; // told before
        }
        var line = bank.find(pair.line()).orElseThrow();
        var settlement = settlements.find(pair.settlement()).orElseThrow();
        var problem = pair.sameAmount()
                ? ReconciliationProblem.BANK_LINE_AMBIGUOUS
                : ReconciliationProblem.BANK_LINE_AMOUNT_DIFFERS;
        var detail = pair.sameAmount()
                ? line.amount() + " booked on " + line.bookedOn() + " may be settlement " + settlement.externalId()
                        + " or another"
                : line.amount() + " booked on " + line.bookedOn() + " names settlement " + settlement.externalId()
                        + ", whose deposit is " + settlement.footing().deposit().toPlainString();
        workItems.raise(new NewWorkItem(
                problem,
                key(line),
                Roles.FINANCE_CLERK,
                NewWorkItem.Severity.NORMAL,
                detail,
                new MessageId(bank.message(line.id())),
                Map.of(
                        "bankLine",
                        line.id().toString(),
                        "settlement",
                        settlement.id().toString())));
    }

    static BusinessKey key(BankLine line) {
        var reference = line.reference();
        return BusinessKey.of("bank-line:" + line.iban() + ":"
                + (reference.length() > REFERENCE_LENGTH_MAX
                        ? reference.substring(0, REFERENCE_LENGTH_MAX)
                        : reference));
    }
}
