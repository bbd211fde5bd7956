package io.tieout.returns.adapter.in.config;

import io.tieout.kernel.Actor;
import io.tieout.platform.spi.ConfigSection;
import io.tieout.returns.PolicyVersion;
import io.tieout.returns.ReturnPolicies;
import io.tieout.returns.ReturnRule;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code return-policies}: governed rules. None is taken away by leaving it out, not even with {@code prune}. */
@Component
class ReturnPoliciesSection implements ConfigSection {

    private static final String SCHEMA = """
            {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["name"],
              "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 64},
                "channel": {"type": "string", "maxLength": 64},
                "country": {"type": "string", "pattern": "^([A-Z]{2}|[*])$"},
                "reasons": {"type": "array", "items": {"type": "string", "maxLength": 256}},
                "windowDays": {"type": "integer", "minimum": 0},
                "backWithinDays": {"type": "integer", "minimum": 0},
                "refund": {"enum": ["AUTHORISATION", "RECEIPT", "INSPECTION", "PERSON"]},
                "outboundShipping": {"enum": ["NEVER", "ALWAYS", "FAULT", "WITHDRAWAL"]},
                "faultReasons": {"type": "array", "items": {"type": "string", "maxLength": 256}},
                "restockingFeePercent": {"type": "string", "pattern": "^[0-9]{1,3}([.][0-9]{1,4})?$"},
                "returnLabel": {"type": "string", "pattern": "^[0-9]{1,9}([.][0-9]{1,4})?$"},
                "feeTaxCode": {"type": "string", "maxLength": 128},
                "feeTaxPercent": {"type": "string", "pattern": "^[0-9]{1,3}([.][0-9]{1,4})?$"},
                "returnlessUpTo": {"type": "string", "pattern": "^[0-9]{1,9}([.][0-9]{1,4})?$"},
                "missing": {"enum": ["NOT_CREDITED", "CREDITED"]},
                "giftCardFirst": {"type": "boolean"},
                "claimWithinDays": {"type": "integer", "minimum": 0},
                "transferPricePercent": {"type": "string", "pattern": "^[0-9]{1,3}([.][0-9]{1,4})?$"},
                "payer": {"enum": ["CHANNEL", "PAYMENT_PROVIDER"]},
                "refundAnswerDays": {"type": "integer", "minimum": 0}}}}
            """;

    private final ReturnPolicies policies;
    private final JsonMapper json;

    ReturnPoliciesSection(ReturnPolicies policies, JsonMapper json) {
        this.policies = policies;
        this.json = json;
    }

    @Override
    public String name() {
        return "return-policies";
    }

    @Override
    public int order() {
        return 85;
    }

    @Override
    public JsonNode schema() {
        return json.readTree(SCHEMA);
    }

    @Override
    public JsonNode read() {
        var section = json.createArrayNode();
        policies.inForce().forEach(version -> section.add(written(version.rule())));
        return section;
    }

    private ObjectNode written(ReturnRule rule) {
        var entry = (ObjectNode) json.valueToTree(rule);
        for (var name : List.of(
                "restockingFeePercent", "returnLabel", "feeTaxPercent", "returnlessUpTo", "transferPricePercent")) {
            var value = entry.get(name);
            if (value != null && value.isNumber()) {
                entry.put(name, value.decimalValue().toPlainString());
            }
        }
        entry.propertyNames().stream()
                .filter(name -> entry.get(name).isNull())
                .toList()
                .forEach(entry::remove);
        return entry;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        for (var entry : value) {
            var stated = rule(entry);
            var versions = policies.list().stream()
                    .filter(version -> version.rule().equals(stated))
                    .toList();
            if (versions.stream().anyMatch(version -> version.state() == PolicyVersion.State.IN_FORCE)) {
                continue;
            }
            var submitted = versions.stream().anyMatch(version -> version.state() == PolicyVersion.State.SUBMITTED);
            var state = submitted
                    ? PolicyVersion.State.SUBMITTED
                    : policies.propose(stated, by).state();
            changes.add(new Change(
                    state == PolicyVersion.State.IN_FORCE ? Change.Kind.CHANGED : Change.Kind.SUBMITTED,
                    stated.name(),
                    "for " + stated.channel() + " in " + stated.country()));
        }
        return changes;
    }

    /** What is not stated is as built in. */
    private ReturnRule rule(JsonNode entry) {
        var whole = (ObjectNode) json.valueToTree(ReturnRule.BUILT_IN);
        entry.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
        return json.treeToValue(whole, ReturnRule.class);
    }
}
