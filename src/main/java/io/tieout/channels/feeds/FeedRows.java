package io.tieout.channels.feeds;

import io.tieout.channels.FeedItem;
import io.tieout.channels.FeedKind;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of notes, items and batches. */
@Repository
public class FeedRows {

    /** Notes of one kind and SKU, folded. @param at the oldest of them */
    record Note(FeedKind kind, Sku sku, Instant at) {}

    /** An item that is to be told. */
    record Waiting(Sku sku, Instant changedAt) {}

    /** A feed that has something to tell and no answer to wait for. */
    record Due(ConnectionCode connection, FeedKind kind) {}

    /** A publication that ended. */
    record Batch(ConnectionCode connection, FeedKind kind, long revision, String state) {}

    private final JdbcClient jdbc;

    FeedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void note(FeedKind kind, Collection<Sku> skus, Instant at) {
        jdbc.sql("""
                        insert into channels.feed_note (kind, sku, at)
                        select :kind, sku, :at from unnest(cast(:skus as text[])) as t (sku)""")
                .param("kind", kind.name())
                .param("skus", array(skus))
                .param("at", at(at))
                .update();
    }

    /** Whoever folds holds this row. @return up to when prices were looked through; empty where another node folds */
    Optional<Instant> lockClock() {
        return jdbc.sql("select prices_seen_at from channels.feed_clock for update skip locked")
                .query((row, _) -> instant(row, "prices_seen_at"))
                .optional();
    }

    void pricesSeen(Instant at) {
        jdbc.sql("update channels.feed_clock set prices_seen_at = :at")
                .param("at", at(at))
                .update();
    }

    List<Note> takeNotes(int notesMax) {
        return jdbc.sql("""
                        with gone as (delete from channels.feed_note where id in
                                      (select id from channels.feed_note order by id limit :notesMax)
                                      returning kind, sku, at)
                        select kind, sku, min(at) as at from gone group by kind, sku""")
                .param("notesMax", notesMax)
                .query((row, _) -> new Note(
                        FeedKind.valueOf(row.getString("kind")), Sku.of(row.getString("sku")), instant(row, "at")))
                .list();
    }

