package io.tieout.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages to list; null is any.
 *
 * @param code why it failed or is parked
 * @param from received at this instant or later
 * @param to received before this instant
 */
public record InboxFilter(
        @Nullable String connection,
        @Nullable String kind,
        InboxMessage.@Nullable State state,
        @Nullable String code,
        @Nullable Instant from,
        @Nullable Instant to) {

    public InboxFilter(@Nullable String connection, @Nullable String kind, InboxMessage.@Nullable State state) {
        this(connection, kind, state, null, null, null);
    }
}
