package io.tieout.channels.calls;

import io.tieout.channels.CallBudget;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.kernel.ConnectionCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The token buckets. Time is the database's, since all nodes share them. */
@Repository
public class BudgetRows {

    /** What a bucket holds now: filled by the time that passed. Unlimited while no limit is known. */
    private static final String FILLED =
            "least(b.burst, b.tokens + greatest(0, extract(epoch from now() - b.at)) * b.rate)";

    private static final double MILLIS = 1000;

    private final JdbcClient jdbc;

    BudgetRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty where the call may be made; else how long to wait. */
    Optional<Duration> take(ConnectionCode connection, String operation, Priority priority, boolean forCommands) {
        // The later of the two times: a statement that waited for the row began before the one that it waited for.
        return jdbc.sql("""
                        insert into channels.call_budget as b (connection, operation, tokens, allowed, at, calls,
                            for_commands, last_call_at)
                        values (:connection, :operation, 0, true, now(), 1, :forCommands, now())
                        on conflict (connection, operation) do update
                        set (tokens, allowed, at, calls, postponed, for_commands, last_call_at) = (
                            select case when judged.allowed then greatest(judged.tokens - 1, 0) else judged.tokens end,
                                judged.allowed, greatest(b.at, now()), b.calls + cast(judged.allowed as int),
                                b.postponed + cast(not judged.allowed as int), b.for_commands or excluded.for_commands,
                                case when judged.allowed then now() else b.last_call_at end
                            from (select filled.tokens, (b.blocked_until is null or b.blocked_until <= now())
                                    and (b.rate is null
                                        or filled.tokens >= 1 + least(b.burst - 1, b.burst * :reserve)) as allowed
                                from (select coalesce(%s, 0) as tokens) filled) judged)
                        returning allowed, greatest(
                            coalesce(extract(epoch from blocked_until - now()), 0),
                            coalesce((1 + least(burst - 1, burst * :reserve) - tokens) / rate, 0)) as wait
                        """.formatted(FILLED))
                .param("connection", connection.value())
                .param("operation", operation)
                .param("forCommands", forCommands)
                .param("reserve", reserve(priority))
                .query((row, _) -> row.getBoolean("allowed") ? Optional.<Duration>empty() : wait(row))
                .single();
    }

    private static Optional<Duration> wait(ResultSet row) throws SQLException {
        return Optional.of(Duration.ofMillis(Math.max(1, (long) Math.ceil(row.getDouble("wait") * MILLIS))));
    }

    /** The part of a full bucket that a priority leaves to those before it. */
    private static double reserve(Priority priority) {
        return switch (priority) {
            case ORDERS -> 0;
            case SHIPMENTS -> 0.1;
            case STOCK -> 0.25;
            case CATALOGUE -> 0.5;
        };
    }

    /** What the partner publishes, as long as its answers tell nothing else. */
    void expect(ConnectionCode connection, String operation, double rate, double burst) {
        jdbc.sql("""
                        insert into channels.call_budget as b (connection, operation, rate, burst, tokens, allowed, at,
                            learned_from)
                        values (:connection, :operation, :rate, :burst, :burst, true, now(), 'published')
                        on conflict (connection, operation) do update
                        set rate = coalesce(b.rate, excluded.rate), tokens = case when b.rate is null
                                then excluded.burst else b.tokens end,
                            burst = case when b.burst is null or b.burst < excluded.burst and b.learned_from = :amazon
                                then excluded.burst else b.burst end,
                            learned_from = coalesce(b.learned_from, excluded.learned_from)
                        where b.rate is null or b.learned_from = :amazon and b.burst < excluded.burst
                        """)
                .param("connection", connection.value())
                .param("operation", operation)
                .param("rate", rate)
                .param("burst", burst)
                .param("amazon", "x-amzn-RateLimit-Limit")
                .update();
    }

    /** Takes over what an answer told. A limit without a burst keeps the burst that is known. */
    void learn(ConnectionCode connection, String operation, int status, CallLimit limit) {
        var wait = limit.pause();
        jdbc.sql("""
                        update channels.call_budget b
                        set rate = coalesce(:rate, b.rate),
                            burst = case when :rate::double precision is null then b.burst
                                else coalesce(:burst, b.burst, 1) end,
                            tokens = least(coalesce(:left, case when b.rate is null then coalesce(:burst, 1) - 1
                                else %s end), coalesce(:burst, b.burst, 1)),
                            at = greatest(b.at, now()),
                            blocked_until = case when :left = 0 and :wait::double precision is null
                                    then now() + coalesce(1 / coalesce(:rate, b.rate), 1) * interval '1 second'
                                when :wait::double precision is null then b.blocked_until
                                else now() + :wait * interval '1 second' end,
                            learned_from = :source, last_status = :status
                        where connection = :connection and operation = :operation
                        """.formatted(FILLED))
                .param("rate", limit.rate(), java.sql.Types.DOUBLE)
                .param("burst", limit.burst(), java.sql.Types.DOUBLE)
                .param("left", limit.left(), java.sql.Types.DOUBLE)
                .param("wait", wait == null ? null : wait.toMillis() / MILLIS, java.sql.Types.DOUBLE)
                .param("source", limit.source())
                .param("status", status)
                .param("connection", connection.value())
                .param("operation", operation)
                .update();
    }

    /** How long so many calls take from now on; zero where no limit is known. */
    Duration expectedWait(ConnectionCode connection, String operation, int calls) {
        return jdbc.sql("""
                        select greatest(0, coalesce(extract(epoch from b.blocked_until - now()), 0),
                            coalesce((:calls - %s) / b.rate, 0)) as wait
                        from channels.call_budget b where connection = :connection and operation = :operation
                        """.formatted(FILLED))
                .param("connection", connection.value())
                .param("operation", operation)
                .param("calls", calls)
                .query((row, _) -> Duration.ofMillis((long) (row.getDouble("wait") * MILLIS)))
                .optional()
                .orElse(Duration.ZERO);
    }

    List<CallBudget> of(ConnectionCode connection) {
        return jdbc.sql("""
                        select b.*, %s as filled from channels.call_budget b where connection = :connection
                        order by operation
                        """.formatted(FILLED))
                .param("connection", connection.value())
                .query((row, _) -> budget(row))
                .list();
    }

    private static CallBudget budget(ResultSet row) throws SQLException {
        var limited = row.getObject("rate") != null;
        return new CallBudget(
                row.getString("operation"),
                limited ? row.getDouble("rate") : null,
                limited ? (int) row.getDouble("burst") : null,
                limited ? (int) Math.floor(row.getDouble("filled")) : null,
                instant(row, "blocked_until"),
                row.getString("learned_from"),
                row.getLong("calls"),
                row.getLong("postponed"),
                row.getBoolean("for_commands"),
                instant(row, "last_call_at"));
    }

    private static @org.jspecify.annotations.Nullable Instant instant(ResultSet row, String column)
            throws SQLException {
        var stamp = row.getTimestamp(column);
        return stamp == null ? null : stamp.toInstant();
    }

    void forget(ConnectionCode connection) {
        jdbc.sql("delete from channels.call_budget where connection = :connection")
                .param("connection", connection.value())
                .update();
    }
}
