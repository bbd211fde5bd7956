package io.tieout.catalog;

import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A product's price in a list, in the list's currency, per stock unit.
 *
 * @param validTo the first instant at which it no longer holds; null: until the next one without an end begins. One with an
 *     end lies over those without
 */
public record PriceEntry(
        String list,
        Sku sku,
        Money price,
        Instant validFrom,
        @Nullable Instant validTo) {

    public boolean holdsAt(Instant instant) {
        return !instant.isBefore(validFrom) && (validTo == null || instant.isBefore(validTo));
    }
}
