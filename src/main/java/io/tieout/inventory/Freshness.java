package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import java.time.Instant;

/**
 * How fresh what we know of a location is.
 *
 * @param heardAt when its till, store or warehouse system last told something
 * @param since when it came to this grade
 */
public record Freshness(LocationCode location, Instant heardAt, Grade grade, Instant since) {

    /** A ladder: each step offers less. */
    public enum Grade {
        NORMAL,
        /** More is kept back. */
        RAISED_BUFFER,
        /** Only for customers who come and look; not sent from. */
        COLLECT_ONLY,
        OFF_SALE
    }
}
