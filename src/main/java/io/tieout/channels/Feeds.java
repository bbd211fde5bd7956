package io.tieout.channels;

import io.tieout.access.Audit;
import io.tieout.channels.feeds.FeedReport;
import io.tieout.channels.feeds.FeedRounds;
import io.tieout.channels.feeds.Publishing;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Feeds to channels: availability, prices, product facts, coalesced to the newest figure per SKU. A connection has those that
 * its setting {@code feeds} names.
 */
@Service
public class Feeds {

    private final FeedReport report;
    private final Publishing publishing;
    private final FeedRounds rounds;
    private final Connections connections;
    private final Audit audit;

    Feeds(FeedReport report, Publishing publishing, FeedRounds rounds, Connections connections, Audit audit) {
        this.report = report;
        this.publishing = publishing;
        this.rounds = rounds;
        this.connections = connections;
        this.audit = audit;
    }

    /** How all feeds stand, by connection and kind. */
    @Transactional(readOnly = true)
    public List<FeedState> states() {
        return report.states(null);
    }

    /** @throws ProblemException {@code connection.unknown} */
    @Transactional(readOnly = true)
    public List<FeedState> states(ConnectionCode connection) {
        known(connection);
        return report.states(connection);
    }

    /**
     * The figures of a feed, by SKU and place.
     *
     * @param onlyDiffering only those that the channel has not acknowledged as they are
     * @throws ProblemException {@code connection.unknown}
     */
    @Transactional(readOnly = true)
    public Page<FeedItem> items(
            ConnectionCode connection,
            FeedKind kind,
            @Nullable String sku,
            boolean onlyDiffering,
            int limit,
            @Nullable String after) {
        known(connection);
        var cursor = cursor(after);
        return Page.of(
                report.items(connection, kind, sku, onlyDiffering, limit + 1, cursor[0], cursor[1]),
                limit,
                Feeds::cursor);
    }

    /** What all channels were told of a product, and have acknowledged. */
    @Transactional(readOnly = true)
    public List<FeedItem> of(Sku sku) {
        return report.of(sku);
    }

    /**
     * Tells a channel everything anew, whatever it acknowledged.
     *
     * @throws ProblemException {@code connection.unknown}
     */
    @Transactional
    public void publishAll(ConnectionCode connection, FeedKind kind, Actor by) {
        publishing.publishAll(known(connection), kind);
        audit.record(by, "feed.republished", "connection:" + connection, Map.of("kind", kind.word()));
    }

    /**
     * One round of what the worker does by itself: folds what changed, and sends what no answer is awaited for.
     *
     * @return whether there may be more at once
     */
    public boolean publishDue() {
        return rounds.round();
    }

    private Connection known(ConnectionCode code) {
        return connections
                .find(code)
                .orElseThrow(() ->
                        new ProblemException(ChannelProblem.CONNECTION_UNKNOWN, "There is no connection " + code));
    }

    private static String cursor(FeedItem item) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((item.sku() + "\n" + item.place()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String[] cursor(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return new @Nullable String[] {null, ""};
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length == 2) {
                return parts;
            }
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "The cursor is not one of ours", odd);
        }
        throw new ProblemException(CommonProblem.REQUEST_INVALID, "The cursor is not one of ours");
    }
}
