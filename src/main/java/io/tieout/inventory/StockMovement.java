package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of stock.
 *
 * @param quantity signed: positive comes in
 * @param occurredAt when it happened there, which may be long before we hear of it
 * @param sourceKey what caused it, unique with the line, such as {@code sale:tills:S001-1-42}
 */
public record StockMovement(
        Sku sku,
        LocationCode location,
        Bucket bucket,
        Quantity quantity,
        Reason reason,
        Instant occurredAt,
        String sourceKey,
        String sourceLine,
        @Nullable MessageId message) {

    /** Which part of a position it changes. */
    public enum Bucket {
        ON_HAND,
        QUALITY_HOLD,
        IN_TRANSIT
    }

    /** Why stock changed. */
    public enum Reason {
        OPENING,
        RECEIPT,
        SHIPMENT,
        SALE,
        RETURN,
        ADJUSTMENT,
        COUNT,
        TRANSFER_OUT,
        TRANSFER_IN
    }
}
