package io.tieout.catalog;

import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one currency for one scope. Of several lists that fit and have a price, the one with the more exact scope counts,
 * then the one with the higher priority; two that would be equal in both at the same time are refused.
 *
 * @param taxInclusive whether its prices have the tax in them
 * @param validTo the first instant at which it no longer holds; null: for good
 */
public record PriceList(
        String code,
        String name,
        Currency currency,
        boolean taxInclusive,
        PriceScope scope,
        Instant validFrom,
        @Nullable Instant validTo,
        int priority) {

    public boolean holdsAt(Instant instant) {
        return !instant.isBefore(validFrom) && (validTo == null || instant.isBefore(validTo));
    }
}
