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

    /** The setting that names the location which stands for Amazon's warehouses; absent: such orders are not ours to fulfil. */
    static final String AMAZON_LOCATION = "amazonLocation";

    private final PartnerCodes codes;

    AmazonCodes(PartnerCodes codes) {
        this.codes = codes;
    }

    Sku sku(Connection connection, JsonFields item, String field, Instant at) {
        return item.as(field, 64, code -> codes.sku(connection, code, at));
    }

    static @Nullable LocationCode location(Connection connection, boolean byAmazon) {
        var set = connection.settings().get(AMAZON_LOCATION);
        return byAmazon && set != null ? LocationCode.of(set) : null;
    }
}
