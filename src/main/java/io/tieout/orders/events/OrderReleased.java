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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stock is reserved, so fulfilment and the ERP may hear of the order. Cannot be made without a confirmed reservation: the
 * gate.
 */
public record OrderReleased(
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        UUID reservation,
        Instant orderedAt,
        Instant at,
        Money total,
        List<Line> lines,
        List<Charge> shipping,
        @Nullable MessageId message) {

    public OrderReleased {
        lines = List.copyOf(lines);
        shipping = List.copyOf(shipping);
    }

    /** @param location where it was reserved and ships from */
    public record Line(
            String reference,
            Sku sku,
            Quantity quantity,
            LocationCode location,
            Money net,
            Money discount,
            List<PlaceOrder.Tax> taxes) {}

    /** Shipping charged. */
    public record Charge(String reference, Money net, List<PlaceOrder.Tax> taxes) {}
}
