package io.tieout.catalog.internal;

import io.tieout.catalog.AttributeOwner;
import io.tieout.catalog.ChangeOrigin;
import io.tieout.catalog.ChangeProposal;
import io.tieout.catalog.MasterSystem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of owners, of where values came from, and of proposals. */
@Repository
public class OwnershipRows {

    /** One attribute of one product. */
    public record Attribute(Sku sku, String name) {}

    /** What a system said of it, and when. */
    public record Said(Attribute attribute, Instant changedAt) {}

    /** What a system that does not own it wants. */
    public record Wanted(Attribute attribute, @Nullable String oldValue, String newValue) {}

    private final JdbcClient jdbc;

    OwnershipRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<AttributeOwner> owners() {
        return jdbc.sql("select * from catalog.attribute_owner order by attribute")
                .query((row, _) -> new AttributeOwner(
                        row.getString("attribute"),
                        MasterSystem.valueOf(row.getString("owner")),
                        AttributeOwner.Others.valueOf(row.getString("others"))))
                .list();
    }

    public void save(AttributeOwner owner) {
        jdbc.sql("""
                        insert into catalog.attribute_owner (attribute, owner, others)
                        values (:attribute, :owner, :others)
                        on conflict (attribute) do update set owner = excluded.owner, others = excluded.others""")
                .param("attribute", owner.attribute())
                .param("owner", owner.owner().name())
                .param("others", owner.others().name())
                .update();
    }

    public void removeOwner(String attribute) {
        jdbc.sql("delete from catalog.attribute_owner where attribute = :attribute")
                .param("attribute", attribute)
                .update();
    }

    /** Whoever changes products by their owners goes one after the other: what they read is what they change. */
    public void lock() {
        jdbc.sql("lock table catalog.attribute_source in share row exclusive mode")
                .update();
    }

    public Map<Attribute, Instant> said(Collection<Sku> skus) {
        Map<Attribute, Instant> said = new HashMap<>();
        jdbc.sql(
                        "select sku, attribute, changed_at from catalog.attribute_source where sku = any (cast(:skus as text[]))")
                .param("skus", PriceRows.array(skus))
                .query(row -> {
                    said.put(
                            new Attribute(Sku.of(row.getString("sku")), row.getString("attribute")),
                            PriceRows.instant(row, "changed_at"));
                });
        return said;
    }

    public void say(List<Said> said, ChangeOrigin origin) {
        jdbc.sql("""
                        insert into catalog.attribute_source (sku, attribute, system, connection, message, changed_at)
                        select sku, attribute, :system, :connection, cast(:message as uuid),
                               cast(changed_at as timestamptz)
                          from unnest(cast(:skus as text[]), cast(:attributes as text[]), cast(:ats as text[]))
                               as t (sku, attribute, changed_at)
                        on conflict (sku, attribute) do update
                           set system = excluded.system, connection = excluded.connection, message = excluded.message,
                               changed_at = excluded.changed_at""")
                .param("system", origin.system().name())
                .param("connection", code(origin.connection()))
                .param("message", id(origin.message()))
                .param(
                        "skus",
                        said.stream()
                                .map(each -> each.attribute().sku().value())
                                .toArray(String[]::new))
                .param(
                        "attributes",
                        said.stream().map(each -> each.attribute().name()).toArray(String[]::new))
                .param(
                        "ats",
                        said.stream().map(each -> each.changedAt().toString()).toArray(String[]::new))
                .update();
    }

