package io.tieout.delivery.internal;

import io.tieout.kernel.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The worker's statements, each for a whole batch. */
@Repository
class MessageRows {

    private final JdbcClient jdbc;

    MessageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes due messages, only ever the foremost of each key. A claim is a lease: the row is not due again until it ends, so
     * a sender that dies holds nothing up for longer. Who takes over a lapsed claim must reckon with a lost answer. Whether
     * the destination is paused is asked of the database, since a lane hears of it only a moment later.
     */
    List<Claimed> claim(String destination, int limit, Instant now, Instant leaseUntil) {
        return jdbc.sql("""
                        with due as (
                            select id, claimed_by is not null as lapsed
                            from delivery.outbound_message
                            where destination = :destination and ready and state in ('PENDING', 'UNKNOWN')
                                and next_attempt_at <= :now
                                and exists (select from delivery.destination where code = :destination and not paused)
                            order by next_attempt_at, id
                            limit :limit
                            for update skip locked
                        )
                        update delivery.outbound_message m
                        set claimed_by = :claim, next_attempt_at = :leaseUntil, answer_lost = m.answer_lost or due.lapsed
                        from due where m.id = due.id
                        returning m.id, m.claimed_by, m.destination, m.key, m.sequence, m.type, m.body, m.attempts,
                            m.attempts_before, m.answer_lost, m.document, m.cause
                        """)
                .param("destination", destination)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .param("claim", UUID.randomUUID())
                .param("leaseUntil", Timestamp.from(leaseUntil))
                .query((row, _) -> claimed(row))
                .list();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        var cause = row.getObject("cause", UUID.class);
        return new Claimed(
                row.getObject("id", UUID.class),
                row.getObject("claimed_by", UUID.class),
                row.getString("destination"),
                row.getString("key"),
                row.getLong("sequence"),
                row.getString("type"),
                row.getString("body"),
                row.getInt("attempts"),
                row.getInt("attempts_before"),
                row.getBoolean("answer_lost"),
                row.getObject("document", UUID.class),
                cause == null ? null : new MessageId(cause));
    }

    /** A result and what it means. */
    record Judged(
            Result result,
            Verdict verdict,
            @Nullable String error,
            @Nullable String answer) {}

    /** @return the attempt's number of each message that the claim still held; of others the result is void */
    Map<UUID, Integer> conclude(Collection<Judged> judged) {
        var numbers = new HashMap<UUID, Integer>();
        jdbc.sql("""
                        update delivery.outbound_message m
                        set state = r.state, attempts = m.attempts + cast(r.attempted as int), next_attempt_at = r.next_attempt_at,
                            claimed_by = null, last_error = r.error, answer_lost = r.answer_lost,
                            document_number = coalesce(r.document_number, m.document_number),
                            delivered_at = r.delivered_at
                        from unnest(cast(:id as uuid[]), cast(:claim as uuid[]), :state,
                            cast(:nextAttemptAt as timestamptz[]), :error, cast(:answerLost as boolean[]),
                            :documentNumber, cast(:deliveredAt as timestamptz[]), cast(:attempted as boolean[]))
                            as r (id, claim, state, next_attempt_at, error, answer_lost, document_number,
                                delivered_at, attempted)
                        where m.id = r.id and m.claimed_by = r.claim
                        returning m.id, m.attempts
                        """)
                .param("id", Columns.texts(judged, one -> one.result().message().id()))
                .param(
                        "claim",
                        Columns.texts(judged, one -> one.result().message().claim()))
                .param(
                        "state",
                        Columns.texts(judged, one -> one.verdict().state().name()))
                .param(
                        "nextAttemptAt",
                        Columns.texts(judged, one -> one.verdict().nextAttemptAt()))
                .param("error", Columns.texts(judged, Judged::error))
                .param("answerLost", Columns.texts(judged, one -> one.verdict().answerLost()))
                .param(
                        "documentNumber",
                        Columns.texts(judged, one -> one.verdict().documentNumber()))
                .param(
                        "deliveredAt",
                        Columns.texts(
                                judged,
                                one -> one.verdict().delivered() ? one.result().at() : null))
                .param("attempted", Columns.texts(judged, one -> one.verdict().attempted()))
                .query(row -> {
                    numbers.put(row.getObject("id", UUID.class), row.getInt("attempts"));
                });
        return numbers;
    }

