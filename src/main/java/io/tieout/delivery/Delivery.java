package io.tieout.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message to one destination. @param sequence rises by one per destination and key */
public record Delivery(
        UUID id,
        String destination,
        String type,
        String key,
        long sequence,
        State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String lastError,
        @Nullable String documentNumber,
        @Nullable UUID document,
        String payload,
        Instant createdAt,
        @Nullable Instant deliveredAt) {

    /** Waiting behind another of its key is PENDING too. UNKNOWN: sent, but the answer was lost. */
    public enum State {
        PENDING,
        DELIVERED,
        UNKNOWN,
        DEAD,
        SKIPPED
    }
}
