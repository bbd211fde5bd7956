package io.tieout.access.internal;

import io.tieout.access.AuditEntry;
import io.tieout.access.AuditFilter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the audit log. */
@Repository
public class AuditEntries {

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditEntries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void append(AuditEntry entry) {
        jdbc.sql("""
                        with entry as (
                            insert into access.audit_entry (id, at, actor, action, subject, detail, correlation_id)
                            values (:id, :at, :actor, :action, :subject, :detail::jsonb, :correlation)
                            returning id)
                        insert into access.audit_unlinked (entry) select id from entry
                        """)
                .param("id", entry.id())
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("actor", entry.by().toString())
                .param("action", entry.action())
                .param("subject", entry.subject())
                .param("detail", json.writeValueAsString(new TreeMap<>(entry.detail())))
                .param("correlation", entry.correlationId())
                .update();
    }

    public Page<AuditEntry> list(AuditFilter filter, int limit, @Nullable String after) {
        var conditions = new ArrayList<String>();
        var params = new HashMap<String, Object>();
        where(conditions, params, "e.actor = :actor", "actor", filter.actor());
        where(conditions, params, "e.action = :action", "action", filter.action());
        where(conditions, params, "e.subject = :subject", "subject", filter.subject());
        where(conditions, params, "e.correlation_id = :correlation", "correlation", filter.correlationId());
        where(
                conditions,
                params,
                "e.at >= :from",
                "from",
                filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC));
        where(
                conditions,
                params,
                "e.at < :until",
                "until",
                filter.until() == null ? null : filter.until().atOffset(ZoneOffset.UTC));
        where(conditions, params, "e.id < :after", "after", after == null ? null : Cursors.id(after));
        var rows = jdbc.sql("""
                        select e.*, l.position, l.hash
                        from access.audit_entry e left join access.audit_link l on l.entry = e.id
                        %s
                        order by e.id desc
                        limit :limit
                        """.formatted(conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions)))
                .params(params)
                .param("limit", limit + 1)
                .query((row, _) -> entry(row))
                .list();
        return Page.of(rows, limit, entry -> entry.id().toString());
    }

    private static void where(
            java.util.List<String> conditions,
            Map<String, Object> params,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            params.put(name, value);
        }
    }

    AuditEntry entry(ResultSet row) throws SQLException {
        var hash = row.getBytes("hash");
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                Actor.parse(row.getString("actor")),
                row.getString("action"),
                row.getString("subject"),
                json.readValue(row.getString("detail"), DETAIL),
                row.getString("correlation_id"),
                row.getObject("position", Long.class),
                hash == null ? null : HexFormat.of().formatHex(hash));
    }
}