    /** The newest wish of a system overtakes its older one of the same attribute; the same wish again changes nothing. */
    public void propose(Wanted wanted, ChangeOrigin origin, Instant at) {
        var same = jdbc.sql("""
                        select new_value from catalog.proposal
                         where sku = :sku and attribute = :attribute and system = :system and state = 'OPEN'""")
                .param("sku", wanted.attribute().sku().value())
                .param("attribute", wanted.attribute().name())
                .param("system", origin.system().name())
                .query(String.class)
                .optional();
        if (same.equals(Optional.of(wanted.newValue()))) {
            return;
        }
        overtake(wanted.attribute(), origin.system());
        jdbc.sql("""
                        insert into catalog.proposal (id, sku, attribute, old_value, new_value, system, connection, message,
                                                      proposed_by, proposed_at, state)
                        values (:id, :sku, :attribute, :oldValue, :newValue, :system, :connection, :message,
                                :proposedBy, :proposedAt, 'OPEN')""")
                .param("id", Ids.next())
                .param("sku", wanted.attribute().sku().value())
                .param("attribute", wanted.attribute().name())
                .param("oldValue", wanted.oldValue())
                .param("newValue", wanted.newValue())
                .param("system", origin.system().name())
                .param("connection", code(origin.connection()))
                .param("message", id(origin.message()))
                .param("proposedBy", origin.by().toString())
                .param("proposedAt", PriceRows.at(at))
                .update();
    }

    private void overtake(Attribute attribute, MasterSystem system) {
        jdbc.sql("""
                        update catalog.proposal set state = 'OVERTAKEN'
                         where sku = :sku and attribute = :attribute and system = :system and state = 'OPEN'""")
                .param("sku", attribute.sku().value())
                .param("attribute", attribute.name())
                .param("system", system.name())
                .update();
    }

    /** What is so now needs no proposal any more. */
    public void overtake(Attribute attribute, String value) {
        jdbc.sql("""
                        update catalog.proposal set state = 'OVERTAKEN'
                         where sku = :sku and attribute = :attribute and new_value = :value and state = 'OPEN'""")
                .param("sku", attribute.sku().value())
                .param("attribute", attribute.name())
                .param("value", value)
                .update();
    }

    public Optional<ChangeProposal> find(UUID id, boolean lock) {
        return jdbc.sql("select * from catalog.proposal where id = :id" + (lock ? " for update" : ""))
                .param("id", id)
                .query((row, _) -> proposal(row))
                .optional();
    }

    /** Oldest first. */
    public List<ChangeProposal> list(
            ChangeProposal.@Nullable State state, @Nullable String sku, int rowsMax, @Nullable UUID after) {
        return jdbc.sql("""
                        select * from catalog.proposal
                         where (cast(:state as text) is null or state = :state)
                           and (cast(:sku as text) is null or sku = :sku)
                           and (cast(:after as uuid) is null or id > :after)
                         order by id limit :rowsMax""")
                .param("state", state == null ? null : state.name())
                .param("sku", sku)
                .param("after", after)
                .param("rowsMax", rowsMax)
                .query((row, _) -> proposal(row))
                .list();
    }

    public void decide(UUID id, ChangeProposal.State state, String by, Instant at, @Nullable String reason) {
        jdbc.sql("""
                        update catalog.proposal set state = :state, decided_by = :by, decided_at = :at, reason = :reason
                         where id = :id""")
                .param("id", id)
                .param("state", state.name())
                .param("by", by)
                .param("at", PriceRows.at(at))
                .param("reason", reason)
                .update();
    }

    private static ChangeProposal proposal(ResultSet row) throws SQLException {
        var connection = row.getString("connection");
        var message = row.getObject("message", UUID.class);
        return new ChangeProposal(
                row.getObject("id", UUID.class),
                Sku.of(row.getString("sku")),
                row.getString("attribute"),
                row.getString("old_value"),
                row.getString("new_value"),
                MasterSystem.valueOf(row.getString("system")),
                connection == null ? null : ConnectionCode.of(connection),
                message == null ? null : new MessageId(message),
                row.getString("proposed_by"),
                PriceRows.instant(row, "proposed_at"),
                ChangeProposal.State.valueOf(row.getString("state")),
                row.getString("decided_by"),
                PriceRows.instantOrNull(row, "decided_at"),
                row.getString("reason"));
    }

    private static @Nullable String code(@Nullable ConnectionCode connection) {
        return connection == null ? null : connection.value();
    }

    private static @Nullable UUID id(@Nullable MessageId message) {
        return message == null ? null : message.value();
    }
}
