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
 * A released order is no longer what the ERP was told: lines, quantities, prices or locations. Says the whole order as it is
 * now, of what is reserved or shipped; what waits for stock is told once it is reserved.
 *
 * @param reservation a confirmed one of the order: the gate
 * @param requested what a location is to ship that it had not been asked for
 * @param withdrawn what a location need not ship any more
 */
public record SalesOrderChanged(
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        UUID reservation,
        String reason,
        Instant at,
        Money total,
        List<Line> lines,
        List<OrderReleased.Charge> shipping,
        List<Part> requested,
        List<Part> withdrawn,
        @Nullable MessageId message) {

    public SalesOrderChanged {
        lines = List.copyOf(lines);
        shipping = List.copyOf(shipping);
        requested = List.copyOf(requested);
        withdrawn = List.copyOf(withdrawn);
    }

    /**
     * A line as it stands. Amounts are for {@code quantity}.
     *
     * @param quantity what the customer gets of it, by now: reserved or shipped
     */
    public record Line(
            String reference,
            Sku sku,
            Quantity quantity,
            Quantity shipped,
            Money net,
            Money discount,
            List<PlaceOrder.Tax> taxes) {}

    /** A part of a line at one location. @param reservation the one that covers, or covered, it */
    public record Part(String reference, Sku sku, LocationCode location, Quantity quantity, UUID reservation) {}
}
