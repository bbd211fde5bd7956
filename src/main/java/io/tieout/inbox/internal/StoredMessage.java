package io.tieout.inbox.internal;

import io.tieout.inbox.InboxMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message as claimed: with the body where that is small, and what decides about its turn.
 *
 * @param body compressed; null where it lies in chunks
 * @param blocker an earlier message of the same ordering key that failed or is parked
 * @param troubleCode and {@code troubleSubject}: the work item that its last failure opened
 * @param bodyRemoved whether its bytes are no longer kept
 * @param tries failed tries since it was last taken up
 */
public record StoredMessage(
        InboxMessage message,
        byte @Nullable [] body,
        int revision,
        @Nullable String orderingKey,
        @Nullable String troubleCode,
        @Nullable String troubleSubject,
        int tries,
        @Nullable String blocker,
        boolean bodyRemoved) {

    /** Someone may be parked behind it only if it was in trouble before. */
    boolean wasTroubled() {
        return message.attempts() > 0;
    }
}
