package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was counted at a place.
 *
 * @param counted all that was there, goods on quality hold included
 * @param asOf movements recorded as happening later are applied on top
 * @param sourceKey what reports it, unique per SKU and location
 */
public record StockCount(
        Sku sku,
        LocationCode location,
        Quantity counted,
        Instant asOf,
        String sourceKey,
        @Nullable MessageId message) {}
