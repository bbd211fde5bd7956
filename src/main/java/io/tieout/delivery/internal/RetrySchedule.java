package io.tieout.delivery.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to try again. @param waits before the second attempt, the third, and so on */
record RetrySchedule(List<Duration> waits) {

    private static final double JITTER = 0.2;

    /**
     * @param attempts how many were made
     * @return the wait, varied by up to a fifth so that what failed together does not return together; empty when all
     *     attempts are used up
     */
    Optional<Duration> after(int attempts, RandomGenerator random) {
        if (attempts > waits.size()) {
            return Optional.empty();
        }
        var wait = waits.get(Math.max(attempts, 1) - 1);
        return Optional.of(Duration.ofMillis(
                Math.round(wait.toMillis() * (1 + JITTER * (2 * random.nextDouble() - 1)))));
    }
}
