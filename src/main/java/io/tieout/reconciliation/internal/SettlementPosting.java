package io.tieout.reconciliation.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvents;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.events.SettlementReconciled;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Posts settlements: one journal per row and one for the deposit, after which the channel owes us nothing of it. */
@Component
public class SettlementPosting {

    private final FinanceEvents finance;
    private final SettlementStore settlements;
    private final SettlementLines lines;
    private final SettlementExceptions exceptions;
    private final BankMatching bank;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate nested;
    private final Clock clock;

    SettlementPosting(
            FinanceEvents finance,
            SettlementStore settlements,
            SettlementLines lines,
            SettlementExceptions exceptions,
            BankMatching bank,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.finance = finance;
        this.settlements = settlements;
        this.lines = lines;
        this.exceptions = exceptions;
        this.bank = bank;
        this.events = events;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /** Posts it, or holds it with a work item where finance cannot post, and says which. */
    public boolean postOrHold(Settlement settlement) {
        try {
            nested.executeWithoutResult(_ -> post(settlement));
            return true;
        } catch (ProblemException refused) {
            // The savepoint took back the half that was posted; the settlement itself stays and waits for its cause to
            // go.
            var reason = refused.type().code() + ": " + refused.getMessage();
            settlements.held(settlement.id(), reason);
            exceptions.notPosted(key(settlement), settlement.id(), settlement.message(), reason);
            return false;
        }
    }

    /** @throws ProblemException what finance says */
    public void post(Settlement settlement) {
        var document = key(settlement).value();
        FinanceEvents.BulkPosting posting;
        try (var rows = lines.toPost(settlement.id())) {
            posting = finance.postAll(document, new PostingEvents(settlement, rows.iterator()));
        }
        var deposit = settlement.footing().deposit();
        var state = deposit.signum() == 0 ? Settlement.State.RECONCILED : Settlement.State.POSTED;
        settlements.posted(settlement.id(), posting.journals(), state, clock.instant());
        exceptions.posted(key(settlement));
        events.publishEvent(new SettlementReconciled(
                settlement.id(),
                key(settlement),
                settlement.entity(),
                settlement.connection().value(),
                settlement.externalId(),
                new Money(deposit, settlement.currency()),
                settlement.outcomes(),
                clock.instant(),
                settlement.message()));
        bank.match(settlement.entity(), settlement.id());
    }

    static BusinessKey key(Settlement settlement) {
        return BusinessKey.of("settlement:" + settlement.connection() + ":" + settlement.externalId());
    }

    /** The finance events of a settlement: its rows as they are read, then the deposit. */
    private static final class PostingEvents implements Iterator<FinanceEvent> {

        private final Settlement settlement;
        private final Iterator<SettlementLines.PostingRow> rows;
        private final BusinessKey subject;
        private final FinanceEvent.Dimensions channel;
        private final String prefix;
        private boolean depositLeft;

        PostingEvents(Settlement settlement, Iterator<SettlementLines.PostingRow> rows) {
            this.settlement = settlement;
            this.rows = rows;
            this.subject = key(settlement);
            this.channel =
                    FinanceEvent.Dimensions.channel(settlement.connection().value());
            this.prefix = "settlement-row:" + settlement.connection() + ":" + settlement.externalId() + ":"
                    + settlement.version() + ":";
            this.depositLeft = settlement.footing().deposit().signum() != 0;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext() || depositLeft;
        }

        @Override
        public FinanceEvent next() {
            if (rows.hasNext()) {
                return row(rows.next());
            }
            if (!depositLeft) {
                throw new NoSuchElementException();
            }
            depositLeft = false;
            return deposit();
        }

        private FinanceEvent row(SettlementLines.PostingRow row) {
            var dimensions = channel.withReference(row.reference());
            var difference = row.difference();
            var component = component(row.economicClass(), row.amount(), dimensions);
            // A rounding is taken from the order's receivable, so that the order clears, and shown on its own account.
            var components = difference == null
                    ? List.of(component)
                    : List.of(
                            component(row.economicClass(), row.amount().subtract(difference), dimensions),
                            component("difference", difference, dimensions));
            return new FinanceEvent(
                    "settlement.row",
                    prefix + row.row() + (row.part() == 0 ? "" : "." + row.part()),
                    settlement.entity(),
                    subject,
                    row.businessDate(),
                    row.postedAt(),
                    settlement.message(),
                    row.row(),
                    components);
        }

        private FinanceEvent.Component component(String name, BigDecimal amount, FinanceEvent.Dimensions dimensions) {
            return new FinanceEvent.Component(name, null, new Money(amount, settlement.currency()), dimensions);
        }

        private FinanceEvent deposit() {
            var at = settlement.periodEnd() == null ? settlement.takenAt() : settlement.periodEnd();
            var date = settlement.depositDate();
            return new FinanceEvent(
                    "payout.sent",
                    "payout:" + settlement.connection() + ":" + settlement.externalId() + ":" + settlement.version(),
                    settlement.entity(),
                    subject,
                    date == null ? LocalDate.ofInstant(at, ZoneOffset.UTC) : date,
                    at,
                    settlement.message(),
                    null,
                    List.of(component(
                            "payout", settlement.footing().deposit(), channel.withReference(settlement.externalId()))));
        }
    }

    /** Tries again whatever foots but could not be posted. @return how many were posted */
    public int retryHeld() {
        var posted = 0;
        for (UUID id : settlements.held()) {
            var settlement = settlements.lockRow(id).orElseThrow();
            if (settlement.state() == Settlement.State.FOOTED && postOrHold(settlement)) {
                posted++;
            }
        }
        return posted;
    }
}
