package io.tieout.catalog;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * For whom and when a price is asked.
 *
 * @param region null where it is the store's own, or no matter
 * @param currency null where any will do
 */
public record PriceQuery(
        @Nullable ConnectionCode connection,
        @Nullable String region,
        @Nullable LocationCode store,
        @Nullable Currency currency,
        Instant at) {

    PriceQuery inRegion(@Nullable String other) {
        return new PriceQuery(connection, other, store, currency, at);
    }

    PriceQuery at(Instant other) {
        return new PriceQuery(connection, region, store, currency, other);
    }
}
