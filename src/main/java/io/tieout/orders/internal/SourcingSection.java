package io.tieout.orders.internal;

import io.tieout.kernel.Actor;
import io.tieout.orders.SourcingPolicyVersion;
import io.tieout.orders.internal.sourcing.SourcingRules;
import io.tieout.platform.spi.ConfigSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sourcing}: governed, so what it says becomes a submitted version unless the hub has no orders yet. */
@Component
class SourcingSection implements ConfigSection {

    private final SourcingPolicies policies;
    private final OrdersSettings settings;

    SourcingSection(SourcingPolicies policies, OrdersSettings settings) {
        this.policies = policies;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sourcing";
    }

    @Override
    public int order() {
        return 65;
    }

    @Override
    public JsonNode schema() {
        return PolicyJson.SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = PolicyJson.JSON.createArrayNode();
        for (var version : policies.newestInForce()) {
            if (says(version)) {
                section.add(policy(version));
            }
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var current = new HashMap<String, JsonNode>();
        policies.newestInForce().stream()
                .filter(SourcingSection::says)
                .forEach(version -> current.put(version.entity(), policy(version)));
        var changes = new ArrayList<Change>();
        var listed = new HashSet<String>();
        for (var index = 0; index < value.size(); index++) {
            var policy = value.get(index);
            var entity = policy.path("entity").asString();
            PolicyJson.read(policy, 0, SourcingRules.builtIn(settings.splitLocationsMax()), "/" + index);
            listed.add(entity);
            if (!policy.equals(current.get(entity))) {
                changes.add(propose(entity, policy, current.containsKey(entity), by));
            }
        }
        if (prune) {
            current.keySet().stream()
                    .filter(entity -> !listed.contains(entity))
                    .sorted()
                    .forEach(entity -> {
                        var nothing = PolicyJson.JSON.createObjectNode().put("entity", entity);
                        changes.add(propose(entity, nothing, true, by));
                    });
        }
        return changes;
    }

    private Change propose(String entity, JsonNode policy, boolean known, Actor by) {
        var empty = policies.hubIsEmpty();
        var version = policies.submitted(entity)
                .filter(waiting -> PolicyJson.JSON.readTree(waiting.policy()).equals(policy))
                .map(SourcingPolicyVersion::version)
                .orElseGet(() -> policies.propose(entity, policy, empty, by));
        if (empty) {
            var kind = known ? Change.Kind.CHANGED : Change.Kind.ADDED;
            return new Change(policy.has("rules") ? kind : Change.Kind.REMOVED, entity, "Version " + version);
        }
        return new Change(
                Change.Kind.SUBMITTED, "sourcing:" + version, "The policy of " + entity + " waits for a second person");
    }

    private static JsonNode policy(SourcingPolicyVersion version) {
        return PolicyJson.JSON.readTree(version.policy());
    }

    /** A version without rules takes the entity's policy away. */
    private static boolean says(SourcingPolicyVersion version) {
        return policy(version) instanceof ObjectNode node && node.has("rules");
    }
}
