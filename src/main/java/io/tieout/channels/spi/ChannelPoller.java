package io.tieout.channels.spi;

import io.tieout.channels.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a partner does not send of itself, or might have failed to. What it finds goes into the inbox as if the partner
 * had sent it, where what is known already changes nothing; so it may always fetch too much, never too little. Called outside
 * of any transaction by one node at a time for each connection and stream.
 */
public interface ChannelPoller {

    /** The name in a connection's {@code adapter}. */
    String name();

    /**
     * What it fetches of this connection, such as {@code orders}; each has a cursor and a schedule of its own. None where the
     * connection lacks what calls need, such as an address. Must be cheap.
     */
    Set<String> streams(Connection connection);

    /** How long to wait between two rounds. */
    Duration interval(Connection connection, String stream);

    /**
     * Fetches one page.
     *
     * @param window what to fetch again (a back-fill); null for what is new since the cursor
     * @param cursor what the last page of this stream (or of this back-fill) gave; null at the first
     */
    Page poll(
            Connection connection, String stream, @Nullable Window window, @Nullable String cursor, PartnerCalls calls);

    /** A time in which something changed at the partner. */
    record Window(Instant from, Instant to) {}

    /**
     * @param cursor to go on from; stored with what was found, in one transaction
     * @param more whether there is a next page at once
     * @param notBefore how long not to ask again, as the partner demands; null for the stream's interval
     * @param trouble what went wrong, in a sentence; shown as the stream's state and never thrown away
     */
    record Page(
            List<Found> found,
            @Nullable String cursor,
            boolean more,
            @Nullable Duration notBefore,
            @Nullable String trouble) {

        public Page {
            found = List.copyOf(found);
        }
    }

    /** One message, in a kind that the adapter takes. */
    record Found(String kind, Map<String, String> headers, byte[] body) {}
}
