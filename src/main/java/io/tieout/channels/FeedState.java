package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one feed stands.
 *
 * @param revision of the last publication
 * @param items so many figures the channel is kept up to date of
 * @param waiting so many have changed and have not been sent
 * @param underWay so many are in the publication that has no answer yet
 * @param differing so many are other than what the channel acknowledged
 * @param staleSince since when the channel has an old figure; null where it has the newest of all
 * @param staleMs how long that is, in milliseconds
 * @param worstLagMs from a change to its acknowledgement, the longest of the last publications, in milliseconds
 * @param refusal why the last publication was refused; null where it was not
 */
public record FeedState(
        ConnectionCode connection,
        FeedKind kind,
        long revision,
        long items,
        long waiting,
        long underWay,
        long differing,
        @Nullable Instant staleSince,
        long staleMs,
        long worstLagMs,
        @Nullable Instant acknowledgedAt,
        @Nullable String refusal) {}
