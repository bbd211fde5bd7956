package io.tieout.returns.internal;

import io.tieout.kernel.Ids;
import io.tieout.returns.PolicyVersion;
import io.tieout.returns.ReturnRule;
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

/** Versions of the return policy's rules. */
@Repository
class PolicyRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PolicyRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What holds. */
    List<PolicyVersion> inForce() {
        return jdbc.sql("select * from returns.policy_rule where state = 'IN_FORCE' order by name")
                .query((row, _) -> read(row))
                .list();
    }

    /** Newest first. */
    List<PolicyVersion> all(int limit) {
        return jdbc.sql("select * from returns.policy_rule order by proposed_at desc, id desc limit :limit")
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<PolicyVersion> find(UUID id) {
        return jdbc.sql("select * from returns.policy_rule where id = :id for update")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    UUID add(ReturnRule rule, String by, Instant at) {
        var id = Ids.next();
        jdbc.sql("""
                        insert into returns.policy_rule (id, name, version, rule, state, proposed_by, proposed_at)
                        select :id, :name, coalesce(max(version), 0) + 1, cast(:rule as jsonb), 'SUBMITTED', :by, :at
                          from returns.policy_rule where name = :name
                        """)
                .param("id", id)
                .param("name", rule.name())
                .param("rule", json.writeValueAsString(rule))
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
        return id;
    }

    void decide(PolicyVersion version, PolicyVersion.State state, String by, Instant at) {
        if (state == PolicyVersion.State.IN_FORCE) {
            jdbc.sql("update returns.policy_rule set state = 'REPLACED' where name = :name and state = 'IN_FORCE'")
                    .param("name", version.rule().name())
                    .update();
        }
        jdbc.sql("""
                        update returns.policy_rule set state = :state, decided_by = :by, decided_at = :at where id = :id
                        """)
                .param("state", state.name())
                .param("by", by)
                .param("at", Timestamp.from(at))
                .param("id", version.id())
                .update();
    }

    /** Whether no return was ever taken, so that nothing can be judged otherwise by a new rule. */
    boolean nothingTaken() {
        return jdbc.sql("select not exists (select 1 from returns.customer_return)")
                .query(Boolean.class)
                .single();
    }

    private PolicyVersion read(ResultSet row) throws SQLException {
        return new PolicyVersion(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                json.readValue(row.getString("rule"), ReturnRule.class),
                PolicyVersion.State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("decided_by"));
    }
}
