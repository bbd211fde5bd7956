package io.tieout.channels.polling;

import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.kernel.ConnectionCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream or a back-fill that this node has claimed.
 *
 * @param lease the token of the claim: a page counts only while the row still bears it
 * @param backfill null for what is live
 */
record PollTask(
        ConnectionCode connection,
        String stream,
        UUID lease,
        @Nullable String cursor,
        int failures,
        @Nullable UUID backfill,
        @Nullable Window window) {

    boolean live() {
        return backfill == null;
    }

    @Override
    public String toString() {
        return connection + " " + stream + (window == null ? "" : " from " + window.from() + " to " + window.to());
    }
}
