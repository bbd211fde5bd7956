package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A location whose stock its own system decides about is to set goods aside for an order, and to say whether it did. Until
 * then nobody else hears of the order.
 */
public record StoreReservationRequested(
        UUID request,
        OrderId order,
        BusinessKey key,
        EntityCode entity,
        LocationCode location,
        Instant answerBy,
        List<Line> lines,
        Instant at) {

    public StoreReservationRequested {
        lines = List.copyOf(lines);
    }

    /** What to set aside. */
    public record Line(String reference, Sku sku, Quantity quantity) {}
}
