package io.tieout.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A listener failed on an event as often as it may; the event waits for a person. Published in the transaction that parks it,
 * so that a work item can be raised with it.
 *
 * @param id by which {@link ParkedEvents} has it tried again
 * @param listenerId the listener that failed, such as {@code inventory.reserve-stock}
 * @param lastError why, as the listener said it last
 */
public record EventParked(
        UUID id,
        String listenerId,
        String eventType,
        int attempts,
        @Nullable String lastError,
        Instant at) {}
