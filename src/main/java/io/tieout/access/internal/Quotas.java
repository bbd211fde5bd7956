package io.tieout.access.internal;

import io.tieout.kernel.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Token buckets of clients that have a quota, shared by all nodes; time is the database's. */
@Repository
public class Quotas {

    private static final double SECONDS_PER_MINUTE = 60;

    private final JdbcClient jdbc;

    Quotas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a request stands.
     *
     * @param remaining requests that could follow at once
     * @param resetSeconds until the whole quota is there again
     * @param retrySeconds until the next request is let through; 0 where it is now
     */
    public record Standing(boolean allowed, long remaining, long resetSeconds, long retrySeconds) {}

    /** Takes one request from the client's quota, if there is one left: one statement, without waiting for the disk. */
    public Standing take(Actor client, int ratePerMinute) {
        // The later of the two times: a statement that waited for the row began before the one that it waited for.
        return jdbc.sql("""
                        insert into access.client_quota as q (client, tokens, allowed, at) values (:client, :rate - 1, true, now())
                        on conflict (client) do update set (tokens, allowed, at) = (
                            select tokens - case when tokens >= 1 then 1 else 0 end, tokens >= 1, greatest(q.at, now())
                            from (select least(:rate, q.tokens + greatest(0, extract(epoch from now() - q.at)) * :rate / 60)
                                as tokens) as filled)
                        returning tokens, allowed
                        """)
                .param("client", client.toString())
                .param("rate", (double) ratePerMinute)
                .query((row, _) -> standing(row.getDouble("tokens"), row.getBoolean("allowed"), ratePerMinute))
                .single();
    }

    static Standing standing(double tokens, boolean allowed, int ratePerMinute) {
        var perToken = SECONDS_PER_MINUTE / ratePerMinute;
        return new Standing(
                allowed,
                (long) Math.floor(tokens),
                (long) Math.ceil((ratePerMinute - tokens) * perToken),
                allowed ? 0 : Math.max(1, (long) Math.ceil((1 - tokens) * perToken)));
    }
}
