package io.tieout.channels.adapter.in.config;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.internal.Adapters;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConfigSection;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code connections:} a secret is given once, literally or as {@code env:NAME}, and read back as a reference. */
@Component
class ConnectionsSection implements ConfigSection {

    /** How a kept secret is given back; given in again, it leaves the secret as it is. */
    private static final String REFERENCE = "secret:";

    private static final String SCHEMA = """
            {"type": "array", "items": {
                "type": "object",
                "required": ["code", "adapter", "entity"],
                "additionalProperties": false,
                "properties": {
                    "code": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
                    "adapter": {"type": "string"},
                    "entity": {"type": "string"},
                    "zone": {"type": "string"},
                    "paused": {"type": "boolean"},
                    "settings": {"type": "object", "additionalProperties": {"anyOf": [
                        {"type": ["string", "number", "boolean"]},
                        {"type": "array", "items": {"type": ["string", "number", "boolean"]}}]}},
                    "secrets": {"type": "object", "additionalProperties": {"type": "string"}}}}}
            """;

    private final Connections connections;
    private final Adapters adapters;
    private final Catalog catalog;
    private final JsonMapper json;

    ConnectionsSection(Connections connections, Adapters adapters, Catalog catalog, JsonMapper json) {
        this.connections = connections;
        this.adapters = adapters;
        this.catalog = catalog;
        this.json = json;
    }

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public JsonNode schema() {
        return json.readTree(SCHEMA);
    }

    @Override
    public JsonNode read() {
        var section = json.createArrayNode();
        for (var connection : connections.list()) {
            var entry = section.addObject()
                    .put("code", connection.code().value())
                    .put("adapter", connection.adapter())
                    .put("entity", connection.entity().value())
                    .put("zone", connection.zone().getId());
            if (connection.paused()) {
                entry.put("paused", true);
            }
            if (!connection.settings().isEmpty()) {
                var settings = entry.putObject("settings");
                new TreeMap<>(connection.settings()).forEach(settings::put);
            }
            if (!connection.secrets().isEmpty()) {
                var secrets = entry.putObject("secrets");
                connection.secrets().forEach(name -> secrets.put(name, REFERENCE + name));
            }
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var listed = new HashSet<ConnectionCode>();
        for (var index = 0; index < value.size(); index++) {
            var entry = value.get(index);
            var stated = connection(entry, "/" + index);
            if (!listed.add(stated.code())) {
                throw refused("/" + index + "/code", "is there twice: " + stated.code());
            }
            var secrets = secrets(entry);
            secrets.entrySet().removeIf(given -> connections.holds(stated.code(), given.getKey(), given.getValue()));
            var before = connections.find(stated.code()).orElse(null);
            if (before == null) {
                changes.add(new Change(Change.Kind.ADDED, stated.code().value(), "adapter " + stated.adapter()));
            } else if (!sameButSecrets(before, stated) || !secrets.isEmpty()) {
                changes.add(
                        new Change(Change.Kind.CHANGED, stated.code().value(), difference(before, stated, secrets)));
            } else {
                continue;
            }
            connections.save(keepingSecrets(stated, before), secrets, by);
        }
        if (prune) {
            connections.list().stream()
                    .filter(connection -> !listed.contains(connection.code()))
                    .forEach(gone -> {
                        connections.remove(gone.code(), by);
                        changes.add(new Change(Change.Kind.REMOVED, gone.code().value(), "adapter " + gone.adapter()));
                    });
        }
        return List.copyOf(changes);
    }

    private Connection connection(JsonNode entry, String at) {
        var adapter = entry.path("adapter").asString();
        if (!adapters.names().contains(adapter)) {
            throw refused(at + "/adapter", "is none of " + adapters.names() + ": " + adapter);
        }
        var entity = EntityCode.of(entry.path("entity").asString());
        var known =
                catalog.entity(entity).orElseThrow(() -> refused(at + "/entity", "is no legal entity here: " + entity));
        return new Connection(
                ConnectionCode.of(entry.path("code").asString()),
                adapter,
                entity,
                entry.has("zone") ? zone(entry.path("zone").asString(), at) : known.zone(),
                settings(entry),
                List.of(),
                entry.path("paused").asBoolean(false));
    }

    private static ZoneId zone(String text, String at) {
        try {
            return "UTC".equals(text) ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw refused(at + "/zone", "is no time zone: " + text);
        }
    }

    /** A list is kept as its values with commas between. */
    private static Map<String, String> settings(JsonNode entry) {
        var settings = new TreeMap<String, String>();
        for (var setting : entry.path("settings").properties()) {
            if (setting.getValue().isArray()) {
                var joined = new StringJoiner(",");
                setting.getValue().forEach(item -> joined.add(item.asString()));
                settings.put(setting.getKey(), joined.toString());
            } else {
                settings.put(setting.getKey(), setting.getValue().asString());
            }
        }
        return settings;
    }

    private static Map<String, String> secrets(JsonNode entry) {
        var secrets = new TreeMap<String, String>();
        for (var secret : entry.path("secrets").properties()) {
            var value = secret.getValue().asString();
            if (!value.startsWith(REFERENCE)) {
                secrets.put(secret.getKey(), value);
            }
        }
        return secrets;
    }

    private static boolean sameButSecrets(Connection before, Connection stated) {
        return keepingSecrets(stated, before).equals(before);
    }

    private static Connection keepingSecrets(Connection stated, @Nullable Connection before) {
        return new Connection(
                stated.code(),
                stated.adapter(),
                stated.entity(),
                stated.zone(),
                stated.settings(),
                before == null ? List.of() : before.secrets(),
                stated.paused());
    }

    private static String difference(Connection before, Connection stated, Map<String, String> secrets) {
        var parts = new StringJoiner("; ");
        if (!before.adapter().equals(stated.adapter())) {
            parts.add("adapter " + before.adapter() + " -> " + stated.adapter());
        }
        if (!before.entity().equals(stated.entity())) {
            parts.add("entity " + before.entity() + " -> " + stated.entity());
        }
        if (!before.zone().equals(stated.zone())) {
            parts.add("zone " + before.zone() + " -> " + stated.zone());
        }
        if (before.paused() != stated.paused()) {
            parts.add(stated.paused() ? "paused" : "goes on");
        }
        if (!before.settings().equals(stated.settings())) {
            parts.add("settings " + before.settings() + " -> " + stated.settings());
        }
        if (!secrets.isEmpty()) {
            parts.add("secrets " + String.join(", ", secrets.keySet()));
        }
        return parts.toString();
    }

    private static ProblemException refused(String pointer, String detail) {
        return new ProblemException(
                CommonProblem.REQUEST_INVALID,
                "connections" + pointer + " " + detail,
                List.of(new ProblemException.Place(pointer, detail)));
    }
}
