package io.tieout.access.adapter.in.config;

import io.tieout.access.AccessProblem;
import io.tieout.access.ApiClient;
import io.tieout.access.ApiClients;
import io.tieout.access.ApiClients.Terms;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.platform.spi.ConfigSection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code clients:} a client's key may be given, literally or as {@code env:NAME}; it is kept as a hash and never given back.
 * Without one, the client has no key until one is issued. Nobody gives a client more than they hold themselves.
 */
@Component
class ClientsSection implements ConfigSection {

    private static final String REFERENCE = "env:";
    private static final int KEY_LENGTH_MIN = 24;

    private static final String SCHEMA = """
            {"type": "array", "maxItems": 10000, "items": {
                "type": "object",
                "required": ["code", "scopes"],
                "additionalProperties": false,
                "properties": {
                    "code": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
                    "scopes": {"type": "array", "items": {"type": "string"}},
                    "ratePerMinute": {"type": "integer", "minimum": 1, "maximum": 1000000},
                    "expiresAt": {"type": "string"},
                    "enabled": {"type": "boolean"},
                    "key": {"type": "string", "minLength": 5, "maxLength": 512}}}}
            """;

    private final ApiClients clients;
    private final CurrentActor actors;
    private final Environment environment;
    private final JsonMapper json;

    ClientsSection(ApiClients clients, CurrentActor actors, Environment environment, JsonMapper json) {
        this.clients = clients;
        this.actors = actors;
        this.environment = environment;
        this.json = json;
    }

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public JsonNode schema() {
        return json.readTree(SCHEMA);
    }

    @Override
    public JsonNode read() {
        var section = json.createArrayNode();
        for (var client : clients.list()) {
            var entry = section.addObject().put("code", client.code());
            var scopes = entry.putArray("scopes");
            new TreeSet<>(client.scopes()).forEach(scopes::add);
            if (client.ratePerMinute() != null) {
                entry.put("ratePerMinute", client.ratePerMinute());
            }
            if (client.expiresAt() != null) {
                entry.put("expiresAt", client.expiresAt().toString());
            }
            if (!client.enabled()) {
                entry.put("enabled", false);
            }
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var listed = new HashSet<String>();
        for (var index = 0; index < value.size(); index++) {
            var entry = value.get(index);
            var code = entry.path("code").asString();
            if (!listed.add(code)) {
                throw refused("/" + index + "/code", "It is there twice: " + code);
            }
            apply(code, entry, "/" + index, by, changes);
        }
        if (prune) {
            // But never the client that asks: it would saw off its own branch, and it can be removed by another.
            var itself = by.kind() == Actor.Kind.CLIENT ? by.name() : "";
            for (var client : clients.list()) {
                if (!listed.contains(client.code()) && !client.code().equals(itself)) {
                    demandHeld(client.scopes(), by, "");
                    clients.remove(client.code(), by);
                    changes.add(new Change(Change.Kind.REMOVED, client.code(), "with its keys"));
                }
            }
        }
        return List.copyOf(changes);
    }

    private void apply(String code, JsonNode entry, String at, Actor by, List<Change> changes) {
        var terms = terms(entry, at);
        var key = key(entry, at);
        var before = clients.find(code).orElse(null);
        var scopes = "scopes " + String.join(", ", terms.scopes());
        if (before == null) {
            demandHeld(terms.scopes(), by, at);
            clients.createWithoutKey(code, terms, by);
            changes.add(new Change(Change.Kind.ADDED, code, scopes + (key == null ? "; it has no key yet" : "")));
        } else if (!same(before, terms)) {
            demandHeld(before.scopes(), by, at);
            demandHeld(terms.scopes(), by, at);
            clients.change(code, terms, by);
            changes.add(new Change(Change.Kind.CHANGED, code, scopes));
        }
        if (key != null) {
            demandHeld(terms.scopes(), by, at);
            clients.accept(code, key, by);
        }
    }

    private static Terms terms(JsonNode entry, String at) {
        var scopes = new TreeSet<String>();
        var stated = entry.path("scopes");
        for (var index = 0; index < stated.size(); index++) {
            var scope = stated.get(index).asString();
            if (!Scopes.ALL.contains(scope) && !Scopes.ADMIN.equals(scope)) {
                throw new ProblemException(
                        AccessProblem.SCOPE_UNKNOWN,
                        "There is no scope " + scope,
                        List.of(new Place(
                                at + "/scopes/" + index, "Scopes are admin, " + String.join(", ", Scopes.ALL))));
            }
            scopes.add(scope);
        }
        return new Terms(
                scopes,
                entry.has("ratePerMinute") ? entry.path("ratePerMinute").asInt() : null,
                entry.has("expiresAt") ? instant(entry.path("expiresAt").asString(), at) : null,
                entry.path("enabled").asBoolean(true));
    }

    private static Instant instant(String text, String at) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw refused(at + "/expiresAt", "Not an instant such as 2027-01-31T00:00:00Z");
        }
    }

    private @Nullable String key(JsonNode entry, String at) {
        if (!entry.has("key")) {
            return null;
        }
        var stated = entry.path("key").asString();
        var key = stated.startsWith(REFERENCE)
                ? environment.getProperty(stated.substring(REFERENCE.length()), "")
                : stated;
        if (key.length() < KEY_LENGTH_MIN) {
            throw refused(at + "/key", "A key has at least " + KEY_LENGTH_MIN + " random characters");
        }
        return key;
    }

    private static boolean same(ApiClient client, Terms terms) {
        return client.scopes().equals(Set.copyOf(terms.scopes()))
                && java.util.Objects.equals(client.ratePerMinute(), terms.ratePerMinute())
                && java.util.Objects.equals(client.expiresAt(), terms.expiresAt())
                && client.enabled() == terms.enabled();
    }

    private void demandHeld(Collection<String> scopes, Actor by, String at) {
        var held = switch (by.kind()) {
            case SYSTEM -> true;
            case USER -> actors.hasRole(Roles.ADMINISTRATOR);
            case CLIENT ->
                clients.find(by.name())
                        .map(client -> client.scopes().contains(Scopes.ADMIN)
                                || client.scopes().containsAll(scopes))
                        .orElse(false);
        };
        if (!held) {
            throw new ProblemException(
                    AccessProblem.SCOPE_NOT_HELD,
                    by + " does not hold all of these scopes",
                    List.of(new Place(at + "/scopes", String.join(", ", scopes))));
        }
    }

    private static ProblemException refused(String pointer, String detail) {
        return new ProblemException(
                CommonProblem.REQUEST_INVALID, "A client is not valid", List.of(new Place(pointer, detail)));
    }
}
