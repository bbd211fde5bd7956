package io.tieout.channels.drift;

import io.tieout.channels.Novelty;
import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of novelties. */
@Repository
class DriftRows {

    private final JdbcClient jdbc;

    DriftRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long shapes(String adapter) {
        return jdbc.sql("select count(*) from channels.drift where adapter = :adapter")
                .param("adapter", adapter)
                .query(Long.class)
                .single();
    }

    /** @return whether it is new */
    boolean insert(Shape shape, @Nullable MessageId message, Instant now) {
        return jdbc.sql("""
                                insert into channels.drift (id, adapter, novelty, path, value, sample_message,
                                    first_seen, last_seen, count)
                                values (:id, :adapter, :novelty, :path, :value, :message, :now, :now, 1)
                                on conflict on constraint one_row_per_shape do nothing
                                """)
                        .param("id", Ids.next())
                        .param("adapter", shape.adapter())
                        .param("novelty", shape.kind().name())
                        .param("path", shape.path())
                        .param("value", shape.value())
                        .param("message", message == null ? null : message.value())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    void count(Map<Shape, Long> met, Instant now) {
        new TreeMap<>(met)
                .forEach((shape, times) -> jdbc.sql("""
                                update channels.drift set count = count + :times, last_seen = greatest(last_seen, :now)
                                where adapter = :adapter and novelty = :novelty and path = :path and value = :value
                                """)
                        .param("times", times)
                        .param("now", Timestamp.from(now))
                        .param("adapter", shape.adapter())
                        .param("novelty", shape.kind().name())
                        .param("path", shape.path())
                        .param("value", shape.value())
                        .update());
    }

    /** Those that nobody has acknowledged first, then the newest. */
    List<Novelty> of(@Nullable String adapter, int limit) {
        return jdbc.sql("""
                        select * from channels.drift where :adapter::text is null or adapter = :adapter
                        order by acknowledged_at is not null, first_seen desc limit :limit
                        """)
                .param("adapter", adapter)
                .param("limit", limit)
                .query((row, _) -> novelty(row))
                .list();
    }

    Optional<Novelty> find(UUID id) {
        return jdbc.sql("select * from channels.drift where id = :id")
                .param("id", id)
                .query((row, _) -> novelty(row))
                .optional();
    }

    /** @return whether it was not yet */
    boolean acknowledge(UUID id, String by, Instant now) {
        return jdbc.sql("""
                                update channels.drift set acknowledged_at = :now, acknowledged_by = :by
                                where id = :id and acknowledged_at is null
                                """)
                        .param("now", Timestamp.from(now))
                        .param("by", by)
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Novelty novelty(ResultSet row) throws SQLException {
        var acknowledged = row.getTimestamp("acknowledged_at");
        return new Novelty(
                row.getObject("id", UUID.class),
                row.getString("adapter"),
                Novelty.Kind.valueOf(row.getString("novelty")),
                row.getString("path"),
                row.getString("value"),
                row.getObject("sample_message", UUID.class),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                row.getLong("count"),
                acknowledged == null ? null : acknowledged.toInstant(),
                row.getString("acknowledged_by"));
    }
}
