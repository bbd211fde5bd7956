package io.tieout.finance.internal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;

/** A journal with its place in the ledger. */
record PostedJournal(JournalDraft draft, LocalDate postedOn, YearMonth period, long sequence, UUID document) {

    String number() {
        return JournalNumber.of(draft.entity().value(), period.toString(), sequence);
    }
}
