package io.tieout.channels.amazon;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the adapter remembers between calls; see the change set for what, and for how long. */
@Repository
class AmazonRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AmazonRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An order that a notification told of. */
    record ChangedOrder(UUID id, String orderId) {}

    /** Who fulfils a seller SKU's offer. */
    enum FulfilledBy {
        AMAZON,
        MERCHANT
    }

    /**
     * A feed.
     *
     * @param id the command's
     * @param messages what its messages are about, by their number in it: a business key each
     * @param feedId Amazon's; null until it has it
     */
    record Feed(
            UUID id,
            ConnectionCode connection,
            String feedType,
            String subject,
            JsonNode messages,
            @Nullable String documentId,
            @Nullable String feedId,
            Instant createdAt) {}

    void orderChanged(ConnectionCode connection, String orderId, Instant at) {
        jdbc.sql("""
                        insert into channels.amazon_changed_order (id, connection, order_id, noted_at)
                        select :id, :connection, :order, :at
                        where not exists (select from channels.amazon_changed_order
                                          where connection = :connection and order_id = :order and noted_at >= :at)""")
                .param("id", Ids.next())
                .param("connection", connection.value())
                .param("order", orderId)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The oldest ones. */
    List<ChangedOrder> changedOrders(ConnectionCode connection, int limit) {
        return jdbc.sql("""
                        select id, order_id from channels.amazon_changed_order
                        where connection = :connection order by id limit :limit""")
                .param("connection", connection.value())
                .param("limit", limit)
                .query((row, _) -> new ChangedOrder(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    void forgetChanged(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql("delete from channels.amazon_changed_order where id in (:ids)")
                    .param("ids", ids)
                    .update();
        }
    }

    /** What was seen last counts. */
    void offers(ConnectionCode connection, Collection<String> sellerSkus, FulfilledBy by, Instant at) {
        for (var sku : new TreeSet<>(sellerSkus)) {
            jdbc.sql("""
                            insert into channels.amazon_offer (connection, seller_sku, fulfilled_by, seen_at)
                            values (:connection, :sku, :by, :at)
                            on conflict (connection, seller_sku) do update
                            set fulfilled_by = excluded.fulfilled_by, seen_at = excluded.seen_at
                            where amazon_offer.seen_at < excluded.seen_at
                              and amazon_offer.fulfilled_by <> excluded.fulfilled_by""")
                    .param("connection", connection.value())
                    .param("sku", sku)
                    .param("by", by.name())
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** Amazon's stock of a SKU was counted as of that instant. */
    void counted(ConnectionCode connection, Sku sku, Instant asOf) {
        jdbc.sql("""
                        insert into channels.amazon_stock_count (connection, sku, as_of) values (:connection, :sku, :at)
                        on conflict (connection, sku) do update set as_of = excluded.as_of
                        where amazon_stock_count.as_of < excluded.as_of""")
                .param("connection", connection.value())
                .param("sku", sku.value())
                .param("at", asOf.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of the SKUs whose last count was later than that instant. */
    Set<Sku> countedAfter(ConnectionCode connection, Collection<Sku> skus, Instant at) {
        return skus.isEmpty()
                ? Set.of()
                : new TreeSet<>(jdbc.sql("""
                                select sku from channels.amazon_stock_count
                                where connection = :connection and sku in (:skus) and as_of > :at""")
                        .param("connection", connection.value())
                        .param("skus", skus.stream().map(Sku::value).toList())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .query((row, _) -> Sku.of(row.getString(1)))
                        .list());
    }

    /** Those of the seller SKUs whose offers Amazon fulfils. */
    Set<String> fulfilledByAmazon(ConnectionCode connection, Collection<String> sellerSkus) {
        return sellerSkus.isEmpty()
                ? Set.of()
                : new TreeSet<>(jdbc.sql("""
                                select seller_sku from channels.amazon_offer
                                where connection = :connection and seller_sku in (:skus) and fulfilled_by = 'AMAZON'""")
                        .param("connection", connection.value())
                        .param("skus", sellerSkus)
                        .query(String.class)
                        .list());
    }

    Optional<Feed> feed(UUID id) {
        return jdbc.sql(SELECT_FEED + " where id = :id")
                .param("id", id)
                .query((row, _) -> feed(row))
                .optional();
    }

    Optional<Feed> feed(ConnectionCode connection, String feedId) {
        return jdbc.sql(SELECT_FEED + " where connection = :connection and feed_id = :feed")
                .param("connection", connection.value())
                .param("feed", feedId)
                .query((row, _) -> feed(row))
                .optional();
    }

    /** Feeds whose processing report is still to come, oldest first. */
    List<Feed> openFeeds(ConnectionCode connection, int limit) {
        return jdbc.sql(SELECT_FEED
                        + " where connection = :connection and state = 'HANDED_OVER' order by created_at limit :limit")
                .param("connection", connection.value())
                .param("limit", limit)
                .query((row, _) -> feed(row))
                .list();
    }

    private static final String SELECT_FEED =
            "select id, connection, feed_type, subject, messages, document_id, feed_id, created_at from channels.amazon_feed";

    private Feed feed(ResultSet row) throws SQLException {
        return new Feed(
                row.getObject("id", UUID.class),
                ConnectionCode.of(row.getString("connection")),
                row.getString("feed_type"),
                row.getString("subject"),
                json.readTree(row.getString("messages")),
                row.getString("document_id"),
                row.getString("feed_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** A feed is about to be handed over; a second start of the same command keeps the first one's time. */
    void feedStarted(Feed feed) {
        jdbc.sql("""
                        insert into channels.amazon_feed
                            (id, connection, feed_type, subject, messages, document_id, created_at, state)
                        values (:id, :connection, :type, :subject, cast(:messages as jsonb), :document, :at, 'STARTED')
                        on conflict (id) do update set document_id = excluded.document_id""")
                .param("id", feed.id())
                .param("connection", feed.connection().value())
                .param("type", feed.feedType())
                .param("subject", feed.subject())
                .param("messages", json.writeValueAsString(feed.messages()))
                .param("document", feed.documentId())
                .param("at", feed.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void feedHandedOver(UUID id, String feedId) {
        jdbc.sql(
                        "update channels.amazon_feed set feed_id = :feed, state = 'HANDED_OVER' where id = :id and state = 'STARTED'")
                .param("id", id)
                .param("feed", feedId)
                .update();
    }

    /** @return false where it had ended before */
    boolean feedEnded(UUID id, boolean done, Instant at) {
        return jdbc.sql("""
                                update channels.amazon_feed set state = :state, ended_at = :at
                                where id = :id and state = 'HANDED_OVER'""")
                        .param("id", id)
                        .param("state", done ? "DONE" : "FAILED")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Which of these of Amazon's feed ids are ours. */
    Set<String> known(ConnectionCode connection, Collection<String> feedIds) {
        return feedIds.isEmpty()
                ? Set.of()
                : new TreeSet<>(jdbc.sql("""
                                select feed_id from channels.amazon_feed
                                where connection = :connection and feed_id in (:ids)""")
                        .param("connection", connection.value())
                        .param("ids", feedIds)
                        .query(String.class)
                        .list());
    }
}
