package io.tieout.catalog;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A place that holds stock or sells.
 *
 * @param zone where its business dates are reckoned
 * @param stockAuthority who decides about its stock: the hub, or the place's own system
 * @param fulfils whether the hub may source online orders from it; false for a pool from which the partner ships by itself
 * @param dedicatedTo the one connection whose orders its stock is for, such as a marketplace's own fulfilment centre; null
 *     where the stock is for all
 * @param latitude in degrees; null together with the longitude
 * @param postalArea the beginning of the postal codes around it
 * @param capacityPerDay so many orders a day at most; null where nobody counts
 * @param holdsStock false for a place that only sells or only stands in books
 */
public record Location(
        LocationCode code,
        Type type,
        EntityCode entity,
        String region,
        String country,
        ZoneId zone,
        StockAuthority stockAuthority,
        boolean fulfils,
        @Nullable ConnectionCode dedicatedTo,
        @Nullable BigDecimal latitude,
        @Nullable BigDecimal longitude,
        @Nullable String postalArea,
        @Nullable Integer capacityPerDay,
        boolean holdsStock) {

    public Location {
        latitude = plain(latitude);
        longitude = plain(longitude);
    }

    /** A place that holds stock for all channels, of which no more is known. */
    public Location(
            LocationCode code,
            Type type,
            EntityCode entity,
            String region,
            String country,
            ZoneId zone,
            StockAuthority stockAuthority,
            boolean fulfils) {
        this(code, type, entity, region, country, zone, stockAuthority, fulfils, null, null, null, null, null, true);
    }

    /** Whether its stock may be promised to a connection's customers. */
    public boolean serves(ConnectionCode connection) {
        return holdsStock && fulfils && (dedicatedTo == null || dedicatedTo.equals(connection));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal degrees) {
        return degrees == null
                ? null
                : new BigDecimal(degrees.stripTrailingZeros().toPlainString());
    }

    /** What kind of place. */
    public enum Type {
        STORE,
        WAREHOUSE,
        THIRD_PARTY,
        VIRTUAL
    }

    /** Who has the last word on its stock. */
    public enum StockAuthority {
        HUB,
        STORE
    }
}
