package io.tieout.finance;

import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry.
 *
 * @param number without gaps per entity and period, given at posting; null before
 * @param postedOn the accounting date: the business date, or the first day of the next open period
 */
public record Journal(
        UUID id,
        @Nullable String number,
        EntityCode entity,
        @Nullable LocalDate postedOn,
        LocalDate businessDate,
        @Nullable String period,
        State state,
        String event,
        String eventKey,
        BusinessKey subject,
        @Nullable UUID document,
        @Nullable MessageId message,
        @Nullable Long sourceRow,
        @Nullable UUID reverses,
        String ruleVersion,
        Actor proposedBy,
        @Nullable Actor approvedBy,
        List<Line> lines) {

    public Journal {
        lines = List.copyOf(lines);
    }

    /** Before posting it may wait for a second person. */
    public enum State {
        AWAITS_APPROVAL,
        POSTED,
        REJECTED
    }

    /** One line; exactly one of debit and credit is not zero. */
    public record Line(
            int number,
            String account,
            String key,
            BigDecimal debit,
            BigDecimal credit,
            Currency currency,
            FinanceEvent.Dimensions dimensions) {}
}
