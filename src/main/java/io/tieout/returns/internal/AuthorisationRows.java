package io.tieout.returns.internal;

import io.tieout.returns.Authorisation;
import io.tieout.returns.ReturnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who agreed to returns, or did not; only ever added to. */
@Repository
class AuthorisationRows {

    private static final String NEWEST = """
            select distinct on (return_id) * from returns.authorisation
             where return_id = :id order by return_id, number desc
            """;

    private final JdbcClient jdbc;

    AuthorisationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Authorisation> find(ReturnId id) {
        return jdbc.sql(NEWEST)
                .param("id", id.value())
                .query((row, _) -> read(row))
                .optional();
    }

    void add(ReturnId id, Authorisation fact) {
        jdbc.sql("""
                        insert into returns.authorisation
                            (return_id, number, state, decided_by, reason, reference, expires_at, at, actor)
                        select :id, coalesce(max(number), 0) + 1, :state, :by, :reason, :reference,
                               cast(:expiresAt as timestamptz), :at, :actor
                          from returns.authorisation where return_id = :id
                        """)
                .param("id", id.value())
                .param("state", fact.state().name())
                .param("by", fact.by().name())
                .param("reason", fact.reason())
                .param("reference", fact.reference())
                .param("expiresAt", fact.expiresAt() == null ? null : Timestamp.from(fact.expiresAt()))
                .param("at", Timestamp.from(fact.at()))
                .param("actor", fact.actor())
                .update();
    }

    /** Returns whose authorisation still holds and ended before this instant, and whose goods have not come. */
    List<ReturnId> expired(Instant now, int limit) {
        return jdbc.sql("""
                        select a.return_id from returns.authorisation a
                          join returns.customer_return r on r.id = a.return_id
                         where a.expires_at < :now and a.state in ('REQUESTED', 'APPROVED') and r.state = 'EXPECTED'
                           and not exists (select 1 from returns.authorisation later
                                            where later.return_id = a.return_id and later.number > a.number)
                         order by a.expires_at limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, _) -> new ReturnId(row.getObject("return_id", UUID.class)))
                .list();
    }

    private static Authorisation read(ResultSet row) throws SQLException {
        return new Authorisation(
                Authorisation.State.valueOf(row.getString("state")),
                Authorisation.By.valueOf(row.getString("decided_by")),
                row.getString("reason"),
                row.getString("reference"),
                CustomerReturns.instant(row, "expires_at"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"));
    }
}
