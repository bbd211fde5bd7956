package io.tieout.inbox.internal;

import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How a row of the message table is read. */
@Component
class MessageRows {

    /** Stands where the partner has no identity of its own: then the content is the identity. */
    static final String BY_CONTENT = "sha256:";

    static final String COLUMNS = """
            m.id, m.seq, m.connection, m.adapter, m.kind, m.identity, m.version, m.ordering_key, m.sha256, m.size_bytes,
            m.content_type, m.headers, m.correlation_id, m.received_at, m.state, m.code, m.reason, m.waits_for,
            m.trouble_code, m.trouble_subject, m.subjects, m.work_item, m.attempts, m.tries, m.revision, m.ended_at, m.parent
            """;

    private final JsonMapper json;

    MessageRows(JsonMapper json) {
        this.json = json;
    }

    StoredMessage stored(ResultSet row) throws SQLException {
        return new StoredMessage(
                message(row),
                row.getBytes("body"),
                row.getInt("revision"),
                row.getString("ordering_key"),
                row.getString("trouble_code"),
                row.getString("trouble_subject"),
                row.getInt("tries"),
                row.getString("blocker"),
                row.getBoolean("body_removed"));
    }

    InboxMessage message(ResultSet row) throws SQLException {
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
}
