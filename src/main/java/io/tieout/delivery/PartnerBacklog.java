package io.tieout.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one type to one destination that have not arrived.
 *
 * @param oldest when the oldest of them was queued
 */
public record PartnerBacklog(
        String type,
        Delivery.State state,
        long messages,
        @Nullable Instant oldest) {}