    /** Marks items as changed. Those that are marked already keep their older mark: staleness counts from there. */
    void mark(ConnectionCode connection, FeedKind kind, Map<Sku, Instant> changes) {
        var skus = new ArrayList<String>();
        var ats = new ArrayList<String>();
        changes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            skus.add(each.getKey().value());
            ats.add(each.getValue().toString());
        });
        jdbc.sql("""
                        insert into channels.feed_item as i (connection, kind, sku, changed_at)
                        select :connection, :kind, sku, cast(at as timestamptz)
                          from unnest(cast(:skus as text[]), cast(:ats as text[])) as t (sku, at)
                        on conflict (connection, kind, sku, place) do update
                           set changed_at = coalesce(i.changed_at, excluded.changed_at)""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .param("skus", skus.toArray(String[]::new))
                .param("ats", ats.toArray(String[]::new))
                .update();
    }

    /** The channel is told everything anew, whatever it acknowledged. */
    void forgetAcknowledged(ConnectionCode connection, FeedKind kind) {
        jdbc.sql("update channels.feed_item set acked = null where connection = :connection and kind = :kind")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .update();
    }

    /** All that was ever told is to be told again. */
    void markAll(ConnectionCode connection, FeedKind kind, Instant at) {
        jdbc.sql("""
                        update channels.feed_item set changed_at = coalesce(changed_at, :at), acked = null
                         where connection = :connection and kind = :kind and place = ''""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .param("at", at(at))
                .update();
        jdbc.sql("""
                        update channels.feed_item set acked = null
                         where connection = :connection and kind = :kind and place <> ''""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .update();
    }

    List<Due> due() {
        return jdbc.sql("""
                        select i.connection, i.kind from channels.feed_item i
                         where i.changed_at is not null
                           and not exists (select from channels.feed_batch b
                                            where b.connection = i.connection and b.kind = i.kind and b.state = 'WAITING')
                         group by i.connection, i.kind order by min(i.changed_at)""")
                .query((row, _) -> new Due(
                        ConnectionCode.of(row.getString("connection")), FeedKind.valueOf(row.getString("kind"))))
                .list();
    }

    /** Whoever publishes holds the feed's row. @return its revision; empty where another node publishes it */
    OptionalLong lock(ConnectionCode connection, FeedKind kind) {
        jdbc.sql("insert into channels.feed (connection, kind) values (:connection, :kind) on conflict do nothing")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .update();
        return jdbc.sql("""
                        select revision from channels.feed where connection = :connection and kind = :kind
                           for update skip locked""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    boolean underWay(ConnectionCode connection, FeedKind kind) {
        return jdbc.sql("""
                        select exists (select from channels.feed_batch
                                        where connection = :connection and kind = :kind and state = 'WAITING')""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .query(Boolean.class)
                .single();
    }

    /** The items that wait longest, locked: a change that is noted from now on marks them again when this is done. */
    List<Waiting> waiting(ConnectionCode connection, FeedKind kind, int itemsMax) {
        return jdbc.sql("""
                        select sku, changed_at from channels.feed_item
                         where connection = :connection and kind = :kind and changed_at is not null
                         order by changed_at, sku limit :itemsMax for update""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .param("itemsMax", itemsMax)
                .query((row, _) -> new Waiting(Sku.of(row.getString("sku")), instant(row, "changed_at")))
                .list();
    }

    List<FeedItem> items(ConnectionCode connection, FeedKind kind, Collection<Sku> skus) {
        return jdbc.sql("""
                        select * from channels.feed_item
                         where connection = :connection and kind = :kind and sku = any (cast(:skus as text[]))""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .param("skus", array(skus))
                .query((row, _) -> item(row))
                .list();
    }

    void clear(ConnectionCode connection, FeedKind kind, Collection<Sku> skus) {
        jdbc.sql("""
                        update channels.feed_item set changed_at = null
                         where connection = :connection and kind = :kind and sku = any (cast(:skus as text[]))
                           and changed_at is not null""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .param("skus", array(skus))
                .update();
    }

    void told(Due feed, List<Figure> figures, long revision, UUID message, Instant oldest, Instant at) {
        jdbc.sql("""
                        insert into channels.feed_item (connection, kind, sku, place, told, told_revision, told_at)
                        select :connection, :kind, sku, place, told, :revision, :at
                          from unnest(cast(:skus as text[]), cast(:places as text[]), cast(:texts as text[]))
                               as t (sku, place, told)
                        on conflict (connection, kind, sku, place) do update
                           set told = excluded.told, told_revision = excluded.told_revision, told_at = excluded.told_at""")
                .param("connection", feed.connection().value())
                .param("kind", feed.kind().name())
                .param("revision", revision)
                .param("at", at(at))
                .param("skus", figures.stream().map(each -> each.sku().value()).toArray(String[]::new))
                .param("places", figures.stream().map(Figure::place).toArray(String[]::new))
                .param("texts", figures.stream().map(Figure::text).toArray(String[]::new))
                .update();
        jdbc.sql("update channels.feed set revision = :revision where connection = :connection and kind = :kind")
                .param("connection", feed.connection().value())
                .param("kind", feed.kind().name())
                .param("revision", revision)
                .update();
        jdbc.sql("""
                        insert into channels.feed_batch (connection, kind, revision, message, items, told_at, oldest_at, state)
                        values (:connection, :kind, :revision, :message, :items, :at, :oldest, 'WAITING')""")
                .param("connection", feed.connection().value())
                .param("kind", feed.kind().name())
                .param("revision", revision)
                .param("message", message)
                .param("items", figures.size())
                .param("at", at(at))
                .param("oldest", at(oldest))
                .update();
    }

    /** @return the publication of this message as it was before; empty where it was none or has ended so already */
    Optional<Batch> end(UUID message, boolean accepted, @Nullable String reason, Instant at) {
        var before = jdbc.sql("select * from channels.feed_batch where message = :message for update")
                .param("message", message)
                .query((row, _) -> new Batch(
                        ConnectionCode.of(row.getString("connection")),
                        FeedKind.valueOf(row.getString("kind")),
                        row.getLong("revision"),
                        row.getString("state")))
                .optional();
        var state = accepted ? "ACCEPTED" : "REFUSED";
        if (before.isEmpty()
                || before.get().state().equals(state)
                || before.get().state().equals("ACCEPTED")) {
            return Optional.empty();
        }
        jdbc.sql("""
                        update channels.feed_batch set state = :state, reason = :reason, ended_at = :at
                         where message = :message""")
                .param("state", state)
                .param("reason", reason)
                .param("at", at(at))
                .param("message", message)
                .update();
        return before;
    }

    /** What was told in this revision and not anew since is what the channel has. */
    void acknowledge(Batch batch, Instant at) {
        jdbc.sql("""
                        update channels.feed_item set acked = told, acked_revision = told_revision, acked_at = :at
                         where connection = :connection and kind = :kind and told_revision = :revision""")
                .param("connection", batch.connection().value())
                .param("kind", batch.kind().name())
                .param("revision", batch.revision())
                .param("at", at(at))
                .update();
    }

    int sweep(Instant before) {
        return jdbc.sql("""
                        delete from channels.feed_batch where ended_at < :before
                           and revision < (select revision from channels.feed f
                                            where f.connection = feed_batch.connection and f.kind = feed_batch.kind)""").param("before", at(before)).update();
    }

    static FeedItem item(ResultSet row) throws SQLException {
        return new FeedItem(
                ConnectionCode.of(row.getString("connection")),
                FeedKind.valueOf(row.getString("kind")),
                Sku.of(row.getString("sku")),
                row.getString("place"),
                instantOrNull(row, "changed_at"),
                row.getString("told"),
                row.getObject("told_revision", Long.class),
                instantOrNull(row, "told_at"),
                row.getString("acked"),
                instantOrNull(row, "acked_at"));
    }

    static String[] array(Collection<Sku> skus) {
        return skus.stream().map(Sku::value).toArray(String[]::new);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
