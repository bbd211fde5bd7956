package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods left.
 *
 * @param connection the order's channel
 * @param orderExternalId the channel's order number
 * @param externalId the shipment's own number, by which a repeat is known
 * @param lines what is in it, by order line reference or by SKU
 */
public record ConfirmShipment(
        ConnectionCode connection,
        String orderExternalId,
        String externalId,
        LocationCode location,
        Instant shippedAt,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        List<Line> lines,
        @Nullable MessageId message) {

    public ConfirmShipment {
        lines = List.copyOf(lines);
    }

    /** Exactly one of line reference and SKU is given. */
    public record Line(
            @Nullable String lineReference, @Nullable String sku, Quantity quantity) {}
}
