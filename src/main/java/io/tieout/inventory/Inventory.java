package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stock: an append-only movement ledger, positions, reservations. All calls join the caller's transaction; a position's
 * row lock decides between concurrent callers. Available to promise = on hand - reserved - quality hold - safety stock, never
 * below zero as published.
 */
public class Inventory {

    /** What can be promised per location, of these SKUs; locations without a position are absent. */
    public Map<Sku, Map<LocationCode, Quantity>> availableToPromise(Collection<Sku> skus) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reserves all lines or none. The same business key with the same lines again gives the same reservation.
     * Lines of one position are summed before the check (R41).
     */
    public ReservationOutcome reserve(ReserveStock command) {
        throw new UnsupportedOperationException();
    }

    /** Gives back what is left of it. A released or consumed reservation stays as it is. */
    public void release(UUID reservation, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Gives back a part, by line reference. */
    public void release(UUID reservation, Map<String, Quantity> quantities, String reason) {
        throw new UnsupportedOperationException();
    }

    /**
     * Goods left against a reservation: on hand and reserved go down, a movement is written. Idempotent by source key.
     *
     * @throws io.tieout.kernel.ProblemException {@code reservation.exceeded} where more than reserved is consumed,
     *     {@code reservation.elsewhere} where the reservation is at another location (R43)
     */
    public void consume(UUID reservation, LocationCode location, Map<String, Quantity> quantities, String sourceKey) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes movements, all or none; each is idempotent by (source key, line). On hand may fall below zero only by facts
     * from outside (a till's sale): then a count task is opened as a work item.
     */
    public void move(List<StockMovement> movements) {
        throw new UnsupportedOperationException();
    }

    /** Sets on hand to what was counted; the variance is a movement. */
    public void count(StockCount count) {
        throw new UnsupportedOperationException();
    }

    public Page<Position> positions(PositionFilter filter, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    public Page<RecordedMovement> movements(PositionFilter filter, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }
}
