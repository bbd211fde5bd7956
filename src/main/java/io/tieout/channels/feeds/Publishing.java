package io.tieout.channels.feeds;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Prices;
import io.tieout.catalog.Product;
import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.FeedItem;
import io.tieout.channels.FeedKind;
import io.tieout.kernel.Page;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps channels up to date: folds the notes of what changed into one mark per SKU, and sends the newest figures of those that
 * waited longest, one publication at a time. While the partner has not answered one, changes go on being folded; so a figure is
 * never older than one publication and its answer, and the partner's budget bounds how old that is.
 */
@Component
public class Publishing {

    private static final int NOTES_MAX = 20_000;
    private static final int ITEMS_DEFAULT = 250;
    private static final int ITEMS_MAX = 10_000;
    private static final Duration BATCHES_KEPT = Duration.ofDays(30);

    private final FeedRows rows;
    private final FeedTargets targets;
    private final Figures figures;
    private final Catalog catalog;
    private final Prices prices;
    private final Connections connections;
    private final ChannelCommands commands;
    private final Clock clock;

    Publishing(
            FeedRows rows,
            FeedTargets targets,
            Figures figures,
            Catalog catalog,
            Prices prices,
            Connections connections,
            ChannelCommands commands,
            Clock clock) {
        this.rows = rows;
        this.targets = targets;
        this.figures = figures;
        this.catalog = catalog;
        this.prices = prices;
        this.connections = connections;
        this.commands = commands;
        this.clock = clock;
    }

    /** Folds what was noted into marks. @return whether there may be more at once */
    @Transactional
    public boolean fold() {
        var seen = rows.lockClock();
        if (seen.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var notes = rows.takeNotes(NOTES_MAX);
        var changes = new EnumMap<FeedKind, Map<Sku, Instant>>(FeedKind.class);
        notes.forEach(note ->
                changes.computeIfAbsent(note.kind(), _ -> new HashMap<>()).put(note.sku(), note.at()));
        if (seen.get().isBefore(now)) {
            var priceChanges = prices.changing(seen.get(), now);
            priceChanges.forEach(sku -> changes.computeIfAbsent(FeedKind.PRICE, _ -> new HashMap<>())
                    .putIfAbsent(sku, now));
            rows.pricesSeen(now);
        }
        withBundles(changes.getOrDefault(FeedKind.AVAILABILITY, new HashMap<>()));
        changes.forEach(
                (kind, skus) -> targets.of(kind).forEach(connection -> rows.mark(connection.code(), kind, skus)));
        return notes.size() > NOTES_MAX / 2;
    }

    private void withBundles(Map<Sku, Instant> changes) {
        for (var sku : List.copyOf(changes.keySet())) {
            var at = changes.get(sku);
            catalog.bundlesOf(List.of(sku)).forEach(bundle -> changes.merge(bundle, at, Publishing::earlier));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The feeds that have something to tell and no answer to wait for, the one that waits longest first. */
    List<FeedRows.Due> due() {
        return rows.due();
    }

    /** Tells a channel what waited longest. @return whether anything was sent or found to need no sending */
    @Transactional
    public boolean publish(FeedRows.Due feed) {
        var connection = connections.find(feed.connection()).orElse(null);
        if (connection == null || connection.paused() || !targets.wants(connection, feed.kind())) {
            return false;
        }
        var revision = rows.lock(feed.connection(), feed.kind());
        if (revision.isEmpty() || rows.underWay(feed.connection(), feed.kind())) {
            return false;
        }
        var waiting = rows.waiting(feed.connection(), feed.kind(), itemsMax(connection));
        if (waiting.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        var skus = waiting.stream().map(FeedRows.Waiting::sku).toList();
        var news = news(feed, figures.of(connection, feed.kind(), skus, now), skus);
        rows.clear(feed.connection(), feed.kind(), skus);
        if (!news.isEmpty()) {
            var next = revision.getAsLong() + 1;
            // A subject of its own: a publication that is refused must not hold up the next one, which has newer
            // figures.
            var subject = "feed:" + feed.connection() + ":" + feed.kind().word() + ":" + next;
            var told = commands.tell(feed.connection(), Figures.command(feed.kind(), subject, next, now, news));
            told.ifPresent(message ->
                    rows.told(feed, news, next, message, waiting.getFirst().changedAt(), now));
        }
        return true;
    }

    /** Those that the channel has not acknowledged as they are now. */
    private List<Figure> news(FeedRows.Due feed, List<Figure> all, Collection<Sku> skus) {
        var known = rows.items(feed.connection(), feed.kind(), skus).stream()
                .collect(Collectors.toMap(item -> item.sku() + "\n" + item.place(), item -> item));
        return all.stream()
                .filter(figure -> !figure.text().equals(acknowledged(known.get(figure.sku() + "\n" + figure.place()))))
                .toList();
    }

    private static @Nullable String acknowledged(@Nullable FeedItem item) {
        return item == null ? null : item.acknowledged();
    }

    private static int itemsMax(Connection connection) {
        try {
            return Math.clamp(
                    Long.parseLong(connection.settings().getOrDefault("feedBatch", String.valueOf(ITEMS_DEFAULT))),
                    1,
                    ITEMS_MAX);
        } catch (NumberFormatException odd) {
            return ITEMS_DEFAULT;
        }
    }

    /**
     * A publication has its answer. One that was given up and went through later after all may have laid old figures over new
     * ones: then all is told anew.
     *
     * @param message any message's id; nothing happens where it was no publication
     */
    @Transactional
    public void ended(UUID message, boolean accepted, @Nullable String reason) {
        var now = clock.instant();
        rows.end(message, accepted, reason, now).ifPresent(batch -> {
            if (!accepted) {
                return;
            }
            rows.acknowledge(batch, now);
            if (!batch.state().equals("WAITING")) {
                rows.markAll(batch.connection(), batch.kind(), now);
            }
        });
    }

    /** Marks everything of a feed: all products that are sold, and whatever the channel was ever told of. */
    @Transactional
    public void publishAll(Connection connection, FeedKind kind) {
        var now = clock.instant();
        rows.forgetAcknowledged(connection.code(), kind);
        rows.markAll(connection.code(), kind, now);
        var skus = new HashSet<Sku>(kind == FeedKind.PRICE ? prices.priced() : Set.of());
        String after = null;
        do {
            var page = catalog.products(null, Page.LIMIT_MAX, after);
            if (kind != FeedKind.PRICE) {
                page.items().stream().filter(Product::active).map(Product::sku).forEach(skus::add);
            }
            after = kind == FeedKind.PRICE ? null : page.next();
        } while (after != null);
        if (!skus.isEmpty()) {
            rows.mark(connection.code(), kind, skus.stream().collect(Collectors.toMap(sku -> sku, _ -> now)));
        }
    }

    @Transactional
    public void sweep() {
        rows.sweep(clock.instant().minus(BATCHES_KEPT));
    }
}
