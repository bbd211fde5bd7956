package io.tieout.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one connection's messages stand.
 *
 * @param waiting not processed yet
 * @param lastReceivedAt when the newest came
 * @param lastProcessedAt when the newest of those that went well was done
 */
public record ConnectionCounts(
        long waiting,
        long parked,
        long failed,
        @Nullable Instant oldestWaiting,
        @Nullable Instant lastReceivedAt,
        @Nullable Instant lastProcessedAt) {}
