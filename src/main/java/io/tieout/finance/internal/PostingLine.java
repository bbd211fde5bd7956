package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent.Dimensions;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * One line before it has a side: a debit where the amount is positive, a credit where it is negative.
 *
 * @param amount in the transaction's currency
 * @param functional in the entity's currency
 */
public record PostingLine(
        String account,
        String key,
        Currency currency,
        BigDecimal amount,
        BigDecimal functional,
        Dimensions dimensions) {

    PostingLine negated() {
        return new PostingLine(account, key, currency, amount.negate(), functional.negate(), dimensions);
    }

    BigDecimal debit() {
        return amount.signum() > 0 ? amount : zero(amount);
    }

    BigDecimal credit() {
        return amount.signum() < 0 ? amount.negate() : zero(amount);
    }

    BigDecimal functionalDebit() {
        return functional.signum() > 0 ? functional : zero(functional);
    }

    BigDecimal functionalCredit() {
        return functional.signum() < 0 ? functional.negate() : zero(functional);
    }

    private static BigDecimal zero(BigDecimal like) {
        return BigDecimal.ZERO.setScale(like.scale());
    }
}
