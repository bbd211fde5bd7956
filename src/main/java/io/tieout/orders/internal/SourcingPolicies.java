package io.tieout.orders.internal;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.PositionFilter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.orders.SourcingPolicyVersion;
import io.tieout.orders.internal.sourcing.SourcingRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/** Sourcing policies in versions: proposed by one, decided by another. What is in force is cached for a second. */
@Repository
public class SourcingPolicies {

    static final String EVERY_ENTITY = "*";

    /** The deciding actor where a hub without orders takes a policy at once. */
    private static final Actor EMPTY_HUB = Actor.system("empty-hub");

    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final String SELECT = """
            select version, entity, state, policy::text as policy, based_on, proposed_by, proposed_at, decided_by
              from orders.sourcing_policy
            """;

    private record Snapshot(Map<String, SourcingRules> rules, long readAt) {}

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Inventory inventory;
    private final OrdersSettings settings;
    private final Audit audit;
    private final Clock clock;
    private volatile @Nullable Snapshot snapshot;

    SourcingPolicies(
            JdbcClient jdbc, Catalog catalog, Inventory inventory, OrdersSettings settings, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.inventory = inventory;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** The entity's own policy, else everybody's, else the built-in one. */
    SourcingRules inForce(EntityCode entity) {
        var current = snapshot;
        if (current == null || System.nanoTime() - current.readAt > FRESH_NANOS) {
            current = new Snapshot(read(), System.nanoTime());
            snapshot = current;
        }
        var own = current.rules.get(entity.value());
        var common = own != null ? own : current.rules.get(EVERY_ENTITY);
        return common != null ? common : builtIn();
    }

    private SourcingRules builtIn() {
        return SourcingRules.builtIn(settings.splitLocationsMax());
    }

    private Map<String, SourcingRules> read() {
        var rules = new HashMap<String, SourcingRules>();
        for (var version : newestInForce()) {
            var policy = PolicyJson.JSON.readTree(version.policy());
            if (policy.has("rules")) { // one without takes the entity's policy away
                rules.put(version.entity(), PolicyJson.read(policy, version.version(), builtIn(), ""));
            }
        }
        return rules;
    }

    /** Of each entity the newest one in force, by entity. */
    List<SourcingPolicyVersion> newestInForce() {
        return jdbc.sql(SELECT + """
                         where version in (select max(version) from orders.sourcing_policy
                                            where state = 'IN_FORCE' group by entity)
                         order by entity
                        """).query((row, _) -> version(row)).list();
    }

    public List<SourcingPolicyVersion> list() {
        return jdbc.sql(SELECT + " order by version desc limit " + Page.LIMIT_MAX)
                .query((row, _) -> version(row))
                .list();
    }

    boolean hubIsEmpty() {
        return jdbc.sql("select not exists (select 1 from orders.sales_order)")
                .query(Boolean.class)
                .single();
    }

    Optional<SourcingPolicyVersion> submitted(String entity) {
        return jdbc.sql(SELECT + " where entity = :entity and state = 'SUBMITTED' order by version desc limit 1")
                .param("entity", entity)
                .query((row, _) -> version(row))
                .optional();
    }

    int propose(String entity, JsonNode policy, boolean atOnce, Actor by) {
        var version = jdbc.sql("""
                        insert into orders.sourcing_policy (version, entity, state, policy, based_on, proposed_by, proposed_at)
                        select coalesce(max(version), 0) + 1, :entity, 'SUBMITTED', cast(:policy as jsonb),
                               max(version) filter (where entity = :entity and state = 'IN_FORCE'), :by, :now
                          from orders.sourcing_policy
                        returning version
                        """)
                .param("entity", entity)
                .param("policy", policy.toString())
                .param("by", by.toString())
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
        audit.record(by, "sourcing-policy.proposed", "sourcing-policy:" + version, Map.of("entity", entity));
        if (atOnce) {
            decide(version, "IN_FORCE", EMPTY_HUB);
        }
        return version;
    }

    /** @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    @Transactional
    public SourcingPolicyVersion approve(int version, Actor by) {
        var proposed = decidable(version, by);
        var newest = newestInForce().stream()
                .filter(each -> each.entity().equals(proposed.entity()))
                .findFirst()
                .map(SourcingPolicyVersion::version)
                .orElse(null);
        if (!Objects.equals(newest, proposed.basedOn())) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT,
                    "Version " + version + " is based on " + proposed.basedOn() + ", but " + newest
                            + " is in force; propose it again");
        }
        decide(version, "IN_FORCE", by);
        return find(version).orElseThrow();
    }

    /** @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    @Transactional
    public SourcingPolicyVersion reject(int version, Actor by) {
        decidable(version, by);
        decide(version, "REJECTED", by);
        return find(version).orElseThrow();
    }

    private SourcingPolicyVersion decidable(int version, Actor by) {
        jdbc.sql("select 1 from orders.sourcing_policy where version = :version for update")
                .param("version", version)
                .query(Integer.class)
                .optional();
        var found = find(version)
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.NOT_FOUND, "There is no version " + version + " of the sourcing policy"));
        if (!found.state().equals("SUBMITTED")) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT, "Version " + version + " was decided already: " + found.state());
        }
        if (Actor.parse(found.proposedBy()).equals(by)) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON, by + " proposed this policy, so someone else decides");
        }
        return found;
    }

    private Optional<SourcingPolicyVersion> find(int version) {
        return jdbc.sql(SELECT + " where version = :version")
                .param("version", version)
                .query((row, _) -> version(row))
                .optional();
    }

    private void decide(int version, String state, Actor by) {
        jdbc.sql("""
                        update orders.sourcing_policy set state = :state, decided_by = :by, decided_at = :now
                         where version = :version
                        """)
                .param("state", state)
                .param("by", by.toString())
                .param("now", Timestamp.from(clock.instant()))
                .param("version", version)
                .update();
        audit.record(by, "sourcing-policy.decided", "sourcing-policy:" + version, Map.of("state", state));
        snapshot = null;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                snapshot = null;
            }
        });
    }

    private static SourcingPolicyVersion version(ResultSet row) throws SQLException {
        return new SourcingPolicyVersion(
                row.getInt("version"),
                row.getString("entity"),
                row.getString("state"),
                row.getString("policy"),
                row.getObject("based_on", Integer.class),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("decided_by"));
    }

    /** When the entity's day began, for what is limited by the day. */
    Instant startOfDay(EntityCode entity) {
        var zone = catalog.entity(entity).map(LegalEntity::zone).orElse(ZoneOffset.UTC);
        return LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
    }

    /** When the figures of these SKUs were last heard of, by location: the latest of them. */
    Map<LocationCode, Instant> heardAt(Collection<Sku> skus) {
        var heard = new HashMap<LocationCode, Instant>();
        for (var sku : skus) {
            inventory
                    .positions(new PositionFilter(sku.value(), null), Page.LIMIT_MAX, null)
                    .items()
                    .forEach(position -> heard.merge(
                            position.location(),
                            position.changedAt(),
                            (one, other) -> one.isAfter(other) ? one : other));
        }
        return heard;
    }
}
