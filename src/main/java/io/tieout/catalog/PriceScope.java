package io.tieout.catalog;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import org.jspecify.annotations.Nullable;

/** Where a price list or a promotion holds; null is any. */
public record PriceScope(
        @Nullable ConnectionCode connection,
        @Nullable String region,
        @Nullable LocationCode store) {

    public static final PriceScope EVERYWHERE = new PriceScope(null, null, null);

    public boolean fits(PriceQuery query) {
        return (connection == null || connection.equals(query.connection()))
                && (region == null || region.equals(query.region()))
                && (store == null || store.equals(query.store()));
    }

    /** The more exact of two that fit: a store before a connection, a connection before a region, each before none. */
    public int exactness() {
        return (store == null ? 0 : 4) + (connection == null ? 0 : 2) + (region == null ? 0 : 1);
    }
}
