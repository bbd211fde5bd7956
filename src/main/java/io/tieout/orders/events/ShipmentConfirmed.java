package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods left: control passes, so this triggers the invoice. Amounts are the shipped part of each line; over all shipments of
 * an order they sum to the order's amounts to the cent. Shipping charges go with the first shipment.
 *
 * @param businessDate in the location's zone
 */
public record ShipmentConfirmed(
        UUID shipment,
        String shipmentExternalId,
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String orderExternalId,
        EntityCode entity,
        LocationCode location,
        Instant shippedAt,
        LocalDate businessDate,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        boolean complete,
        List<Line> lines,
        List<Charge> shipping,
        @Nullable MessageId message) {

    public ShipmentConfirmed {
        lines = List.copyOf(lines);
        shipping = List.copyOf(shipping);
    }

    /** The shipped part of an order line. */
    public record Line(
            String reference,
            Sku sku,
            String partnerSku,
            Quantity quantity,
            Money net,
            Money discount,
            List<PlaceOrder.Tax> taxes) {}

    /** Shipping charged. */
    public record Charge(String reference, Money net, List<PlaceOrder.Tax> taxes) {}
}
