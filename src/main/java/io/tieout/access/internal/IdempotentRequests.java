package io.tieout.access.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Requests with an {@code Idempotency-Key} and their answers. The answer is stored after the request's own transaction: a
 * crash between the two leaves the request as running until it is given up, and then the repeat runs again, against what its
 * own business identity makes of a repeat.
 */
@Repository
public class IdempotentRequests {

    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(5);
    private static final Duration KEPT_FOR = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;

    IdempotentRequests(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How a request with a key stands. */
    public sealed interface Begun {
        /** It is the first, and is to run. */
        record First() implements Begun {}

        /** It ran before, with this answer. */
        record Repeated(Answer answer) implements Begun {}

        /** The first one still runs. */
        record Running() implements Begun {}

        /** The key belongs to another request. */
        record Reused() implements Begun {}
    }

    /** What a caller was told. */
    public record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] body) {}

    private record Row(
            byte[] hash, Instant startedAt, @Nullable Answer answer) {}

    public Begun begin(String actor, String key, String target, byte[] body) {
        var digest = AuditHash.sha256();
        digest.update(target.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        var hash = digest.digest(body);
        var now = clock.instant();
        var inserted = jdbc.sql("""
                        insert into access.idempotent_request (actor, key, request_hash, started_at)
                        values (:actor, :key, :hash, :now)
                        on conflict (actor, key) do update set started_at = excluded.started_at
                        where idempotent_request.status is null
                          and idempotent_request.started_at < :givenUp
                          and idempotent_request.request_hash = excluded.request_hash
                        """)
                .param("actor", actor)
                .param("key", key)
                .param("hash", hash)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("givenUp", now.minus(GIVEN_UP_AFTER).atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 1) {
            return new Begun.First();
        }
        return jdbc.sql("select * from access.idempotent_request where actor = :actor and key = :key")
                .param("actor", actor)
                .param("key", key)
                .query((row, _) -> {
                    var status = row.getObject("status", Integer.class);
                    return new Row(
                            row.getBytes("request_hash"),
                            row.getTimestamp("started_at").toInstant(),
                            status == null
                                    ? null
                                    : new Answer(
                                            status,
                                            row.getString("content_type"),
                                            row.getString("location"),
                                            row.getBytes("body")));
                })
                .optional()
                .map(row -> standing(row, hash))
                .orElseGet(Begun.Running::new); // abandoned at this very moment: the caller comes again
    }

    private static Begun standing(Row row, byte[] hash) {
        if (!Arrays.equals(row.hash(), hash)) {
            return new Begun.Reused();
        }
        return row.answer() == null ? new Begun.Running() : new Begun.Repeated(row.answer());
    }

    public void end(String actor, String key, Answer answer) {
        jdbc.sql("""
                        update access.idempotent_request
                        set status = :status, content_type = :contentType, location = :location, body = :body
                        where actor = :actor and key = :key
                        """)
                .param("status", answer.status())
                .param("contentType", answer.contentType(), Types.VARCHAR)
                .param("location", answer.location(), Types.VARCHAR)
                .param("body", answer.body())
                .param("actor", actor)
                .param("key", key)
                .update();
    }

    /** The request did not end with an answer that lasts; a repeat runs again. */
    public void abandon(String actor, String key) {
        jdbc.sql("delete from access.idempotent_request where actor = :actor and key = :key and status is null")
                .param("actor", actor)
                .param("key", key)
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void removeOld() {
        jdbc.sql("delete from access.idempotent_request where started_at < :before")
                .param("before", clock.instant().minus(KEPT_FOR).atOffset(ZoneOffset.UTC))
                .update();
    }
}
