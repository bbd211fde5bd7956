package io.tieout.inbox.internal;

import io.tieout.inbox.ConnectionCounts;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.IncomingMessage;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The messages that came in, as they came: kept, found, listed, counted. Whose turn it is, is {@link MessageQueue}'s matter. */
@Repository
public class Messages {

    private final JdbcClient jdbc;
    private final MessageRows rows;
    private final JsonMapper json;

    Messages(JdbcClient jdbc, MessageRows rows, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    /** @return false where a message of this identity and version is there already */
    public boolean insert(
            MessageId id, IncomingMessage message, Bodies.Digest digest, byte @Nullable [] body, Instant receivedAt) {
        return insert(id, message, digest, body, receivedAt, null);
    }

    boolean insert(
            MessageId id,
            IncomingMessage message,
            Bodies.Digest digest,
            byte @Nullable [] body,
            Instant receivedAt,
            @Nullable MessageId parent) {
        return jdbc.sql("""
                                insert into inbox.message (id, connection, adapter, kind, identity, version, ordering_key, sha256,
                                    size_bytes, content_type, headers, correlation_id, received_at, body, due_at, parent)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
                                on conflict on constraint message_identity do nothing
                                """)
                        .params(
                                id.value(),
                                message.connection().value(),
                                message.adapter(),
                                message.kind(),
                                identity(message, digest.sha256()),
                                message.version() == null ? "" : message.version(),
                                message.orderingKey(),
                                digest.sha256(),
                                digest.sizeBytes(),
                                message.contentType(),
                                json.writeValueAsString(message.headers()),
                                message.correlationId(),
                                utc(receivedAt),
                                body,
                                utc(receivedAt),
                                parent == null ? null : parent.value())
                        .update()
                == 1;
    }

    /** The message that was there before. */
    public Optional<InboxMessage> findSame(IncomingMessage message, String sha256) {
        return jdbc.sql("select " + MessageRows.COLUMNS + """
                        from inbox.message m where m.connection = ? and m.kind = ? and m.identity = ? and m.version = ?
                        """)
                .params(
                        message.connection().value(),
                        message.kind(),
                        identity(message, sha256),
                        message.version() == null ? "" : message.version())
                .query((row, _) -> rows.message(row))
                .optional();
    }

    public Optional<InboxMessage> find(MessageId id) {
        return jdbc.sql("select " + MessageRows.COLUMNS + " from inbox.message m where m.id = ?")
                .param(id.value())
                .query((row, _) -> rows.message(row))
                .optional();
    }

    public Optional<StoredMessage> stored(MessageId id) {
        return jdbc.sql(
                        "select " + MessageRows.COLUMNS
                                + ", m.body, m.body_removed_at is not null as body_removed, null as blocker from inbox.message m where m.id = ?")
                .param(id.value())
                .query((row, _) -> rows.stored(row))
                .optional();
    }

    private static final String MATCHES = """
             (:connection::text is null or m.connection = :connection)
                and (:kind::text is null or m.kind = :kind)
                and (:state::text is null or m.state = :state)
                and (:code::text is null or m.code = :code)
                and (:from::timestamptz is null or m.received_at >= :from)
                and (:to::timestamptz is null or m.received_at < :to)
                and (:parent::uuid is null or m.parent = :parent)
            """;

    public List<InboxMessage> list(InboxFilter filter, int limit, @Nullable UUID before) {
        return matching("select " + MessageRows.COLUMNS + " from inbox.message m where" + MATCHES + """
                            and (:before::uuid is null or m.seq < (select seq from inbox.message where id = :before))
                        order by m.seq desc
                        limit :limit
                        """, filter)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> rows.message(row))
                .list();
    }

    /** Those that have had their turn, the oldest first. */
    public List<InboxMessage> ended(InboxFilter filter, int limit) {
        return matching(
                        "select " + MessageRows.COLUMNS
                                + " from inbox.message m where m.state <> 'RECEIVED' and m.body_removed_at is null and"
                                + MATCHES + """
                        order by m.seq
                        limit :limit
                        """,
                        filter)
                .param("limit", limit)
                .query((row, _) -> rows.message(row))
                .list();
    }

    public long countEnded(InboxFilter filter) {
        return matching(
                        "select count(*) from inbox.message m where m.state <> 'RECEIVED' and m.body_removed_at is null and"
                                + MATCHES,
                        filter)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec matching(String sql, InboxFilter filter) {
        var state = filter.state();
        var from = filter.from();
        var to = filter.to();
        var parent = filter.parent();
        return jdbc.sql(sql)
                .param("connection", filter.connection())
                .param("kind", filter.kind())
                .param("state", state == null ? null : state.name())
                .param("code", filter.code())
                .param("from", from == null ? null : utc(from))
                .param("to", to == null ? null : utc(to))
                .param("parent", parent == null ? null : parent.value());
    }

    /** Failed and parked ones, and those received before an instant that were never processed. */
    public List<InboxMessage> unsettled(Instant receivedBefore, int limit) {
        return jdbc.sql("select " + MessageRows.COLUMNS + """
                        from inbox.message m
                        where m.state in ('FAILED', 'PARKED') or (m.state = 'RECEIVED' and m.received_at < ? and m.due_at < ?)
                        order by m.seq
                        limit ?
                        """)
                .params(utc(receivedBefore), utc(receivedBefore), limit)
                .query((row, _) -> rows.message(row))
                .list();
    }

    /** Each part is served by an index of its own. */
    public ConnectionCounts counts(ConnectionCode connection, Collection<String> kinds) {
        return jdbc.sql("""
                        select (select count(*) from inbox.message where state = 'RECEIVED' and connection = :connection)
                                as waiting,
                            (select min(received_at) from inbox.message
                                where state = 'RECEIVED' and connection = :connection) as oldest_waiting,
                            (select count(*) from inbox.message
                                where state in ('FAILED', 'PARKED') and state = 'PARKED' and connection = :connection)
                                as parked,
                            (select count(*) from inbox.message
                                where state in ('FAILED', 'PARKED') and state = 'FAILED' and connection = :connection)
                                as failed,
                            (select max(newest.received_at) from unnest(:kinds::text[]) as k (kind)
                                cross join lateral (select received_at from inbox.message m
                                    where m.connection = :connection and m.kind = k.kind
                                    order by m.seq desc limit 1) newest) as last_received,
                            (select max(newest.ended_at) from unnest(:kinds::text[]) as k (kind)
                                cross join lateral (select ended_at from inbox.message m
                                    where m.connection = :connection and m.kind = k.kind
                                        and m.state in ('PROCESSED', 'IGNORED')
                                    order by m.seq desc limit 1) newest) as last_processed
                        """)
                .param("connection", connection.value())
                .param("kinds", kinds.toArray(String[]::new))
                .query((row, _) -> new ConnectionCounts(
                        row.getLong("waiting"),
                        row.getLong("parked"),
                        row.getLong("failed"),
                        instant(row.getTimestamp("oldest_waiting")),
                        instant(row.getTimestamp("last_received")),
                        instant(row.getTimestamp("last_processed"))))
                .single();
    }

    private static @Nullable Instant instant(@Nullable Timestamp stamp) {
        return stamp == null ? null : stamp.toInstant();
    }

    public long backlog() {
        return jdbc.sql("select count(*) from inbox.message where state = 'RECEIVED'")
                .query(Long.class)
                .single();
    }

    public long count() {
        return jdbc.sql("select count(*) from inbox.message").query(Long.class).single();
    }

    private static String identity(IncomingMessage message, String sha256) {
        var identity = message.identity();
        return identity == null ? MessageRows.BY_CONTENT + sha256 : identity;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
