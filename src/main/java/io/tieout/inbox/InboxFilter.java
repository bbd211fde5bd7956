package io.tieout.inbox;

import io.tieout.kernel.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to list; null is any.
 *
 * @param code why it failed or is parked
 * @param from received at this instant or later
 * @param to received before this instant
 * @param parent of which they are parts
 */
public record InboxFilter(
        @Nullable String connection,
        @Nullable String kind,
        InboxMessage.@Nullable State state,
        @Nullable String code,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable MessageId parent) {

    public InboxFilter(
            @Nullable String connection,
            @Nullable String kind,
            InboxMessage.@Nullable State state,
            @Nullable String code,
            @Nullable Instant from,
            @Nullable Instant to) {
        this(connection, kind, state, code, from, to, null);
    }

    public InboxFilter(@Nullable String connection, @Nullable String kind, InboxMessage.@Nullable State state) {
        this(connection, kind, state, null, null, null, null);
    }
}
