package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order was cancelled when goods had left and the parcel could not be stopped: it will come back (R56). Once per shipment.
 *
 * @param location where it left from, and comes back to
 */
public record ReturnExpected(
        UUID shipment,
        String shipmentExternalId,
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String orderExternalId,
        EntityCode entity,
        LocationCode location,
        String reason,
        Instant at,
        List<Line> lines,
        @Nullable MessageId message) {

    public ReturnExpected {
        lines = List.copyOf(lines);
    }

    /** What is on its way. */
    public record Line(String reference, Sku sku, Quantity quantity) {}
}
