package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.orders.OrderId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods that were said to have left are back on the shelf. Amounts are what is no longer due, so that those of the shipments
 * that stand still sum to the order's to the cent.
 *
 * @param businessDate of the taking back, in the location's zone
 */
public record ShipmentCancelled(
        UUID shipment,
        String shipmentExternalId,
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String orderExternalId,
        EntityCode entity,
        LocationCode location,
        Instant at,
        LocalDate businessDate,
        String reason,
        List<ShipmentConfirmed.Line> lines,
        List<ShipmentConfirmed.Charge> shipping,
        @Nullable MessageId message) {

    public ShipmentCancelled {
        lines = List.copyOf(lines);
        shipping = List.copyOf(shipping);
    }
}
