package io.tieout.channels.cutover;

import io.tieout.channels.ProposeStage;
import io.tieout.channels.StoreStage;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stages of stores, as proposed and as decided. */
@Repository
public class StageRows {

    private static final String COLUMNS = """
            select id, location, stage, from_date, legacy_connection, api_connection, state, reason,
                   proposed_by, proposed_at, decided_by, decided_at
              from channels.store_stage
            """;

    private final JdbcClient jdbc;

    StageRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(UUID id, ProposeStage stage, String by, Instant at) {
        jdbc.sql("""
                        insert into channels.store_stage (id, location, stage, from_date, legacy_connection, api_connection, state,
                            reason, proposed_by, proposed_at)
                        values (:id, :location, :stage, :from, :legacy, :api, 'PROPOSED', :reason, :by, :at)
                        """)
                .param("id", id)
                .param("location", stage.store().value())
                .param("stage", stage.stage().name())
                .param("from", stage.from())
                .param("legacy", stage.legacy() == null ? null : stage.legacy().value())
                .param("api", stage.api() == null ? null : stage.api().value())
                .param("reason", stage.reason())
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Locks it. */
    public Optional<StoreStage> lock(UUID id) {
        return jdbc.sql(COLUMNS + " where id = :id for update")
                .param("id", id)
                .query((row, _) -> stage(row))
                .optional();
    }

    public void decide(UUID id, StoreStage.State state, String by, Instant at) {
        jdbc.sql("""
                        update channels.store_stage set state = :state, decided_by = :by, decided_at = :at
                         where id = :id and state = 'PROPOSED'
                        """)
                .param("state", state.name())
                .param("by", by)
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    public boolean hasProposal(LocationCode store) {
        return jdbc.sql("""
                        select exists (select from channels.store_stage where location = :store and state = 'PROPOSED')
                        """).param("store", store.value()).query(Boolean.class).single();
    }

    /** All of a store's, the latest first. */
    public List<StoreStage> history(LocationCode store) {
        return jdbc.sql(COLUMNS + " where location = :store order by from_date desc, proposed_at desc")
                .param("store", store.value())
                .query((row, _) -> stage(row))
                .list();
    }

    /** Those in force of some stores, the latest first. */
    public List<StoreStage> inForce(Collection<String> stores) {
        return jdbc.sql(COLUMNS + " where location = any(:stores) and state = 'IN_FORCE' order by from_date desc")
                .param("stores", stores.toArray(String[]::new))
                .query((row, _) -> stage(row))
                .list();
    }

    /** The latest of every store that ever moved, and what is proposed; by store. */
    public List<StoreStage> all() {
        return jdbc.sql(COLUMNS + " where state <> 'REJECTED' order by location, from_date desc, proposed_at desc")
                .query((row, _) -> stage(row))
                .list();
    }

    private static StoreStage stage(ResultSet row) throws SQLException {
        var decided = row.getTimestamp("decided_at");
        return new StoreStage(
                row.getObject("id", UUID.class),
                LocationCode.of(row.getString("location")),
                StoreStage.Stage.valueOf(row.getString("stage")),
                row.getObject("from_date", LocalDate.class),
                connection(row.getString("legacy_connection")),
                connection(row.getString("api_connection")),
                StoreStage.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant());
    }

    private static @Nullable ConnectionCode connection(@Nullable String code) {
        return code == null ? null : ConnectionCode.of(code);
    }
}
