package io.tieout.delivery.internal;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell, before it is known to whom.
 *
 * @param reservation the confirmed reservation, without which nothing of an order leaves (the gate)
 * @param document the finance document that the receiver's number belongs to
 */
public record Draft(
        EventType type,
        BusinessKey key,
        EntityCode entity,
        Instant at,
        Payload data,
        @Nullable UUID reservation,
        @Nullable UUID document,
        @Nullable MessageId cause) {}
