package io.tieout.finance.internal;

import io.tieout.kernel.Actor;
import io.tieout.platform.spi.ConfigSection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code postingRules}: governed, so what it says becomes a submitted version unless the hub is empty. */
@Component
class PostingRulesSection implements ConfigSection {

    private static final JsonNode SCHEMA = SectionJson.schema("""
            {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["eventType", "component", "debit", "credit"],
              "properties": {
                "eventType": {"type": "string", "minLength": 1, "maxLength": 64},
                "component": {"type": "string", "minLength": 1, "maxLength": 64,
                  "description": "the amount's name; a trailing * stands for any ending"},
                "qualifier": {"type": "string", "minLength": 1, "maxLength": 128},
                "meaning": {"enum": ["NONE", "TAX_CODE", "PAYMENT_METHOD"]},
                "debit": {"type": "string", "minLength": 1, "maxLength": 64,
                  "description": "an account key; {qualifier} is replaced by the qualifier's mapped value"},
                "credit": {"type": "string", "minLength": 1, "maxLength": 64},
                "validFrom": {"type": "string", "format": "date"}}}}
            """);

    private final RuleGovernance governance;
    private final SectionJson section;

    PostingRulesSection(RuleGovernance governance, SectionJson section) {
        this.governance = governance;
        this.section = section;
    }

    @Override
    public String name() {
        return "postingRules";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var rules = SectionJson.JSON.createArrayNode();
        for (var rule : governance.rules(governance.newestInForce())) {
            var entry = rules.addObject().put("eventType", rule.eventType()).put("component", rule.component());
            if (rule.qualifier() != null) {
                entry.put("qualifier", rule.qualifier());
            }
            if (rule.meaning() != PostingRule.Meaning.NONE) {
                entry.put("meaning", rule.meaning().name());
            }
            entry.put("debit", rule.debit()).put("credit", rule.credit());
        }
        return rules;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var current = byPlace(governance.rules(governance.newestInForce()));
        var wanted = prune ? new TreeMap<String, PostingRule>() : new TreeMap<>(current);
        var differences = new ArrayList<Change>();
        LocalDate validFrom = null;
        for (var index = 0; index < value.size(); index++) {
            var rule = rule(value.get(index), index);
            wanted.put(place(rule), rule);
            var from = SectionJson.optional(value.get(index), "validFrom");
            if (from != null) {
                validFrom =
                        earlier(validFrom, SectionJson.read(value.get(index), index, "validFrom", LocalDate::parse));
            }
        }
        wanted.forEach((place, rule) -> {
            if (!rule.equals(current.get(place))) {
                differences.add(new Change(
                        current.containsKey(place) ? Change.Kind.CHANGED : Change.Kind.ADDED,
                        place,
                        "Dr " + rule.debit() + " Cr " + rule.credit()));
            }
        });
        current.keySet().stream()
                .filter(place -> !wanted.containsKey(place))
                .forEach(place -> differences.add(new Change(Change.Kind.REMOVED, place, "No longer posted")));
        return differences.isEmpty() ? differences : propose(wanted, validFrom, differences, by);
    }

    private List<Change> propose(
            TreeMap<String, PostingRule> wanted, @Nullable LocalDate validFrom, List<Change> differences, Actor by) {
        var empty = section.hubIsEmpty();
        var rules = List.copyOf(wanted.values());
        var waiting = governance
                .newestSubmitted()
                .filter(set -> byPlace(governance.rules(set.version())).equals(wanted));
        var version = waiting.map(RuleGovernance.RuleSet::version)
                .orElseGet(() -> governance.propose(rules, validFrom, empty, by));
        return empty
                ? differences
                : List.of(new Change(
                        Change.Kind.SUBMITTED,
                        "postingRules:" + version,
                        differences.size() + " differences wait for a second person"));
    }

    private static TreeMap<String, PostingRule> byPlace(List<PostingRule> rules) {
        var byPlace = new TreeMap<String, PostingRule>();
        rules.forEach(rule -> byPlace.put(place(rule), rule));
        return byPlace;
    }

    private static String place(PostingRule rule) {
        return rule.eventType() + "/" + rule.component() + (rule.qualifier() == null ? "" : "/" + rule.qualifier());
    }

    private static LocalDate earlier(@Nullable LocalDate one, LocalDate other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    private static PostingRule rule(JsonNode entry, int index) {
        var meaning = Objects.requireNonNullElse(SectionJson.optional(entry, "meaning"), "NONE");
        var debit = SectionJson.read(entry, index, "debit", text -> text);
        var credit = SectionJson.read(entry, index, "credit", text -> text);
        if (debit.equals(credit)) {
            throw SectionJson.refused("/" + index + "/credit", "Debit and credit are the same account key");
        }
        return new PostingRule(
                SectionJson.read(entry, index, "eventType", text -> text),
                SectionJson.read(entry, index, "component", text -> text),
                SectionJson.optional(entry, "qualifier"),
                PostingRule.Meaning.valueOf(meaning),
                debit,
                credit);
    }
}
