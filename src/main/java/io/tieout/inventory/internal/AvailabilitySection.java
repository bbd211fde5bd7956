package io.tieout.inventory.internal;

import io.tieout.access.Audit;
import io.tieout.inventory.internal.ChannelOfferRows.Offer;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.Quantity;
import io.tieout.platform.spi.ConfigSection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The section {@code availability}: after what silence locations offer less, and what each channel is shown and from where it
 * is served.
 */
@Component
class AvailabilitySection implements ConfigSection {

    private static final String SCHEMA = """
            {"type": "object", "additionalProperties": false, "properties": {
              "freshness": {"type": "array", "maxItems": 10000, "items": {
                "type": "object", "required": ["scope"], "additionalProperties": false, "properties": {
                  "scope": {"type": "string", "minLength": 1, "maxLength": 32},
                  "raisedBufferAfter": {"type": "string"}, "collectOnlyAfter": {"type": "string"},
                  "offSaleAfter": {"type": "string"}, "buffer": {"type": ["number", "string"]},
                  "quietFrom": {"type": "string"}, "quietTo": {"type": "string"}}}},
              "channels": {"type": "array", "maxItems": 10000, "items": {
                "type": "object", "required": ["connection"], "additionalProperties": false, "properties": {
                  "connection": {"type": "string", "minLength": 1, "maxLength": 64},
                  "locations": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 32}},
                  "buffer": {"type": ["number", "string"]}, "shownMax": {"type": ["number", "string"]},
                  "products": {"type": "array", "maxItems": 100000, "items": {
                    "type": "object", "required": ["sku"], "additionalProperties": false, "properties": {
                      "sku": {"type": "string", "minLength": 1, "maxLength": 64},
                      "buffer": {"type": ["number", "string"]}, "shownMax": {"type": ["number", "string"]}}}}}}}}}
            """;

    private final FreshnessRows freshness;
    private final ChannelOfferRows offers;
    private final Audit audit;
    private final JsonMapper json;

