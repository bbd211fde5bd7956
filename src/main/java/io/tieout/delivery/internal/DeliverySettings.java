package io.tieout.delivery.internal;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the outbound engine works.
 *
 * @param parallel how many messages are under way at once to one destination; its setting {@code parallel} overrides it
 * @param timeout for one whole exchange with a receiver; its setting {@code timeoutMs} overrides it
 * @param lease after so long a message whose sender died is taken up by another; must exceed the longest timeout
 * @param cycle the shortest time between two batches of one destination: results are gathered so long
 * @param poll how often due messages are looked for when nothing wakes the worker
 * @param retries the waits between attempts; after the last attempt a message is dead. Each wait is varied by a fifth
 * @param retryAfterMax the longest Retry-After that is honoured
 * @param breakerOpen how long a destination that fails again and again is left alone
 * @param stockInterval how often changed availability is told
 * @param secretOverlap how long a replaced secret still signs beside the new one
 * @param retention how long finished messages are kept
 */
@ConfigurationProperties("tieout.delivery")
public record DeliverySettings(
        @DefaultValue("32") int parallel,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("45s") Duration lease,
        @DefaultValue("20ms") Duration cycle,
        @DefaultValue("1s") Duration poll,

        @DefaultValue({"1s", "5s", "30s", "2m", "10m", "30m", "1h", "3h", "6h", "12h"})
        List<Duration> retries,

        @DefaultValue("1h") Duration retryAfterMax,
        @DefaultValue("15s") Duration breakerOpen,
        @DefaultValue("5s") Duration stockInterval,
        @DefaultValue("24h") Duration secretOverlap,
        @DefaultValue("400d") Duration retention) {

    public DeliverySettings {
        retries = List.copyOf(retries);
    }
}
