package io.tieout.delivery.sandbox.erp;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the sandbox as unreliable as real ERPs are, on request. */
@Component
class Faults {

    /**
     * How the next requests fail.
     *
     * @param kind {@code error} (500), {@code throttle} (429), {@code timeout-after-accept} (files it, then is silent),
     *     {@code refuse} (422)
     * @param count how many requests
     * @param retryAfter seconds, of a throttle
     * @param hangMs how long the silence lasts
     */
    record Fault(
            String kind,
            int count,
            @Nullable Integer retryAfter,
            @Nullable Integer hangMs,
            @Nullable String code,
            @Nullable String message) {}

    private final JdbcClient jdbc;

    Faults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID company, Fault fault) {
        jdbc.sql("""
                        insert into erp_sandbox.fault (company, kind, remaining, retry_after, hang_ms, code, message)
                        values (:company, :kind, :count, :retryAfter, :hangMs, :code, :message)
                        """)
                .param("company", company)
                .param("kind", fault.kind())
                .param("count", fault.count())
                .param("retryAfter", fault.retryAfter(), java.sql.Types.INTEGER)
                .param("hangMs", fault.hangMs(), java.sql.Types.INTEGER)
                .param("code", fault.code(), java.sql.Types.VARCHAR)
                .param("message", fault.message(), java.sql.Types.VARCHAR)
                .update();
    }

    void clear(UUID company) {
        jdbc.sql("delete from erp_sandbox.fault where company = :company")
                .param("company", company)
                .update();
    }

    /** The fault of this request, used up by it. */
    Optional<Fault> next(UUID company) {
        return jdbc.sql("""
                        update erp_sandbox.fault set remaining = remaining - 1
                        where id = (select id from erp_sandbox.fault where company = :company and remaining > 0
                            order by id limit 1 for update)
                        returning kind, 1 as count, retry_after, hang_ms, code, message
                        """).param("company", company).query(Fault.class).optional();
    }
}
