package io.tieout.inbox;

import org.jspecify.annotations.Nullable;

/** Which messages to list; null is any. */
public record InboxFilter(
        @Nullable String connection, @Nullable String kind, InboxMessage.@Nullable State state) {}
