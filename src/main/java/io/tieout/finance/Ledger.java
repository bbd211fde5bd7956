package io.tieout.finance;

import io.tieout.finance.internal.LedgerReading;
import io.tieout.finance.internal.ManualJournals;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Page;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Journals, accounts and balances. */
@Service
public class Ledger {

    private final LedgerReading reading;
    private final ManualJournals manual;

    Ledger(LedgerReading reading, ManualJournals manual) {
        this.reading = reading;
        this.manual = manual;
    }

    /** @throws io.tieout.kernel.ProblemException {@code finance.entity-unknown} */
    @Transactional(readOnly = true)
    public TrialBalance trialBalance(EntityCode entity, LocalDate asOf) {
        return reading.trialBalance(entity, asOf);
    }

    /** Posted, or still a proposal. */
    @Transactional(readOnly = true)
    public Optional<Journal> find(UUID id) {
        return reading.find(id);
    }

    /**
     * Newest first. Without a state, what awaits approval comes before the posted ones and takes at most half of the first
     * page; with {@link Journal.State#AWAITS_APPROVAL} or {@link Journal.State#REJECTED} proposals only.
     */
    @Transactional(readOnly = true)
    public Page<Journal> journals(JournalFilter filter, int limit, @Nullable String after) {
        return reading.journals(filter, limit, after);
    }

    /** Every posted journal that the filter lets pass, the oldest first, streamed. */
    public void eachPosted(JournalFilter filter, Consumer<Journal> consumer) {
        reading.eachPosted(filter, consumer);
    }

    /**
     * What an account's balance is made of: its lines by reference, those that sum to zero left out.
     *
     * @param account a code or an account key
     * @throws io.tieout.kernel.ProblemException {@code not-found} where there is no such account
     */
    @Transactional(readOnly = true)
    public Page<OpenItem> openItems(EntityCode entity, String account, int limit, @Nullable String after) {
        return reading.openItems(entity, account, limit, after);
    }

    /**
     * What an account stands at by channel, in the books' currency; channels at zero are left out, and lines without a channel stand
     * under the empty name. Reads every line of the account: for proofs, not for screens.
     *
     * @param account a code or an account key; none where there is no such account
     */
    @Transactional(readOnly = true)
    public Map<String, BigDecimal> balancesByChannel(EntityCode entity, String account) {
        return reading.balancesByChannel(entity, account);
    }

    /**
     * A person's or client's own journal; over the entity's threshold it awaits approval. The same key and content again
     * gives the same journal.
     *
     * @throws io.tieout.kernel.ProblemException {@code journal.unbalanced}, {@code journal.too-few-lines}, {@code
     *     journal.line-invalid}, {@code journal.key-reused}, {@code period.closed}, {@code account.unknown}, {@code
     *     finance.rate-missing}, {@code finance.entity-unknown}
     */
    @Transactional
    public Journal postManual(ManualJournal journal, Actor by) {
        return manual.post(journal, by);
    }

    /** Posts what awaited a second person. @throws io.tieout.kernel.ProblemException {@code four-eyes.same-person}, {@code state.conflict} */
    @Transactional
    public Journal approve(UUID journal, Actor by) {
        return manual.approve(journal, by);
    }

    /** Refuses what awaited a second person. @throws io.tieout.kernel.ProblemException {@code four-eyes.same-person}, {@code state.conflict} */
    @Transactional
    public Journal reject(UUID journal, String reason, Actor by) {
        return manual.reject(journal, reason, by);
    }

    /**
     * Posts the opposite, today or on the first day of the next open period; the original stays. Over the threshold the
     * reversal awaits approval.
     *
     * @throws io.tieout.kernel.ProblemException {@code journal.already-reversed}, {@code not-found}
     */
    @Transactional
    public Journal reverse(UUID journal, String reason, Actor by) {
        return manual.reverse(journal, reason, by);
    }
}
