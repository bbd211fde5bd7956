package io.tieout.finance;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which journals to list, newest first; null is any. */
public record JournalFilter(
        @Nullable String entity,
        @Nullable String period,
        Journal.@Nullable State state,
        @Nullable String event,
        @Nullable String account,
        @Nullable String subject,
        @Nullable UUID document,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public static final JournalFilter ALL = new JournalFilter(null, null, null, null, null, null, null, null, null);
}
