package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.PartnerCodes;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seller SKUs and locations, by mapping and by the connection's settings. */
@Component
class AmazonCodes {

    private final PartnerCodes codes;

    AmazonCodes(PartnerCodes codes) {
        this.codes = codes;
    }

    Sku sku(Connection connection, JsonFields item, String field, Instant at) {
        return item.as(field, 64, code -> codes.sku(connection, code, at));
    }

    Sku sku(Connection connection, String code, Instant at) {
        return codes.sku(connection, code, at);
    }

    /** The location that stands for Amazon's warehouses, and no other, for what Amazon fulfils (R52). */
    static @Nullable LocationCode location(Connection connection, boolean byAmazon) {
        return byAmazon ? AmazonSettings.fbaLocation(connection) : null;
    }
}
