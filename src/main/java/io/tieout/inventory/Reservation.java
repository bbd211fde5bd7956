package io.tieout.inventory;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as it stands.
 *
 * @param expiresAt when it lapses; null unless temporary
 * @param confirmedAt when a system that keeps stock had counted it
 * @param lines one per line and place: a line that was moved is there once for each location
 */
public record Reservation(
        UUID id,
        BusinessKey key,
        Phase phase,
        @Nullable Instant expiresAt,
        @Nullable Instant confirmedAt,
        List<Line> lines) {

    /** How far it is. */
    public enum Phase {
        /** Lapses at its end date. */
        TEMPORARY,
        /** Paid, or sure in another way: lasts until it is consumed or given back. */
        PENDING,
        /** Counted by a system that keeps stock: leaves the figures at that system's next snapshot. */
        CONFIRMED,
        /** Its goods left. */
        CONSUMED,
        RELEASED,
        EXPIRED
    }

    /** @param absorbed what a snapshot has subtracted from on hand already */
    public record Line(
            String reference,
            Sku sku,
            LocationCode location,
            Quantity quantity,
            Quantity consumed,
            Quantity released,
            Quantity absorbed) {}

    public Reservation {
        lines = List.copyOf(lines);
    }
}
