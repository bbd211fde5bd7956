package io.tieout.delivery.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.CatalogProblem;
import io.tieout.delivery.Destination;
import io.tieout.delivery.Destinations;
import io.tieout.delivery.spi.ErpAdapter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConfigSection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The section {@code destinations} of the configuration file. */
@Component
class DestinationsSection implements ConfigSection {

    /** Stands where a secret was, so that what is read can be written back without knowing it. */
    private static final String REFERENCE = "secret:";

    private static final String SCHEMA = """
            {"type": "array", "items": {
              "type": "object", "additionalProperties": false, "required": ["code", "entity"],
              "properties": {
                "code": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
                "adapter": {"type": "string", "default": "webhook"},
                "entity": {"type": "string", "minLength": 1, "maxLength": 16},
                "url": {"type": "string", "maxLength": 2000},
                "allowInternal": {"type": "boolean", "default": false},
                "secret": {"type": "string", "minLength": 1, "maxLength": 1000},
                "events": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                "settings": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
                "paused": {"type": "boolean"}
              }}}
            """;

    private final Destinations destinations;
    private final DestinationRows rows;
    private final Catalog catalog;
    private final ErpAdapters adapters;
    private final JsonMapper json;

    DestinationsSection(
            Destinations destinations, DestinationRows rows, Catalog catalog, ErpAdapters adapters, JsonMapper json) {
        this.destinations = destinations;
        this.rows = rows;
        this.catalog = catalog;
        this.adapters = adapters;
        this.json = json;
    }

    @Override
    public String name() {
        return "destinations";
    }

    @Override
    public int order() {
        return 600;
    }

    @Override
    public JsonNode schema() {
        return json.readTree(SCHEMA);
    }

    @Override
    public JsonNode read() {
        var section = json.createArrayNode();
        for (var destination : ours()) {
            var entry = section.addObject()
                    .put("code", destination.code())
                    .put("adapter", destination.adapter())
                    .put("entity", destination.entity().value())
                    .put("url", destination.url().toString())
                    .put("allowInternal", destination.allowInternal())
                    .put("secret", rows.secretReference(destination.code(), REFERENCE));
            entry.set("events", json.valueToTree(destination.events()));
            if (!destination.settings().isEmpty()) {
                entry.set("settings", json.valueToTree(new java.util.TreeMap<>(destination.settings())));
            }
            entry.put("paused", destination.paused());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var named = new HashSet<String>();
        int index = 0;
        for (var entry : value) {
            named.add(entry.path("code").asString());
            try {
                apply(entry, by).ifPresent(changes::add);
            } catch (ProblemException refused) {
                throw new ProblemException(
                        refused.type(),
                        String.valueOf(refused.getMessage()),
                        List.of(new ProblemException.Place("/" + index, String.valueOf(refused.getMessage()))));
            }
            index++;
        }
        if (prune) {
            for (var destination : ours()) {
                if (!named.contains(destination.code())) {
                    destinations.remove(destination.code(), by);
                    changes.add(new Change(
                            Change.Kind.REMOVED, destination.code(), "its undelivered messages are skipped"));
                }
            }
        }
        return changes;
    }

    /** Those that people set up; others follow from other sections. */
    private List<Destination> ours() {
        return destinations.list().stream()
                .filter(destination -> adapters.named(destination.adapter())
                        .filter(ErpAdapter::managed)
                        .isEmpty())
                .toList();
    }

    private Optional<Change> apply(JsonNode entry, Actor by) {
        var code = entry.path("code").asString();
        var old = destinations.find(code);
        var destination = merged(entry, old);
        if (catalog.entity(destination.entity()).isEmpty()) {
            throw new ProblemException(
                    CatalogProblem.ENTITY_UNKNOWN, "There is no legal entity " + destination.entity());
        }
        var secret = Optional.of(entry.path("secret").asString(""))
                .filter(text -> !text.isBlank() && !text.startsWith(REFERENCE));
        var changed = destinations.save(destination, secret, by);
        if (old.isPresent() && old.get().paused() != destination.paused()) {
            if (destination.paused()) {
                destinations.pause(code, by);
            } else {
                destinations.resume(code, by);
            }
            changed = true;
        }
        if (!changed) {
            return Optional.empty();
        }
        var kind = old.isPresent() ? Change.Kind.CHANGED : Change.Kind.ADDED;
        return Optional.of(new Change(kind, code, destination.adapter() + " " + destination.url()));
    }

    /** What is not stated stays as it is. */
    private static Destination merged(JsonNode entry, Optional<Destination> old) {
        var settings =
                new HashMap<String, String>(old.map(Destination::settings).orElse(Map.of()));
        if (entry.has("settings")) {
            settings.clear();
            entry.get("settings").forEachEntry((name, setting) -> settings.put(name, setting.asString()));
        }
        List<String> events = old.map(Destination::events).orElse(List.of("*"));
        if (entry.has("events")) {
            events = entry.get("events").valueStream().map(JsonNode::asString).toList();
        }
        return new Destination(
                entry.path("code").asString(),
                text(entry, "adapter", old.map(Destination::adapter).orElse("webhook")),
                EntityCode.of(entry.path("entity").asString()),
                uri(text(entry, "url", old.map(one -> one.url().toString()).orElse("self"))),
                flag(entry, "allowInternal", old.map(Destination::allowInternal).orElse(false)),
                events,
                settings,
                flag(entry, "paused", old.map(Destination::paused).orElse(false)));
    }

    private static String text(JsonNode entry, String name, String otherwise) {
        return entry.has(name) ? entry.get(name).asString() : otherwise;
    }

    private static boolean flag(JsonNode entry, String name, boolean otherwise) {
        return entry.has(name) ? entry.get(name).asBoolean() : otherwise;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException noUri) {
            throw new ProblemException(
                    io.tieout.delivery.DeliveryProblem.ADDRESS_REFUSED, text + " is no address", noUri);
        }
    }
}
