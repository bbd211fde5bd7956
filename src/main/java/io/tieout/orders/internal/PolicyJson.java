package io.tieout.orders.internal;

import io.tieout.catalog.Location;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.internal.sourcing.SourcingRule;
import io.tieout.orders.internal.sourcing.SourcingRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sourcing policy as the configuration file and the database have it. */
final class PolicyJson {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static final JsonNode SCHEMA = JSON.readTree("""
            {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["entity", "rules"],
              "properties": {
                "entity": {"type": "string", "minLength": 1, "maxLength": 16, "description": "* is every entity without its own"},
                "locationsMax": {"type": "integer", "minimum": 1, "maximum": 100},
                "splitLines": {"type": "boolean"},
                "noSplitBelow": {"type": "object", "additionalProperties": false, "required": ["amount", "currency"],
                  "properties": {"amount": {"type": "string"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}},
                "releasePartly": {"type": "boolean"},
                "storeAttemptsMax": {"type": "integer", "minimum": 1, "maximum": 100},
                "storeAnswerMinutes": {"type": "integer", "minimum": 1, "maximum": 10080},
                "rules": {"type": "array", "maxItems": 20, "items": {"type": "object", "additionalProperties": false,
                  "required": ["rule"], "properties": {
                    "rule": {"enum": ["types", "nearest", "cost", "most-stock", "capacity", "fresh", "keep-in-stores"]},
                    "order": {"type": "array", "items": {"enum": ["WAREHOUSE", "THIRD_PARTY", "STORE", "VIRTUAL"]}},
                    "perOrder": {"type": "object", "additionalProperties": {"type": "string"}},
                    "perDay": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
                    "otherwise": {"type": ["string", "integer"]},
                    "minutes": {"type": "integer", "minimum": 1},
                    "quantity": {"type": ["string", "integer"]}}}}}}}
            """);

    private PolicyJson() {}

    /** @param defaults for what the policy does not say */
    static SourcingRules read(JsonNode policy, int version, SourcingRules defaults, String pointer) {
        var rules = new ArrayList<SourcingRule>();
        for (var index = 0; index < policy.path("rules").size(); index++) {
            var entry = policy.path("rules").get(index);
            rules.add(at(pointer + "/rules/" + index, entry, PolicyJson::rule));
        }
        var below = policy.path("noSplitBelow");
        return new SourcingRules(
                version,
                rules,
                policy.path("locationsMax").asInt(defaults.locationsMax()),
                policy.path("splitLines").asBoolean(defaults.splitLines()),
                below.isObject()
                        ? at(
                                pointer + "/noSplitBelow",
                                below,
                                node -> Money.of(
                                        node.path("amount").asString(),
                                        node.path("currency").asString()))
                        : null,
                policy.path("releasePartly").asBoolean(defaults.releasePartly()),
                policy.path("storeAttemptsMax").asInt(defaults.storeAttemptsMax()),
                policy.has("storeAnswerMinutes")
                        ? Duration.ofMinutes(policy.path("storeAnswerMinutes").asLong())
                        : defaults.storeAnswerWithin());
    }

    private static <T> T at(String pointer, JsonNode node, Function<JsonNode, T> reading) {
        try {
            return reading.apply(node);
        } catch (IllegalArgumentException wrong) {
            var detail = String.valueOf(wrong.getMessage());
            throw new ProblemException(
                    OrderProblem.SOURCING_POLICY_INVALID, detail, List.of(new Place(pointer, detail)));
        }
    }

    private static SourcingRule rule(JsonNode rule) {
        return switch (rule.path("rule").asString()) {
            case "types" -> {
                var order = new ArrayList<Location.Type>();
                rule.path("order")
                        .forEach(type ->
                                order.add(Location.Type.valueOf(type.asString().toUpperCase(Locale.ROOT))));
                yield new SourcingRule.Types(order);
            }
            case "nearest" -> new SourcingRule.Nearest();
            case "most-stock" -> new SourcingRule.MostStock();
            case "cost" -> {
                var costs = new TreeMap<LocationCode, BigDecimal>();
                rule.path("perOrder")
                        .properties()
                        .forEach(cost -> costs.put(LocationCode.of(cost.getKey()), number(cost.getValue())));
                yield new SourcingRule.Cost(
                        costs, rule.has("otherwise") ? number(rule.path("otherwise")) : BigDecimal.ZERO);
            }
            case "capacity" -> {
                var limits = new TreeMap<LocationCode, Integer>();
                rule.path("perDay")
                        .properties()
                        .forEach(limit -> limits.put(
                                LocationCode.of(limit.getKey()),
                                limit.getValue().asInt()));
                yield new SourcingRule.Capacity(limits, otherwise(rule));
            }
            case "fresh" ->
                new SourcingRule.Fresh(Duration.ofMinutes(rule.path("minutes").asLong(120)));
            case "keep-in-stores" -> new SourcingRule.KeepInStores(new Quantity(number(rule.path("quantity"))));
            default -> throw new IllegalArgumentException("There is no rule " + rule.path("rule"));
        };
    }

    private static @Nullable Integer otherwise(JsonNode rule) {
        return rule.has("otherwise") ? number(rule.path("otherwise")).intValueExact() : null;
    }

    private static BigDecimal number(JsonNode node) {
        var number = new BigDecimal(node.asString());
        if (number.signum() < 0) {
            throw new IllegalArgumentException(number + " is negative");
        }
        return number;
    }
}
