package io.tieout.finance.events;

import io.tieout.finance.FinanceEvent;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal document is posted: one journal, or many of one settlement summed by account and dimensions (never by
 * reference), with the numbers it stands for.
 *
 * @param document what the ERP knows it by: the external id of the posting
 */
public record JournalPosted(
        UUID document,
        BusinessKey subject,
        EntityCode entity,
        LocalDate postedOn,
        String period,
        String event,
        String firstNumber,
        String lastNumber,
        long journals,
        Currency currency,
        List<Line> lines,
        Instant at,
        @Nullable MessageId message) {

    public JournalPosted {
        lines = List.copyOf(lines);
    }

    /** One line of the document. */
    public record Line(
            String account, String key, BigDecimal debit, BigDecimal credit, FinanceEvent.Dimensions dimensions) {}
}
