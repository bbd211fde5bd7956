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

    /**
     * Where the goods are. The buckets are apart: goods that come in on hold are one movement into {@link #QUALITY_HOLD}, and
     * to free them for sale takes two, out of it and into {@link #ON_HAND}. A {@link Position}'s on hand counts all that is
     * there: both of these.
     */
    public enum Bucket {
        /** There, and may be promised. */
        ON_HAND,
        /** There, but held back until somebody decides; never below zero. */
        QUALITY_HOLD,
        /** On its way to the location. */
        IN_TRANSIT,
        /**
         * Goods of a customer that stand there, such as a return that is not decided: never ours and so in no other figure,
         * never promised, never below zero.
         */
        CUSTOMER_OWNED;

        /** Whether it is a part of a position's on hand. */
        public boolean isOnHand() {
            return this == ON_HAND || this == QUALITY_HOLD;
        }
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
        TRANSFER_IN,
        /** The difference to what a system that keeps stock said, or what keeps that from being subtracted twice. */
        SNAPSHOT
    }
}
