package io.tieout.channels;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a partner allows of one operation, as far as its answers told.
 *
 * @param ratePerSecond null while no limit is known
 * @param left calls that could be made at once now
 * @param blockedUntil until when the partner asked not to be called
 * @param learnedFrom the header that told the limit, or {@code published}
 * @param calls made since the budget is kept
 * @param postponed calls that were not made, for want of budget
 * @param forCommands whether commands use it, so that their backlog waits for it
 */
public record CallBudget(
        String operation,
        @Nullable Double ratePerSecond,
        @Nullable Integer burst,
        @Nullable Integer left,
        @Nullable Instant blockedUntil,
        @Nullable String learnedFrom,
        long calls,
        long postponed,
        boolean forCommands,
        @Nullable Instant lastCallAt) {}