    void insertAttempts(Collection<Judged> judged, Map<UUID, Integer> numbers) {
        jdbc.sql("""
                        insert into delivery.attempt (message, number, at, duration_ms, status, answer, error)
                        select * from unnest(cast(:message as uuid[]), cast(:number as int[]),
                            cast(:at as timestamptz[]), cast(:durationMs as bigint[]), cast(:status as int[]),
                            :answer, :error)
                        """)
                .param(
                        "message",
                        Columns.texts(judged, one -> one.result().message().id()))
                .param(
                        "number",
                        Columns.texts(
                                judged,
                                one -> numbers.get(one.result().message().id())))
                .param("at", Columns.texts(judged, one -> one.result().at()))
                .param("durationMs", Columns.texts(judged, one -> one.result().durationMs()))
                .param(
                        "status",
                        Columns.texts(judged, one -> one.result().sent().status()))
                .param("answer", Columns.texts(judged, Judged::answer))
                .param("error", Columns.texts(judged, Judged::error))
                .update();
    }

    /** A position in a key's order. */
    record Place(String destination, String key, long sequence) {}

    /**
     * These are done: what comes next of their keys becomes ready. Two statements on purpose. The first waits for
     * transactions that are just adding to the keys; the second, with a snapshot of its own, then sees what they added.
     */
    void advance(Collection<Place> done) {
        var destinations = Columns.texts(done, Place::destination);
        var keys = Columns.texts(done, Place::key);
        var sequences = Columns.texts(done, Place::sequence);
        jdbc.sql("""
                        with done as (
                            select k.destination, k.key, d.sequence
                            from delivery.key_sequence k
                            join unnest(:destination, :key, cast(:sequence as bigint[])) as d (destination, key, sequence)
                                on d.destination = k.destination and d.key = k.key
                            order by k.destination, k.key
                            for update of k
                        )
                        update delivery.key_sequence k set done_sequence = done.sequence
                        from done where k.destination = done.destination and k.key = done.key
                            and k.done_sequence < done.sequence
                        """)
                .param("destination", destinations)
                .param("key", keys)
                .param("sequence", sequences)
                .update();
        jdbc.sql("""
                        update delivery.outbound_message m set ready = true
                        from unnest(:destination, :key, cast(:sequence as bigint[])) as d (destination, key, sequence)
                        where m.destination = d.destination and m.key = d.key and m.sequence = d.sequence + 1
                        """)
                .param("destination", destinations)
                .param("key", keys)
                .param("sequence", sequences)
                .update();
    }

    /** Gives up the claims of a node that stops in good order. */
    void release(Collection<Claimed> messages, Instant now) {
        jdbc.sql("""
                        update delivery.outbound_message m set claimed_by = null, next_attempt_at = :now
                        from unnest(cast(:id as uuid[]), cast(:claim as uuid[])) as r (id, claim)
                        where m.id = r.id and m.claimed_by = r.claim
                        """)
                .param("now", Timestamp.from(now))
                .param("id", Columns.texts(messages, Claimed::id))
                .param("claim", Columns.texts(messages, Claimed::claim))
                .update();
    }

    /** @return how many of the oldest finished messages were removed */
    int removeFinishedBefore(Instant before, int limit) {
        return jdbc.sql("""
                        delete from delivery.outbound_message where id in (
                            select id from delivery.outbound_message
                            where created_at < :before and state in ('DELIVERED', 'SKIPPED')
                            order by id limit :limit)
                        """)
                .param("before", Timestamp.from(before))
                .param("limit", limit)
                .update();
    }

    static List<Place> places(Collection<Judged> judged) {
        var places = new ArrayList<Place>();
        for (var one : judged) {
            var message = one.result().message();
            places.add(new Place(message.destination(), message.key(), message.sequence()));
        }
        return places;
    }
}
