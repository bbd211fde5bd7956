package io.tieout.inbox.internal;

import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.IncomingMessage;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The message table. */
@Repository
public class Messages {

    /** Stands where the partner has no identity of its own: then the content is the identity. */
    private static final String BY_CONTENT = "sha256:";

    private static final String COLUMNS = """
            m.id, m.seq, m.connection, m.adapter, m.kind, m.identity, m.version, m.ordering_key, m.sha256, m.size_bytes,
            m.content_type, m.headers, m.correlation_id, m.received_at, m.state, m.code, m.reason, m.waits_for,
            m.trouble_code, m.trouble_subject, m.subjects, m.work_item, m.attempts, m.tries, m.revision, m.ended_at, m.parent
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Messages(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
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
        return jdbc.sql("select " + COLUMNS + """
                        from inbox.message m where m.connection = ? and m.kind = ? and m.identity = ? and m.version = ?
                        """)
                .params(
                        message.connection().value(),
                        message.kind(),
                        identity(message, sha256),
                        message.version() == null ? "" : message.version())
                .query((row, _) -> message(row))
                .optional();
    }

    public Optional<InboxMessage> find(MessageId id) {
        return jdbc.sql("select " + COLUMNS + " from inbox.message m where m.id = ?")
                .param(id.value())
                .query((row, _) -> message(row))
                .optional();
    }

    /** The message with its body, locked until the caller's transaction ends. */
    public Optional<StoredMessage> lock(MessageId id) {
        return jdbc.sql("select " + COLUMNS
                        + ", m.body, null as blocker from inbox.message m where m.id = ? for update")
                .param(id.value())
                .query((row, _) -> stored(row))
                .optional();
    }

    public Optional<StoredMessage> stored(MessageId id) {
        return jdbc.sql("select " + COLUMNS + ", m.body, null as blocker from inbox.message m where m.id = ?")
                .param(id.value())
                .query((row, _) -> stored(row))
                .optional();
    }

    /**
     * Takes the next message whose turn it is, locked for the caller's transaction: an unfinished earlier one of the same
     * ordering key goes first. A message that waits for its own business object is not in that object's way.
     */
    Optional<StoredMessage> claim(Instant now) {
        return jdbc.sql("select " + COLUMNS + """
                        , m.body, (
                            select e.id from inbox.message e
                            where e.ordering_key = m.ordering_key and e.seq < m.seq and e.state in ('FAILED', 'PARKED')
                                and e.waits_for is distinct from m.ordering_key
                            order by e.seq limit 1) as blocker
                        from inbox.message m
                        where m.state = 'RECEIVED' and m.due_at <= ? and not exists (
                            select 1 from inbox.message e
                            where e.ordering_key = m.ordering_key and e.seq < m.seq and e.state = 'RECEIVED')
                        order by m.seq
                        limit 1
                        for update of m skip locked
                        """)
                .param(utc(now))
                .query((row, _) -> stored(row))
                .optional();
    }

    /** Ends a message whose row the caller's transaction holds. */
    void end(MessageId id, InboxMessage.State state, @Nullable String reason, List<String> subjects, Instant at) {
        jdbc.sql("""
                        update inbox.message set state = ?, code = null, reason = ?, waits_for = null, owner_role = null,
                            work_item = null, trouble_code = null, trouble_subject = null, subjects = ?::text[], attempts = attempts + 1, tries = 0, ended_at = ?
                        where id = ?
                        """)
                .params(state.name(), reason, subjects.toArray(String[]::new), utc(at), id.value())
                .update();
    }

    /** Marks a message that nobody has ended or tried meanwhile. @return false where somebody has */
    boolean stop(StoredMessage claimed, Stop stop, Instant at) {
        return jdbc.sql("""
                                update inbox.message set state = ?, code = ?, reason = ?, waits_for = ?, owner_role = ?,
                                    trouble_code = ?, trouble_subject = ?, attempts = attempts + 1, tries = 0, ended_at = ?
                                where id = ? and state = 'RECEIVED' and attempts = ? and tries = ?
                                """)
                        .params(
                                stop.state().name(),
                                stop.code(),
                                stop.reason(),
                                stop.waitsFor(),
                                stop.ownerRole(),
                                stop.subject() == null ? claimed.troubleCode() : stop.code(),
                                stop.subject() == null ? claimed.troubleSubject() : stop.subject(),
                                utc(at),
                                claimed.message().id().value(),
                                claimed.message().attempts(),
                                claimed.tries())
                        .update()
                == 1;
    }

    /** Holds a message that nobody has ended or tried meanwhile. @return false where somebody has */
    boolean hold(StoredMessage claimed) {
        return jdbc.sql("""
                        select 1 from inbox.message where id = ? and state = 'RECEIVED' and attempts = ? and tries = ? for update
                        """)
                .params(claimed.message().id().value(), claimed.message().attempts(), claimed.tries())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** What messages are parked for, of the keys that begin so. */
    public List<String> awaited(String beginning) {
        return jdbc.sql("""
                        select distinct waits_for from inbox.message where state = 'PARKED' and starts_with(waits_for, ?)
                        """).param(beginning).query(String.class).list();
    }

    void setWorkItem(MessageId id, UUID item) {
        jdbc.sql("update inbox.message set work_item = ? where id = ?")
                .params(item, id.value())
                .update();
    }

    /** Puts a message off after a failure that may pass. */
    boolean retryLater(StoredMessage claimed, Instant due) {
        return jdbc.sql("""
                                update inbox.message set tries = tries + 1, due_at = ?
                                where id = ? and state = 'RECEIVED' and attempts = ? and tries = ?
                                """)
                        .params(
                                utc(due),
                                claimed.message().id().value(),
                                claimed.message().attempts(),
                                claimed.tries())
                        .update()
                == 1;
    }

    /** Holds an unfinished message's row against being taken up. @return false where it is no longer in the way */
    boolean holdBlocker(UUID blocker) {
        return jdbc.sql("select 1 from inbox.message where id = ? and state in ('FAILED', 'PARKED') for share")
                .param(blocker)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Takes up a message once more. */
    public void takeUp(MessageId id, int revision, Instant due) {
        jdbc.sql("""
                        update inbox.message set state = 'RECEIVED', code = null, reason = null, waits_for = null,
                            owner_role = null, work_item = null, tries = 0, attempts = greatest(attempts, 1),
                            revision = ?, due_at = ?, ended_at = null
                        where id = ?
                        """).params(revision, utc(due), id.value()).update();
    }

    /** Takes up all that wait for a key. @return the codes with which they were parked, one per message */
    public List<String> release(String waitsFor, Instant due) {
        return jdbc.sql("""
                        with waiting as (
                            select id, code from inbox.message where state = 'PARKED' and waits_for = ? order by seq for update)
                        update inbox.message m set state = 'RECEIVED', code = null, reason = null, waits_for = null,
                            owner_role = null, work_item = null, tries = 0, due_at = ?, ended_at = null
                        from waiting where m.id = waiting.id
                        returning waiting.code
                        """).params(waitsFor, utc(due)).query(String.class).list();
    }

    boolean anyParkedFor(String waitsFor) {
        return jdbc.sql("select exists (select 1 from inbox.message where state = 'PARKED' and waits_for = ?)")
                .param(waitsFor)
                .query(Boolean.class)
                .single();
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
        return matching("select " + COLUMNS + " from inbox.message m where" + MATCHES + """
                            and (:before::uuid is null or m.seq < (select seq from inbox.message where id = :before))
                        order by m.seq desc
                        limit :limit
                        """, filter)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> message(row))
                .list();
    }

    /** Those that have had their turn, the oldest first. */
    public List<InboxMessage> ended(InboxFilter filter, int limit) {
        return matching(
                        "select " + COLUMNS + " from inbox.message m where m.state <> 'RECEIVED' and" + MATCHES + """
                        order by m.seq
                        limit :limit
                        """,
                        filter)
                .param("limit", limit)
                .query((row, _) -> message(row))
                .list();
    }

    public long countEnded(InboxFilter filter) {
        return matching("select count(*) from inbox.message m where m.state <> 'RECEIVED' and" + MATCHES, filter)
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
        return jdbc.sql("select " + COLUMNS + """
                        from inbox.message m
                        where m.state in ('FAILED', 'PARKED') or (m.state = 'RECEIVED' and m.received_at < ? and m.due_at < ?)
                        order by m.seq
                        limit ?
                        """)
                .params(utc(receivedBefore), utc(receivedBefore), limit)
                .query((row, _) -> message(row))
                .list();
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
        return identity == null ? BY_CONTENT + sha256 : identity;
    }

    private StoredMessage stored(ResultSet row) throws SQLException {
        return new StoredMessage(
                message(row),
                row.getBytes("body"),
                row.getInt("revision"),
                row.getString("ordering_key"),
                row.getString("trouble_code"),
                row.getString("trouble_subject"),
                row.getInt("tries"),
                row.getString("blocker"));
    }

    private InboxMessage message(ResultSet row) throws SQLException {
        var identity = row.getString("identity");
        var version = row.getString("version");
        return new InboxMessage(
                new MessageId(row.getObject("id", UUID.class)),
                ConnectionCode.of(row.getString("connection")),
                row.getString("adapter"),
                row.getString("kind"),
                identity.startsWith(BY_CONTENT) ? null : identity,
                version.isEmpty() ? null : version,
                row.getString("sha256"),
                row.getLong("size_bytes"),
                row.getString("content_type"),
                headers(row.getString("headers")),
                row.getString("correlation_id"),
                row.getTimestamp("received_at").toInstant(),
                InboxMessage.State.valueOf(row.getString("state")),
                row.getString("code"),
                row.getString("reason"),
                row.getString("waits_for"),
                texts(row.getArray("subjects")),
                row.getObject("work_item", UUID.class),
                row.getInt("attempts"),
                instant(row.getTimestamp("ended_at")),
                parent(row.getObject("parent", UUID.class)));
    }

    private static @Nullable MessageId parent(@Nullable UUID id) {
        return id == null ? null : new MessageId(id);
    }

    private Map<String, String> headers(String text) {
        return "{}".equals(text) ? Map.of() : json.readValue(text, new TypeReference<Map<String, String>>() {});
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Why a message goes no further for now. @param subject of the work item that owns it; null where another owns it */
    record Stop(
            InboxMessage.State state,
            String code,
            String reason,
            @Nullable String waitsFor,
            @Nullable String ownerRole,
            @Nullable String subject) {}
}
