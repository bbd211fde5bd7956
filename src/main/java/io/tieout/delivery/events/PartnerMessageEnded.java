package io.tieout.delivery.events;

import io.tieout.kernel.BusinessKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of {@link io.tieout.delivery.PartnerMessages} has its answer, or none will come without a person. Heard in the
 * transaction that concludes the attempt.
 *
 * @param reference the receiver's own number for it, where it told one
 * @param reason why it was refused or given up
 */
public record PartnerMessageEnded(
        UUID id,
        String destination,
        String type,
        BusinessKey key,
        End end,
        @Nullable String reference,
        @Nullable String reason,
        Instant at) {

    /** How it ended. A dead or refused one may be retried by a person, and then end once more. */
    public enum End {
        DELIVERED,
        REFUSED,
        DEAD
    }
}
