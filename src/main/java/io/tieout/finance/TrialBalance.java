package io.tieout.finance;

import io.tieout.kernel.EntityCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** Debits and credits per account up to and including a day, in the entity's functional currency. */
public record TrialBalance(
        EntityCode entity,
        LocalDate asOf,
        Currency currency,
        BigDecimal debit,
        BigDecimal credit,
        List<Account> accounts) {

    public TrialBalance {
        accounts = List.copyOf(accounts);
    }

    /** One account's turnover and balance (debit minus credit). */
    public record Account(
            String code, String key, String name, BigDecimal debit, BigDecimal credit, BigDecimal balance) {}
}
