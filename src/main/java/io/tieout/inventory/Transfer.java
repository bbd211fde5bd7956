package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that are sent from one of our locations to another. While they are on their way they count nowhere (R58).
 *
 * @param reference its number, one for ever
 * @param note why it was closed with something missing
 */
public record Transfer(
        String reference,
        LocationCode from,
        LocationCode to,
        State state,
        Instant sentAt,
        @Nullable Instant expectedAt,
        @Nullable Instant endedAt,
        @Nullable String note,
        List<Line> lines) {

    /** How far it is. */
    public enum State {
        IN_TRANSIT,
        /** All of it, or more. */
        RECEIVED,
        /** Somebody said that the rest will not come. */
        CLOSED
    }

    /** @param received may be more than was sent @param missing what was given up */
    public record Line(Sku sku, Quantity sent, Quantity received, Quantity missing) {

        /** What is still to come. */
        public Quantity open() {
            var open = sent.minus(received).minus(missing);
            return open.isNegative() ? Quantity.ZERO : open;
        }
    }

    public Transfer {
        lines = List.copyOf(lines);
    }
}
