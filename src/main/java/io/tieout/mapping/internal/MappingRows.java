package io.tieout.mapping.internal;

import io.tieout.kernel.Actor;
import io.tieout.mapping.MappingFilter;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.ProposeMapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of mapping sets. */
@Repository
public class MappingRows {

    private final JdbcClient jdbc;

    MappingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that was ever approved. */
    public MappingTable table(MappingKind kind, String partner) {
        return new MappingTable(jdbc.sql("""
                        select e.code, e.value, s.valid_from, s.approval = 'BUILT_IN' as built_in, s.number, s.id
                          from mapping.mapping_set s join mapping.entry e on e.mapping_set = s.id
                         where s.kind = :kind and s.partner = :partner
                           and s.state in ('APPROVED', 'IN_FORCE', 'SUPERSEDED')""")
                .param("kind", kind.code())
                .param("partner", partner)
                .query((row, _) -> new MappingTable.Statement(
                        row.getString("code"),
                        row.getString("value"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getBoolean("built_in"),
                        row.getInt("number"),
                        row.getObject("id", UUID.class)))
                .list());
    }

    /** Writes a draft. The caller raised the revision, so numbers are taken one after the other. */
    public void insert(UUID id, ProposeMapping proposal, MappingSet.Approval approval, Actor by, Instant now) {
        jdbc.sql("""
                        insert into mapping.mapping_set (id, kind, partner, number, state, approval, valid_from, note,
                                                         proposed_by, proposed_at)
                        select :id, :kind, :partner, coalesce(max(number), 0) + 1, 'DRAFT', :approval, :validFrom, :note, :by,
                               :now
                          from mapping.mapping_set where kind = :kind and partner = :partner""")
                .param("id", id)
                .param("kind", proposal.kind().code())
                .param("partner", proposal.partner())
                .param("approval", approval.name())
                .param("validFrom", proposal.validFrom())
                .param("note", proposal.note())
                .param("by", by.toString())
                .param("now", Timestamp.from(now))
                .update();
        writeEntries(id, proposal.entries());
    }

    /** Replaces a draft's content. @return false where it is no draft or was changed since that revision */
    public boolean edit(UUID id, int revision, LocalDate validFrom, Map<String, @Nullable String> entries) {
        var edited = jdbc.sql("""
                        update mapping.mapping_set set valid_from = :validFrom, revision = revision + 1
                         where id = :id and revision = :revision and state = 'DRAFT'""")
                .param("id", id)
                .param("revision", revision)
                .param("validFrom", validFrom)
                .update();
        if (edited == 1) {
            jdbc.sql("delete from mapping.entry where mapping_set = :id")
                    .param("id", id)
                    .update();
            writeEntries(id, entries);
        }
        return edited == 1;
    }

    private void writeEntries(UUID id, Map<String, @Nullable String> entries) {
        jdbc.sql("""
                        insert into mapping.entry (mapping_set, code, value)
                        select :id, e.code, e.value
                          from unnest(cast(:codes as text[]), cast(:values as text[])) as e (code, value)""")
                .param("id", id)
                .param("codes", entries.keySet().toArray(String[]::new))
                .param("values", entries.values().toArray(String[]::new))
                .update();
    }

    public void submit(UUID id, Actor by, Instant now) {
        jdbc.sql("""
                        update mapping.mapping_set
                           set state = 'SUBMITTED', submitted_by = :by, submitted_at = :now, revision = revision + 1
                         where id = :id""")
                .param("id", id)
                .param("by", by.toString())
                .param("now", Timestamp.from(now))
                .update();
    }

    public void decide(UUID id, MappingSet.State state, Actor by, @Nullable String note, Instant now) {
        jdbc.sql("""
                        update mapping.mapping_set
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

    /** Puts an approved set in force, and marks those in force of which every code is restated by a later one. */
    public void takeForce(MappingSet set, Instant now) {
        jdbc.sql("""
                        update mapping.mapping_set set state = 'IN_FORCE', took_force_at = :now, revision = revision + 1
                         where id = :id""").param("id", set.id()).param("now", Timestamp.from(now)).update();
        jdbc.sql("""
                        update mapping.mapping_set s set state = 'SUPERSEDED', revision = revision + 1
                         where s.kind = :kind and s.partner = :partner and s.state = 'IN_FORCE'
                           and not exists (
                               select 1 from mapping.entry e
                                where e.mapping_set = s.id and not exists (
                                      select 1 from mapping.mapping_set later
                                        join mapping.entry restated on restated.mapping_set = later.id
                                       where later.kind = s.kind and later.partner = s.partner
                                         and later.state = 'IN_FORCE' and restated.code = e.code
                                         and (later.valid_from, later.approval <> 'BUILT_IN', later.number)
                                             > (s.valid_from, s.approval <> 'BUILT_IN', s.number)))""")
                .param("kind", set.kind().code())
                .param("partner", set.partner())
                .update();
    }

    public Optional<MappingSet> find(UUID id) {
        return withEntries(jdbc.sql("select * from mapping.mapping_set where id = :id")
                        .param("id", id)
                        .query((row, _) -> set(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Locks it until the transaction ends. */
    public Optional<MappingSet> lock(UUID id) {
        return withEntries(jdbc.sql("select * from mapping.mapping_set where id = :id for update")
                        .param("id", id)
                        .query((row, _) -> set(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Approved sets whose day has come, locked; other nodes pass over them. */
    public List<MappingSet> due(LocalDate today) {
        return withEntries(
                jdbc.sql("""
                        select * from mapping.mapping_set where state = 'APPROVED' and valid_from <= :today
                         order by valid_from, number limit 20 for update skip locked""").param("today", today).query((row, _) -> set(row)).list());
    }

    /** Newest first. */
    public List<MappingSet> list(MappingFilter filter, @Nullable UUID after, int rowsMax) {
        var kind = filter.kind();
        var state = filter.state();
        return withEntries(jdbc.sql("""
                        select * from mapping.mapping_set
                         where (cast(:kind as text) is null or kind = :kind)
                           and (cast(:partner as text) is null or partner = :partner)
                           and (cast(:state as text) is null or state = :state)
                           and (cast(:after as uuid) is null or id < cast(:after as uuid))
                         order by id desc limit :rowsMax""")
                .param("kind", kind == null ? null : kind.code())
                .param("partner", filter.partner())
                .param("state", state == null ? null : state.name())
                .param("after", after)
                .param("rowsMax", rowsMax)
                .query((row, _) -> set(row))
                .list());
    }

    /** Sets that people brought in force, oldest first. */
    public List<MappingSet> approvedByPeople() {
        return withEntries(jdbc.sql("""
                        select * from mapping.mapping_set
                         where approval <> 'BUILT_IN' and state in ('APPROVED', 'IN_FORCE', 'SUPERSEDED')
                         order by kind, partner, valid_from, number""").query((row, _) -> set(row)).list());
    }

    /** What the product itself says by default. */
    public Map<String, String> builtIn(MappingKind kind) {
        Map<String, String> values = new TreeMap<>();
        jdbc.sql("""
                        select e.code, e.value from mapping.mapping_set s join mapping.entry e on e.mapping_set = s.id
                         where s.kind = :kind and s.partner = '*' and s.approval = 'BUILT_IN' and e.value is not null
                         order by s.number""").param("kind", kind.code()).query(row -> {
            values.put(row.getString("code"), row.getString("value"));
        });
        return values;
    }

    private List<MappingSet> withEntries(List<MappingSet> sets) {
        if (sets.isEmpty()) {
            return sets;
        }
        Map<UUID, TreeMap<String, @Nullable String>> entries = new HashMap<>();
        jdbc.sql("select * from mapping.entry where mapping_set = any (cast(:ids as uuid[]))")
                .param("ids", sets.stream().map(set -> set.id().toString()).toArray(String[]::new))
                .query(row -> {
                    entries.computeIfAbsent(row.getObject("mapping_set", UUID.class), _ -> new TreeMap<>())
                            .put(row.getString("code"), row.getString("value"));
                });
        var complete = new ArrayList<MappingSet>();
        for (var set : sets) {
            complete.add(new MappingSet(
                    set.id(),
                    set.kind(),
                    set.partner(),
                    set.number(),
                    set.state(),
                    set.approval(),
                    set.validFrom(),
                    entries.getOrDefault(set.id(), new TreeMap<>()),
                    set.note(),
                    set.proposedBy(),
                    set.proposedAt(),
                    set.submittedBy(),
                    set.submittedAt(),
                    set.decidedBy(),
                    set.decidedAt(),
                    set.decisionNote(),
                    set.revision()));
        }
        return complete;
    }

    private static MappingSet set(ResultSet row) throws SQLException {
        return new MappingSet(
                row.getObject("id", UUID.class),
                MappingKind.ofCode(row.getString("kind")),
                row.getString("partner"),
                row.getInt("number"),
                MappingSet.State.valueOf(row.getString("state")),
                MappingSet.Approval.valueOf(row.getString("approval")),
                row.getObject("valid_from", LocalDate.class),
                new TreeMap<>(),
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
