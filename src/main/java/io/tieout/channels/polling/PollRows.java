package io.tieout.channels.polling;

import io.tieout.channels.Backfill;
import io.tieout.channels.PollStream;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.kernel.ConnectionCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The schedule rows. */
@Repository
public class PollRows {

    private final JdbcClient jdbc;

    PollRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a round came to. @param trouble what went wrong, if anything */
    record Round(
            @Nullable String cursor,
            Instant nextRun,
            @Nullable String trouble,
            boolean failed,
            int found,
            int fresh,
            boolean ended) {}

    /** Sees to it that these streams have a row, and no others of their connections do. */
    void schedule(Map<ConnectionCode, Set<String>> streams, Instant now) {
        streams.forEach((connection, names) -> {
            jdbc.sql("""
                            insert into channels.poll_stream (connection, stream, next_run)
                            select :connection, stream, :now from unnest(:streams) as s (stream)
                            on conflict do nothing
                            """)
                    .param("connection", connection.value())
                    .param("streams", names.toArray(String[]::new))
                    .param("now", Timestamp.from(now))
                    .update();
            jdbc.sql("""
                            delete from channels.poll_stream
                            where connection = :connection and not (stream = any(:streams)) and lease_until is null
                            """)
                    .param("connection", connection.value())
                    .param("streams", names.toArray(String[]::new))
                    .update();
        });
    }

    /** Takes what is due of these connections, what waited longest first. */
    List<PollTask> claim(Collection<ConnectionCode> connections, int limit, Instant now, Instant leaseUntil) {
        return jdbc.sql("""
                        with due as (
                            select connection, stream from channels.poll_stream
                            where next_run <= :now and (lease_until is null or lease_until <= :now)
                                and connection = any(:connections)
                            order by next_run limit :limit for update skip locked
                        )
                        update channels.poll_stream p set lease_until = :leaseUntil, lease_by = gen_random_uuid()
                        from due where p.connection = due.connection and p.stream = due.stream
                        returning p.connection, p.stream, p.lease_by, p.cursor, p.failures
                        """)
                .param("now", Timestamp.from(now))
                .param("connections", texts(connections))
                .param("limit", limit)
                .param("leaseUntil", Timestamp.from(leaseUntil))
                .query((row, _) -> new PollTask(
                        ConnectionCode.of(row.getString("connection")),
                        row.getString("stream"),
                        row.getObject("lease_by", UUID.class),
                        row.getString("cursor"),
                        row.getInt("failures"),
                        null,
                        null))
                .list();
    }

    /** As above for back-fills: one at a time per connection, and only where nothing live of the connection is due. */
    List<PollTask> claimBackfills(Collection<ConnectionCode> connections, int limit, Instant now, Instant leaseUntil) {
        return jdbc.sql("""
                        with due as (
                            select id from channels.backfill b
                            where state = 'RUNNING' and next_run <= :now and (lease_until is null or lease_until <= :now)
                                and connection = any(:connections)
                                and not exists (select from channels.poll_stream p where p.connection = b.connection
                                    and p.next_run <= :now and (p.lease_until is null or p.lease_until <= :now))
                                and not exists (select from channels.backfill other
                                    where other.connection = b.connection and other.state = 'RUNNING'
                                        and other.id <> b.id
                                        and (other.lease_until > :now
                                            or other.id < b.id and other.next_run <= :now))
                            order by next_run limit :limit for update skip locked
                        )
                        update channels.backfill b set lease_until = :leaseUntil, lease_by = gen_random_uuid()
                        from due where b.id = due.id
                        returning b.*
                        """)
                .param("now", Timestamp.from(now))
                .param("connections", texts(connections))
                .param("limit", limit)
                .param("leaseUntil", Timestamp.from(leaseUntil))
                .query((row, _) -> new PollTask(
                        ConnectionCode.of(row.getString("connection")),
                        row.getString("stream"),
                        row.getObject("lease_by", UUID.class),
                        row.getString("cursor"),
                        row.getInt("failures"),
                        row.getObject("id", UUID.class),
                        new Window(
                                row.getTimestamp("window_from").toInstant(),
                                row.getTimestamp("window_to").toInstant())))
                .list();
    }

