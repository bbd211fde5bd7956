package io.tieout.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which orders to list, newest first; null is any. @param backordered only those of which something waits for stock */
public record OrderFilter(
        @Nullable String connection,
        @Nullable OrderState state,
        @Nullable String externalId,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean backordered) {

    public static final OrderFilter ALL = new OrderFilter(null, null, null, null, null);

    public OrderFilter(
            @Nullable String connection,
            @Nullable OrderState state,
            @Nullable String externalId,
            @Nullable Instant from,
            @Nullable Instant to) {
        this(connection, state, externalId, from, to, false);
    }
}
