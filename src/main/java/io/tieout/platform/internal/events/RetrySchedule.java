package io.tieout.platform.internal.events;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * When an event whose listener failed is heard again: after the first delay, then twice as long each time up to the last
 * delay, until it was tried so often that it is parked.
 *
 * @param attemptsMax attempts after which the event is parked with its last error
 * @param firstRetryDelay the delay before the second attempt
 * @param lastRetryDelay the longest delay between two attempts
 * @param pollInterval how often due events are looked for
 * @param staleAfter an attempt that has not ended after this time died with its node; longer than any listener takes
 */
@ConfigurationProperties("tieout.events")
record RetrySchedule(
        int attemptsMax,
        Duration firstRetryDelay,
        Duration lastRetryDelay,
        Duration pollInterval,
        Duration staleAfter) {

    private static final int DOUBLINGS_MAX = 30;

    RetrySchedule {
        if (attemptsMax < 1) {
            throw new IllegalArgumentException("tieout.events.attempts-max is at least 1");
        }
    }

    Duration delayAfter(int attempts) {
        var doublings = Math.clamp(attempts - 1L, 0, DOUBLINGS_MAX);
        var delay = firstRetryDelay.multipliedBy(1L << doublings);
        return delay.compareTo(lastRetryDelay) > 0 ? lastRetryDelay : delay;
    }

    boolean isDue(int attempts, Instant published, @Nullable Instant lastAttempt, Instant now) {
        var last = lastAttempt == null ? published : lastAttempt;
        return attempts < attemptsMax && !last.plus(delayAfter(attempts)).isAfter(now);
    }
}
