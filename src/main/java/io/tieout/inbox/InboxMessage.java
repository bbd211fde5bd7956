package io.tieout.inbox;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored message, without its bytes.
 *
 * @param parent the message as it was received, of which this is a part; null where this was received itself
 */
public record InboxMessage(
        MessageId id,
        ConnectionCode connection,
        String adapter,
        String kind,
        @Nullable String identity,
        @Nullable String version,
        String sha256,
        long sizeBytes,
        String contentType,
        Map<String, String> headers,
        String correlationId,
        Instant receivedAt,
        State state,
        @Nullable String code,
        @Nullable String reason,
        @Nullable String waitsFor,
        List<String> subjects,
        @Nullable UUID workItem,
        int attempts,
        @Nullable Instant endedAt,
        @Nullable MessageId parent) {

    /** Received until processed; ignored (duplicate or stale), parked (waits for something) and failed say why. */
    public enum State {
        RECEIVED,
        PROCESSED,
        IGNORED,
        PARKED,
        FAILED;

        public boolean ended() {
            return this != RECEIVED;
        }
    }
}
