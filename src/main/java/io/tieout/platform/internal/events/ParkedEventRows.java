package io.tieout.platform.internal.events;

import io.tieout.platform.EventParked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registry's rows that the library does not look after. */
@Repository
public class ParkedEventRows {

    private static final int ERROR_LENGTH_MAX = 4000;

    private final JdbcClient jdbc;

    ParkedEventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes why the listener failed, on the event's own row. */
    void noteError(String serializedEvent, String listenerId, String error) {
        jdbc.sql("""
                        update platform.event_publication set last_error = :error
                        where serialized_event = :event and listener_id = :listener and completion_date is null
                        """)
                .param("error", error.length() > ERROR_LENGTH_MAX ? error.substring(0, ERROR_LENGTH_MAX) : error)
                .param("event", serializedEvent)
                .param("listener", listenerId)
                .update();
    }

    /** Counts events as failed whose node died over them. Measured from the last attempt, which the library does not do. */
    int failStale(Instant now, Duration age) {
        return jdbc.sql("""
                        update platform.event_publication
                        set status = 'FAILED', last_error = coalesce(last_error, 'The node that heard it ended before it was done')
                        where completion_date is null and status in ('PUBLISHED', 'PROCESSING', 'RESUBMITTED')
                          and greatest(publication_date, last_resubmission_date) < :before
                        """).param("before", Timestamp.from(now.minus(age))).update();
    }

    /** Moves what was tried often enough out of the way. */
    List<EventParked> park(int attemptsMax, Instant now) {
        return jdbc.sql("""
                        with exhausted as (
                            delete from platform.event_publication
                            where status = 'FAILED' and completion_attempts >= :attemptsMax
                            returning id, listener_id, event_type, serialized_event, publication_date, completion_attempts, last_error
                        )
                        insert into platform.parked_event
                            (id, listener_id, event_type, serialized_event, publication_date, attempts, last_error, parked_at)
                        select id, listener_id, event_type, serialized_event, publication_date, completion_attempts, last_error, :now
                        from exhausted
                        returning id, listener_id, event_type, attempts, last_error, parked_at
                        """)
                .param("attemptsMax", attemptsMax)
                .param("now", Timestamp.from(now))
                .query(ParkedEventRows::event)
                .list();
    }

    /** @param after the cursor of the last event seen: its time and id */
    public List<EventParked> after(@Nullable String after, int limit) {
        var cursor =
                after == null ? new String[] {Instant.EPOCH.toString(), new UUID(0, 0).toString()} : after.split("_");
        return jdbc.sql("""
                        select id, listener_id, event_type, attempts, last_error, parked_at from platform.parked_event
                        where (parked_at, id) > (:at, :id) order by parked_at, id limit :limit
                        """)
                .param("at", Timestamp.from(Instant.parse(cursor[0])))
                .param("id", UUID.fromString(cursor[1]))
                .param("limit", limit)
                .query(ParkedEventRows::event)
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from platform.parked_event")
                .query(Long.class)
                .single();
    }

    public boolean moveBack(UUID id) {
        return jdbc.sql("""
                        with resumed as (
                            delete from platform.parked_event where id = :id
                            returning id, listener_id, event_type, serialized_event, publication_date, last_error
                        )
                        insert into platform.event_publication
                            (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts, last_error)
                        select id, listener_id, event_type, serialized_event, publication_date, 'FAILED', 0, last_error from resumed
                        """).param("id", id).update() == 1;
    }

    public boolean delete(UUID id) {
        return jdbc.sql("delete from platform.parked_event where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    private static EventParked event(ResultSet row, int number) throws SQLException {
        return new EventParked(
                row.getObject("id", UUID.class),
                row.getString("listener_id"),
                row.getString("event_type"),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getTimestamp("parked_at").toInstant());
    }
}
