package io.tieout.orders.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of an order's line that is reserved at one location by one reservation.
 *
 * @param reference the order line's
 * @param reservationLine how the reservation calls it, unique in the order: movements are told apart by it
 * @param released what was given back: cancelled, refused by the store, or missing
 * @param picked what is off the shelf and has not left, as far as it was told
 * @param request what the store's own system was asked; null where the hub decides
 * @param confirmed whether it counts: the gate opens only by these
 */
public record Allocation(
        UUID id,
        String reference,
        LocationCode location,
        UUID reservation,
        String reservationLine,
        Quantity quantity,
        Quantity shipped,
        Quantity released,
        Quantity picked,
        @Nullable UUID request,
        boolean confirmed) {

    public Allocation {
        if (shipped.plus(released).compareTo(quantity) > 0) {
            throw new IllegalArgumentException(
                    "Of " + reference + " at " + location + " only " + quantity + " is there");
        }
        if (!confirmed && (request == null || shipped.isPositive())) {
            throw new IllegalArgumentException("What nobody confirmed was asked for, and does not ship");
        }
    }

    public Quantity open() {
        return quantity.minus(shipped).minus(released);
    }

    public boolean isOpen() {
        return open().isPositive();
    }

    /** Whether an answer is awaited. */
    boolean isAwaited() {
        return !confirmed && isOpen();
    }

    Allocation confirm() {
        return new Allocation(
                id,
                reference,
                location,
                reservation,
                reservationLine,
                quantity,
                shipped,
                released,
                picked,
                request,
                true);
    }

    Allocation release(Quantity part) {
        var picks = picked.compareTo(open().minus(part)) > 0 ? open().minus(part) : picked;
        return new Allocation(
                id,
                reference,
                location,
                reservation,
                reservationLine,
                quantity,
                shipped,
                released.plus(part),
                picks,
                request,
                confirmed);
    }

    Allocation ship(Quantity part) {
        var picks = picked.compareTo(part) > 0 ? picked.minus(part) : Quantity.ZERO;
        return new Allocation(
                id,
                reference,
                location,
                reservation,
                reservationLine,
                quantity,
                shipped.plus(part),
                released,
                picks,
                request,
                confirmed);
    }

    /** What was said to have left did not; the stock is reserved anew, so this part of it is over. */
    Allocation unship(Quantity part) {
        return new Allocation(
                id,
                reference,
                location,
                reservation,
                reservationLine,
                quantity,
                shipped.minus(part),
                released.plus(part),
                picked,
                request,
                confirmed);
    }

    Allocation pick(Quantity now) {
        return new Allocation(
                id,
                reference,
                location,
                reservation,
                reservationLine,
                quantity,
                shipped,
                released,
                now,
                request,
                confirmed);
    }
}
