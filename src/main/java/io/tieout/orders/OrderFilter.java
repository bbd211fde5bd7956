package io.tieout.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which orders to list, newest first; null is any. */
public record OrderFilter(
        @Nullable String connection,
        @Nullable OrderState state,
        @Nullable String externalId,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final OrderFilter ALL = new OrderFilter(null, null, null, null, null);
}
