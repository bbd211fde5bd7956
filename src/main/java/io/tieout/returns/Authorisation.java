package io.tieout.returns;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the goods may come back; the first of the three facts.
 *
 * @param reference the number that the authoriser gave it (RMA)
 * @param expiresAt until when it holds; null where it does not end
 * @param actor who said so
 */
public record Authorisation(
        State state,
        By by,
        String reason,
        @Nullable String reference,
        @Nullable Instant expiresAt,
        Instant at,
        String actor) {

    /** How it stands. */
    public enum State {
        REQUESTED,
        APPROVED,
        DECLINED,
        EXPIRED
    }

    /** Who decides it. */
    public enum By {
        MARKETPLACE,
        RETAILER,
        AUTOMATIC
    }
}
