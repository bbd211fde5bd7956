package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a feed.
 *
 * @param place the location it is of; empty where the channel has one stock
 * @param changedAt since when a newer figure waits to be sent; null where none does
 * @param told what was sent last
 * @param acknowledged what the channel has acknowledged last
 */
public record FeedItem(
        ConnectionCode connection,
        FeedKind kind,
        Sku sku,
        String place,
        @Nullable Instant changedAt,
        @Nullable String told,
        @Nullable Long toldRevision,
        @Nullable Instant toldAt,
        @Nullable String acknowledged,
        @Nullable Instant acknowledgedAt) {

    public boolean differs() {
        return changedAt != null || told != null && !told.equals(acknowledged);
    }
}
