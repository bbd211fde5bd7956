package io.tieout.finance.adapter.in.rest;

import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.Journal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A journal as the contract writes it. */
record JournalJson(
        UUID id,
        @Nullable String number,
        String entity,
        @Nullable LocalDate postedOn,
        LocalDate businessDate,
        @Nullable String period,
        String state,
        String event,
        String subject,
        @Nullable UUID document,
        Source source,
        @Nullable UUID reverses,
        String ruleVersion,
        String proposedBy,
        @Nullable String approvedBy,
        List<Line> lines) {

    record Source(@Nullable String messageId, @Nullable Long row) {}

    record Line(String account, String key, String debit, String credit, String currency, Dimensions dimensions) {}

    static JournalJson from(Journal journal) {
        var message = journal.message();
        var approvedBy = journal.approvedBy();
        return new JournalJson(
                journal.id(),
                journal.number(),
                journal.entity().value(),
                journal.postedOn(),
                journal.businessDate(),
                journal.period(),
                journal.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                journal.event(),
                journal.subject().value(),
                journal.document(),
                new Source(message == null ? null : message.toString(), journal.sourceRow()),
                journal.reverses(),
                journal.ruleVersion(),
                journal.proposedBy().toString(),
                approvedBy == null ? null : approvedBy.toString(),
                journal.lines().stream()
                        .map(line -> new Line(
                                line.account(),
                                line.key(),
                                line.debit().toPlainString(),
                                line.credit().toPlainString(),
                                line.currency().getCurrencyCode(),
                                line.dimensions()))
                        .toList());
    }
}
