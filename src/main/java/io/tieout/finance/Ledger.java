package io.tieout.finance;

import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Page;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Journals, accounts and balances. */
public class Ledger {

    public TrialBalance trialBalance(EntityCode entity, LocalDate asOf) {
        throw new UnsupportedOperationException();
    }

    public Optional<Journal> find(UUID id) {
        throw new UnsupportedOperationException();
    }

    public Page<Journal> journals(JournalFilter filter, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** What an account's balance is made of: its lines by reference, those that sum to zero left out. */
    public Page<OpenItem> openItems(EntityCode entity, String account, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** A person's or client's own journal. @throws io.tieout.kernel.ProblemException {@code journal.unbalanced}, {@code period.closed}, {@code account.unknown} */
    public Journal postManual(ManualJournal journal, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** @throws io.tieout.kernel.ProblemException {@code four-eyes.same-person} */
    public Journal approve(UUID journal, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Posts the opposite; the original stays. */
    public Journal reverse(UUID journal, String reason, Actor by) {
        throw new UnsupportedOperationException();
    }
}
