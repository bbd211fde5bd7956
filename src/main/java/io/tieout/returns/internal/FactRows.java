package io.tieout.returns.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.returns.PolicyOverride;
import io.tieout.returns.ReceiveReturn;
import io.tieout.returns.ReturnDetails;
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
import tools.jackson.databind.json.JsonMapper;

/** What was received, what the rules said, what exceptions were granted, and what is disputed. */
@Repository
class FactRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FactRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @return false where this receipt was told before */
    boolean addReceipt(ReturnId id, ReceiveReturn receipt, String by) {
        return jdbc.sql("""
                                insert into returns.receipt (return_id, reference, location, at, told_by, lines, message_id)
                                values (:id, :reference, :location, :at, :by, cast(:lines as jsonb), :message)
                                on conflict do nothing
                                """)
                        .param("id", id.value())
                        .param("reference", receipt.reference())
                        .param("location", receipt.location().value())
                        .param("at", Timestamp.from(receipt.at()))
                        .param("by", by)
                        .param("lines", json.writeValueAsString(receipt.lines()))
                        .param(
                                "message",
                                receipt.message() == null
                                        ? null
                                        : receipt.message().value())
                        .update()
                > 0;
    }

    /** Whether the unit with this serial number came back with another return that still holds it (R25, R34). */
    boolean cameBefore(ReturnId with, String sku, String serial) {
        return jdbc.sql("""
                        select exists (select 1 from returns.return_line
                                        where sku = :sku and serial = :serial and claimed and return_id <> :with)
                        """)
                .param("sku", sku)
                .param("serial", serial)
                .param("with", with.value())
                .query(Boolean.class)
                .single();
    }

    void addVerdict(ReturnId id, String rule, int version, String verdict, Instant at) {
        jdbc.sql("""
                        insert into returns.policy_verdict (return_id, number, rule, version, verdict, at)
                        select :id, coalesce(max(number), 0) + 1, :rule, :version, :verdict, :at
                          from returns.policy_verdict where return_id = :id
                        """)
                .param("id", id.value())
                .param("rule", rule)
                .param("version", version)
                .param("verdict", verdict)
                .param("at", Timestamp.from(at))
                .update();
    }

    List<ReturnDetails.Verdict> verdicts(ReturnId id) {
        return jdbc.sql("select * from returns.policy_verdict where return_id = :id order by number")
                .param("id", id.value())
                .query((row, _) -> new ReturnDetails.Verdict(
                        row.getString("rule"),
                        row.getInt("version"),
                        row.getString("verdict"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    void request(ReturnId id, String problem, String reason, String by, Instant at) {
        jdbc.sql("""
                        insert into returns.policy_override (return_id, problem, reason, requested_by, requested_at)
                        values (:id, :problem, :reason, :by, :at)
                        on conflict (return_id) do update
                           set reason = excluded.reason, requested_by = excluded.requested_by,
                               requested_at = excluded.requested_at
                         where returns.policy_override.approved_by is null
                        """)
                .param("id", id.value())
                .param("problem", problem)
                .param("reason", reason)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    void approve(ReturnId id, String by, Instant at) {
        jdbc.sql("""
                        update returns.policy_override set approved_by = :by, approved_at = :at
                         where return_id = :id and approved_by is null
                        """)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .param("id", id.value())
                .update();
    }

    Optional<PolicyOverride> override(ReturnId id) {
        return jdbc.sql("select * from returns.policy_override where return_id = :id")
                .param("id", id.value())
                .query((row, _) -> override(row))
                .optional();
    }

    /** Newest first. */
    List<PolicyOverride> overrides(int limit) {
        return jdbc.sql("select * from returns.policy_override order by requested_at desc limit :limit")
                .param("limit", limit)
                .query((row, _) -> override(row))
                .list();
    }

    private static PolicyOverride override(ResultSet row) throws SQLException {
        return new PolicyOverride(
                new ReturnId(row.getObject("return_id", UUID.class)),
                row.getString("problem"),
                row.getString("reason"),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("approved_by"),
                CustomerReturns.instant(row, "approved_at"));
    }

    void dispute(ConnectionCode channel, String order, String reference, String state, Instant at) {
        jdbc.sql("""
                        insert into returns.dispute (order_connection, order_external_id, reference, state, at)
                        values (:channel, :order, :reference, :state, :at)
                        on conflict (order_connection, order_external_id, reference)
                            do update set state = excluded.state, at = excluded.at where returns.dispute.at <= excluded.at
                        """)
                .param("channel", channel.value())
                .param("order", order)
                .param("reference", reference)
                .param("state", state)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Whether the customer has, or may get, the money back through a dispute. */
    boolean disputed(ConnectionCode channel, String order) {
        return jdbc.sql("""
                        select exists (select 1 from returns.dispute where order_connection = :channel
                                          and order_external_id = :order and state in ('OPEN', 'LOST'))
                        """)
                .param("channel", channel.value())
                .param("order", order)
                .query(Boolean.class)
                .single();
    }

    /** Returns that were to be back by now and are not; marked, so that each is told once. */
    List<ReturnId> overdue(Instant now, int limit) {
        return jdbc.sql("""
                        update returns.customer_return set overdue_at = :now
                         where id in (select id from returns.customer_return
                                       where due_at < :now and overdue_at is null
                                       order by due_at limit :limit for update skip locked)
                        returning id
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, _) -> new ReturnId(row.getObject("id", UUID.class)))
                .list();
    }
}