    /** Whether the claim still holds; locks the row until the transaction ends. */
    boolean holds(PollTask task) {
        var sql = task.live()
                ? "select 1 from channels.poll_stream where connection = :connection and stream = :stream"
                        + " and lease_by = :lease for update"
                : "select 1 from channels.backfill where id = :id and state = 'RUNNING' and lease_by = :lease for update";
        return jdbc.sql(sql)
                .param("connection", task.connection().value())
                .param("stream", task.stream())
                .param("id", task.backfill())
                .param("lease", task.lease())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void conclude(PollTask task, Round round, Instant now) {
        var statement = task.live()
                ? jdbc.sql("""
                                update channels.poll_stream
                                set cursor = :cursor, next_run = :nextRun, lease_until = null, lease_by = null,
                                    last_run = :now, last_success = case when :failed then last_success else :now end,
                                    last_trouble = coalesce(:trouble, last_trouble),
                                    trouble_at = case when :trouble::text is null then trouble_at else :now end,
                                    failures = case when :failed then failures + 1 else 0 end,
                                    pages = pages + case when :failed then 0 else 1 end,
                                    found = found + :found, fresh = fresh + :fresh
                                where connection = :connection and stream = :stream
                                """).param("connection", task.connection().value()).param("stream", task.stream())
                : jdbc.sql("""
                                update channels.backfill
                                set cursor = :cursor, next_run = :nextRun, lease_until = null, lease_by = null,
                                    last_run = :now, last_trouble = coalesce(:trouble, last_trouble),
                                    trouble_at = case when :trouble::text is null then trouble_at else :now end,
                                    failures = case when :failed then failures + 1 else 0 end,
                                    pages = pages + case when :failed then 0 else 1 end,
                                    found = found + :found, fresh = fresh + :fresh,
                                    state = case when :ended then 'DONE' else state end,
                                    ended_at = case when :ended then cast(:now as timestamptz) end
                                where id = :id
                                """).param("ended", round.ended()).param("id", task.backfill());
        statement
                .param("cursor", round.cursor())
                .param("nextRun", Timestamp.from(round.nextRun()))
                .param("now", Timestamp.from(now))
                .param("failed", round.failed())
                .param("trouble", round.trouble())
                .param("found", round.found())
                .param("fresh", round.fresh())
                .update();
    }

    /** Gives a claim up unused. */
    void release(PollTask task) {
        jdbc.sql(
                        task.live()
                                ? "update channels.poll_stream set lease_until = null, lease_by = null where lease_by = :lease"
                                : "update channels.backfill set lease_until = null, lease_by = null where lease_by = :lease")
                .param("lease", task.lease())
                .update();
    }

    List<PollStream> streams(ConnectionCode connection) {
        return jdbc.sql("select * from channels.poll_stream where connection = :connection order by stream")
                .param("connection", connection.value())
                .query((row, _) -> stream(row))
                .list();
    }

    private static PollStream stream(ResultSet row) throws SQLException {
        return new PollStream(
                ConnectionCode.of(row.getString("connection")),
                row.getString("stream"),
                row.getString("cursor"),
                row.getTimestamp("next_run").toInstant(),
                instant(row, "last_run"),
                instant(row, "last_success"),
                row.getString("last_trouble"),
                instant(row, "trouble_at"),
                row.getInt("failures"),
                row.getLong("pages"),
                row.getLong("found"),
                row.getLong("fresh"));
    }

    void insert(Backfill backfill) {
        jdbc.sql("""
                        insert into channels.backfill (id, connection, stream, window_from, window_to, state, next_run,
                            requested_by, requested_at)
                        values (:id, :connection, :stream, :from, :to, 'RUNNING', :at, :by, :at)
                        """)
                .param("id", backfill.id())
                .param("connection", backfill.connection().value())
                .param("stream", backfill.stream())
                .param("from", Timestamp.from(backfill.from()))
                .param("to", Timestamp.from(backfill.to()))
                .param("by", backfill.requestedBy())
                .param("at", Timestamp.from(backfill.requestedAt()))
                .update();
    }

    /** Newest first. */
    List<Backfill> backfills(ConnectionCode connection, int limit) {
        return jdbc.sql("""
                        select * from channels.backfill where connection = :connection order by id desc limit :limit
                        """)
                .param("connection", connection.value())
                .param("limit", limit)
                .query((row, _) -> backfill(row))
                .list();
    }

    Optional<Backfill> backfill(UUID id) {
        return jdbc.sql("select * from channels.backfill where id = :id")
                .param("id", id)
                .query((row, _) -> backfill(row))
                .optional();
    }

    /** @return whether it was still running */
    boolean cancel(UUID id, Instant now) {
        return jdbc.sql("""
                                update channels.backfill
                                set state = 'CANCELLED', ended_at = :now, lease_until = null, lease_by = null
                                where id = :id and state = 'RUNNING'
                                """).param("now", Timestamp.from(now)).param("id", id).update() > 0;
    }

    private static Backfill backfill(ResultSet row) throws SQLException {
        return new Backfill(
                row.getObject("id", UUID.class),
                ConnectionCode.of(row.getString("connection")),
                row.getString("stream"),
                row.getTimestamp("window_from").toInstant(),
                row.getTimestamp("window_to").toInstant(),
                Backfill.State.valueOf(row.getString("state")),
                instant(row, "last_run"),
                row.getString("last_trouble"),
                instant(row, "trouble_at"),
                row.getInt("failures"),
                row.getLong("pages"),
                row.getLong("found"),
                row.getLong("fresh"),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var stamp = row.getTimestamp(column);
        return stamp == null ? null : stamp.toInstant();
    }

    /** Fetches at once what is not being fetched. */
    void hurry(ConnectionCode connection, Instant now) {
        jdbc.sql("update channels.poll_stream set next_run = :now where connection = :connection and next_run > :now")
                .param("now", Timestamp.from(now))
                .param("connection", connection.value())
                .update();
    }

    void forget(ConnectionCode connection, Instant now) {
        jdbc.sql("delete from channels.poll_stream where connection = :connection")
                .param("connection", connection.value())
                .update();
        jdbc.sql("""
                        update channels.backfill
                        set state = 'CANCELLED', ended_at = :now, lease_until = null, lease_by = null
                        where connection = :connection and state = 'RUNNING'
                        """)
                .param("now", Timestamp.from(now))
                .param("connection", connection.value())
                .update();
    }

    private static String[] texts(Collection<ConnectionCode> codes) {
        return codes.stream().map(ConnectionCode::value).toArray(String[]::new);
    }
}