    AvailabilitySection(FreshnessRows freshness, ChannelOfferRows offers, Audit audit, JsonMapper json) {
        this.freshness = freshness;
        this.offers = offers;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public String name() {
        return "availability";
    }

    @Override
    public int order() {
        return 55;
    }

    @Override
    public JsonNode schema() {
        return json.readTree(SCHEMA);
    }

    @Override
    public JsonNode read() {
        var section = json.createObjectNode();
        var rules = section.putArray("freshness");
        freshness.rules().forEach(rule -> write(rule, rules.addObject()));
        write(section.putArray("channels"));
        return section;
    }

    private static void write(FreshnessRule rule, ObjectNode entry) {
        entry.put("scope", rule.scope());
        put(entry, "raisedBufferAfter", rule.raisedBufferAfter());
        put(entry, "collectOnlyAfter", rule.collectOnlyAfter());
        put(entry, "offSaleAfter", rule.offSaleAfter());
        entry.put("buffer", rule.buffer().toString());
        put(entry, "quietFrom", rule.quietFrom());
        put(entry, "quietTo", rule.quietTo());
    }

    private void write(ArrayNode channels) {
        var locations = offers.locations();
        var byConnection = offers.all().stream().collect(Collectors.groupingBy(Offer::connection));
        var connections = new TreeSet<>(locations.keySet());
        connections.addAll(byConnection.keySet());
        for (var connection : connections) {
            var entry = channels.addObject().put("connection", connection);
            var served = locations.get(connection);
            if (served != null) {
                var array = entry.putArray("locations");
                served.forEach(array::add);
            }
            var products = json.createArrayNode();
            for (var offer : byConnection.getOrDefault(connection, List.of())) {
                var target = offer.sku().equals(ChannelOfferRows.ANY)
                        ? entry
                        : products.addObject().put("sku", offer.sku());
                target.put("buffer", offer.buffer().toString());
                put(target, "shownMax", offer.shownMax());
            }
            if (!products.isEmpty()) {
                entry.set("products", products);
            }
        }
    }

    private static void put(ObjectNode entry, String name, @Nullable Object value) {
        if (value != null) {
            entry.put(name, value.toString());
        }
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var before = freshness.rules().stream().collect(Collectors.toMap(FreshnessRule::scope, Function.identity()));
        var scopes = new HashSet<String>();
        for (var index = 0; index < value.path("freshness").size(); index++) {
            var rule = rule(value.path("freshness").path(index), "/freshness/" + index);
            scopes.add(rule.scope());
            if (!rule.equals(before.get(rule.scope()))) {
                freshness.save(rule);
                changes.add(change(before.containsKey(rule.scope()), "freshness " + rule.scope(), rule.toString(), by));
            }
        }
        var known = Map.copyOf(connections());
        var connections = new HashSet<String>();
        for (var index = 0; index < value.path("channels").size(); index++) {
            channel(value.path("channels").path(index), "/channels/" + index, known, connections, changes, by);
        }
        if (prune) {
            before.keySet().stream().filter(scope -> !scopes.contains(scope)).forEach(scope -> {
                freshness.removeRule(scope);
                changes.add(removed("freshness " + scope, by));
            });
            known.keySet().stream().filter(code -> !connections.contains(code)).forEach(code -> {
                offers.remove(code);
                changes.add(removed("channel " + code, by));
            });
        }
        return List.copyOf(changes);
    }

    private Map<String, JsonNode> connections() {
        var channels = json.createArrayNode();
        write(channels);
        return channels.valueStream()
                .collect(Collectors.toMap(entry -> entry.path("connection").asString(), Function.identity()));
    }

    private void channel(
            JsonNode entry,
            String at,
            Map<String, JsonNode> known,
            HashSet<String> listed,
            List<Change> changes,
            Actor by) {
        var connection = entry.path("connection").asString();
        if (!listed.add(connection)) {
            throw refused(at + "/connection", "It is there twice: " + connection);
        }
        var stated = new ArrayList<Offer>();
        if (entry.has("buffer") || entry.has("shownMax")) {
            stated.add(offer(connection, ChannelOfferRows.ANY, entry, at));
        }
        for (var index = 0; index < entry.path("products").size(); index++) {
            var product = entry.path("products").path(index);
            stated.add(offer(connection, product.path("sku").asString(), product, at + "/products/" + index));
        }
        if (stated.stream().map(Offer::sku).distinct().count() < stated.size()) {
            throw refused(at + "/products", "A SKU is there twice");
        }
        var locations = entry.path("locations")
                .valueStream()
                .map(code -> LocationCode.of(code.asString()))
                .toList();
        offers.replace(connection, stated, locations);
        var now = connections().get(connection);
        if (!java.util.Objects.equals(now, known.get(connection))) {
            changes.add(change(known.containsKey(connection), "channel " + connection, String.valueOf(now), by));
        }
    }

    private Change change(boolean there, String key, String detail, Actor by) {
        audit.record(by, "availability.changed", key, Map.of("value", detail));
        return new Change(there ? Change.Kind.CHANGED : Change.Kind.ADDED, key, detail);
    }

    private Change removed(String key, Actor by) {
        audit.record(by, "availability.removed", key, Map.of());
        return new Change(Change.Kind.REMOVED, key, "");
    }

    private static FreshnessRule rule(JsonNode entry, String at) {
        var raised = duration(entry, "raisedBufferAfter", at);
        var collect = duration(entry, "collectOnlyAfter", at);
        var off = duration(entry, "offSaleAfter", at);
        var steps = java.util.stream.Stream.of(raised, collect, off)
                .filter(java.util.Objects::nonNull)
                .toList();
        if (!steps.equals(steps.stream().sorted().toList())) {
            throw refused(at, "Each step of the ladder comes after the one before it");
        }
        var quietFrom = time(entry, "quietFrom", at);
        var quietTo = time(entry, "quietTo", at);
        if ((quietFrom == null) != (quietTo == null)) {
            throw refused(at + "/quietTo", "Quiet hours have a beginning and an end");
        }
        var buffer = quantity(entry, "buffer", at);
        return new FreshnessRule(
                entry.path("scope").asString(),
                raised,
                collect,
                off,
                buffer == null ? Quantity.ZERO : buffer,
                quietFrom,
                quietTo);
    }

    private static Offer offer(String connection, String sku, JsonNode entry, String at) {
        var buffer = quantity(entry, "buffer", at);
        return new Offer(connection, sku, buffer == null ? Quantity.ZERO : buffer, quantity(entry, "shownMax", at));
    }

    private static @Nullable Quantity quantity(JsonNode entry, String name, String at) {
        if (!entry.has(name)) {
            return null;
        }
        try {
            var quantity = Quantity.of(entry.path(name).asString());
            if (!quantity.isNegative()) {
                return quantity;
            }
        } catch (IllegalArgumentException notOne) {
            throw refused(at + "/" + name, "Not a quantity: " + entry.path(name));
        }
        throw refused(at + "/" + name, "It is below zero");
    }

    private static @Nullable Duration duration(JsonNode entry, String name, String at) {
        if (!entry.has(name)) {
            return null;
        }
        try {
            var duration = Duration.parse(entry.path(name).asString());
            if (duration.toSeconds() > 0) {
                return duration;
            }
        } catch (DateTimeException notOne) {
            throw refused(at + "/" + name, "Not a duration such as PT2H");
        }
        throw refused(at + "/" + name, "It must last a second at least");
    }

    private static @Nullable LocalTime time(JsonNode entry, String name, String at) {
        try {
            return entry.has(name) ? LocalTime.parse(entry.path(name).asString()) : null;
        } catch (DateTimeException notOne) {
            throw refused(at + "/" + name, "Not a time of day such as 20:00");
        }
    }

    private static ProblemException refused(String pointer, String detail) {
        return new ProblemException(
                CommonProblem.REQUEST_INVALID, "Availability is not valid", List.of(new Place(pointer, detail)));
    }
}
