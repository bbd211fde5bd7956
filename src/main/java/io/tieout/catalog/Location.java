package io.tieout.catalog;

import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import java.time.ZoneId;

/**
 * A place that holds stock or sells.
 *
 * @param zone where its business dates are reckoned
 * @param stockAuthority who decides about its stock: the hub, or the place's own system
 * @param fulfils whether online orders may be sourced from it
 */
public record Location(
        LocationCode code,
        Type type,
        EntityCode entity,
        String region,
        String country,
        ZoneId zone,
        StockAuthority stockAuthority,
        boolean fulfils) {

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
