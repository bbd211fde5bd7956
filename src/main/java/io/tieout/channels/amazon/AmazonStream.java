package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.channels.spi.PartnerCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that is fetched from Amazon; see {@link io.tieout.channels.spi.ChannelPoller}. */
interface AmazonStream {

    Map<String, String> JSON = Map.of("content-type", "application/json");

    String name();

    /** Whether the connection wants it. */
    boolean on(AmazonSettings settings);

    Duration interval(AmazonSettings settings);

    Page poll(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls);

    /** Nothing came of it: the cursor stays where it is. */
    static Page stay(@Nullable String cursor, AmazonAnswer.Failed failed) {
        return new Page(List.of(), cursor, false, failed.notBefore(), failed.trouble());
    }

    static Page nothing(@Nullable String cursor) {
        return new Page(List.of(), cursor, false, null, null);
    }
}
