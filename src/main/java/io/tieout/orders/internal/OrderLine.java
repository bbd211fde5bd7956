package io.tieout.orders.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import org.jspecify.annotations.Nullable;

/** A line as it was ordered, with what became of it. @param location where it is reserved; null while it is not */
public record OrderLine(
        PlaceOrder.Line ordered,
        Quantity shipped,
        Quantity cancelled,
        Quantity returned,
        @Nullable LocationCode location) {

    public static OrderLine of(PlaceOrder.Line ordered) {
        return new OrderLine(ordered, Quantity.ZERO, Quantity.ZERO, Quantity.ZERO, null);
    }

    public String reference() {
        return ordered.reference();
    }

    public Sku sku() {
        return ordered.sku();
    }

    /** What may still be shipped. */
    public Quantity open() {
        return ordered.quantity().minus(shipped).minus(cancelled);
    }

    OrderLine at(@Nullable LocationCode newLocation) {
        return new OrderLine(ordered, shipped, cancelled, returned, newLocation);
    }

    OrderLine ship(Quantity quantity) {
        if (quantity.compareTo(open()) > 0) {
            throw new IllegalArgumentException("Line " + reference() + " has only " + open() + " left to ship");
        }
        return new OrderLine(ordered, shipped.plus(quantity), cancelled, returned, location);
    }

    OrderLine unship(Quantity quantity) {
        return new OrderLine(ordered, shipped.minus(quantity), cancelled, returned, location);
    }

    OrderLine cancel(Quantity quantity) {
        if (quantity.compareTo(open()) > 0) {
            throw new IllegalArgumentException("Line " + reference() + " has only " + open() + " left to cancel");
        }
        return new OrderLine(ordered, shipped, cancelled.plus(quantity), returned, location);
    }

    /** As the channel says now. */
    OrderLine edited(PlaceOrder.Line now, Quantity nowCancelled) {
        return new OrderLine(now, shipped, nowCancelled, returned, location);
    }

    OrderLine cancelRest() {
        return new OrderLine(ordered, shipped, cancelled.plus(open()), returned, location);
    }

    /** Taken back as if it had never been sold. */
    OrderLine voided() {
        return new OrderLine(ordered, Quantity.ZERO, ordered.quantity(), returned, location);
    }

    /** Sold over the counter: all of it went out at once. */
    OrderLine sold(LocationCode store) {
        return new OrderLine(ordered, ordered.quantity(), Quantity.ZERO, Quantity.ZERO, store);
    }
}
