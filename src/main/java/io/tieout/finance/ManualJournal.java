package io.tieout.finance;

import io.tieout.kernel.EntityCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** A journal as a person or client proposes it. */
public record ManualJournal(
        String key, EntityCode entity, LocalDate businessDate, Currency currency, String text, List<Line> lines) {

    public ManualJournal {
        lines = List.copyOf(lines);
    }

    /** One line by account key or account code. */
    public record Line(String account, BigDecimal debit, BigDecimal credit, FinanceEvent.Dimensions dimensions) {}
}
