package io.tieout.channels.declarative;

import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterVersion;
import io.tieout.kernel.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of adapters' versions. */
@Repository
public class AdapterRows {

    private final JdbcClient jdbc;

    AdapterRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a draft. The caller raised the revision, so numbers are taken one after the other. */
    public void insert(
            UUID id,
            AdapterDefinition definition,
            @Nullable String note,
            AdapterVersion.Approval approval,
            Actor by,
            Instant now) {
        jdbc.sql("""
                        insert into channels.adapter_version (id, code, number, state, approval, definition, note, proposed_by,
                                                              proposed_at)
                        select :id, :code, coalesce(max(number), 0) + 1, 'DRAFT', :approval, :definition, :note, :by, :now
                          from channels.adapter_version where code = :code""")
                .param("id", id)
                .param("code", definition.code())
                .param("approval", approval.name())
                .param("definition", Definitions.json(definition).toString())
                .param("note", note)
                .param("by", by.toString())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Replaces a draft's content. @return false where it is no draft or was changed since that revision */
    public boolean edit(UUID id, int revision, AdapterDefinition definition, @Nullable String note) {
        return jdbc.sql("""
                        update channels.adapter_version set definition = :definition, note = :note, revision = revision + 1
                         where id = :id and revision = :revision and state = 'DRAFT'""")
                        .param("id", id)
                        .param("revision", revision)
                        .param("definition", Definitions.json(definition).toString())
                        .param("note", note)
                        .update()
                == 1;
    }

    public void submit(UUID id, Actor by, Instant now) {
        jdbc.sql("""
                        update channels.adapter_version
                           set state = 'SUBMITTED', submitted_by = :by, submitted_at = :now, revision = revision + 1
                         where id = :id""")
                .param("id", id)
                .param("by", by.toString())
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Puts it in force instead of the one that is, or rejects it. */
    public void decide(UUID id, String code, AdapterVersion.State state, Actor by, @Nullable String note, Instant now) {
        if (state == AdapterVersion.State.IN_FORCE) {
            jdbc.sql("""
                            update channels.adapter_version set state = 'SUPERSEDED', revision = revision + 1
                             where code = :code and state = 'IN_FORCE'""").param("code", code).update();
        }
        jdbc.sql("""
                        update channels.adapter_version
                           set state = :state, decided_by = :by, decided_at = :now, decision_note = :note,
                               revision = revision + 1
                         where id = :id""")
                .param("id", id)
                .param("state", state.name())
                .param("by", by.toString())
                .param("note", note)
                .param("now", Timestamp.from(now))
                .update();
    }

    public Optional<AdapterVersion> find(UUID id) {
        return jdbc.sql("select * from channels.adapter_version where id = :id")
                .param("id", id)
                .query((row, _) -> version(row))
                .optional();
    }

    /** Locks it until the transaction ends. */
    public Optional<AdapterVersion> lock(UUID id) {
        return jdbc.sql("select * from channels.adapter_version where id = :id for update")
                .param("id", id)
                .query((row, _) -> version(row))
                .optional();
    }

    public List<AdapterVersion> inForce() {
        return jdbc.sql("select * from channels.adapter_version where state = 'IN_FORCE' order by code")
                .query((row, _) -> version(row))
                .list();
    }

    /** The newest that came with the product. */
    public Optional<AdapterVersion> newestBuiltIn(String code) {
        return jdbc.sql("""
                        select * from channels.adapter_version where code = :code and approval = 'BUILT_IN'
                         order by number desc limit 1""").param("code", code).query((row, _) -> version(row)).optional();
    }

    public long submitted() {
        return jdbc.sql("select count(*) from channels.adapter_version where state = 'SUBMITTED'")
                .query(Long.class)
                .single();
    }

    /** Newest first. */
    public List<AdapterVersion> list(
            @Nullable String code, AdapterVersion.@Nullable State state, @Nullable UUID after, int rowsMax) {
        return jdbc.sql("""
                        select * from channels.adapter_version
                         where (cast(:code as text) is null or code = :code)
                           and (cast(:state as text) is null or state = :state)
                           and (cast(:after as uuid) is null or id < cast(:after as uuid))
                         order by id desc limit :rowsMax""")
                .param("code", code)
                .param("state", state == null ? null : state.name())
                .param("after", after)
                .param("rowsMax", rowsMax)
                .query((row, _) -> version(row))
                .list();
    }

    private static AdapterVersion version(ResultSet row) throws SQLException {
        return new AdapterVersion(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                AdapterVersion.State.valueOf(row.getString("state")),
                AdapterVersion.Approval.valueOf(row.getString("approval")),
                Definitions.kept(row.getString("definition")),
                row.getString("note"),
                Actor.parse(row.getString("proposed_by")),
                row.getTimestamp("proposed_at").toInstant(),
                actor(row.getString("submitted_by")),
                instant(row.getTimestamp("submitted_at")),
                actor(row.getString("decided_by")),
                instant(row.getTimestamp("decided_at")),
                row.getString("decision_note"),
                row.getInt("revision"));
    }

    private static @Nullable Actor actor(@Nullable String text) {
        return text == null ? null : Actor.parse(text);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
