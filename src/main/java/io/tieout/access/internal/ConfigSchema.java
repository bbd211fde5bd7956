package io.tieout.access.internal;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.access.AccessProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.platform.spi.ConfigSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON schema of the configuration file, put together from the sections' own. */
@Component
public class ConfigSchema {

    private static final int PLACES_MAX = 50;

    /** What an entry is known by, where it has a name at all. */
    private static final List<String> IDENTITIES = List.of("code", "sku");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonMapper json;

    ConfigSchema(JsonMapper json) {
        this.json = json;
    }

    public JsonNode of(List<ConfigSection> sections) {
        var schema = json.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Tieout configuration")
                .put("type", "object")
                .put("additionalProperties", false);
        var properties = schema.putObject("properties");
        for (var section : sections) {
            properties.set(section.name(), section.schema());
        }
        return schema;
    }

    /** @throws ProblemException {@code config.invalid} with the place of each error */
    public void demandValid(ConfigDocument document, List<ConfigSection> sections) {
        var errors = registry.getSchema(of(sections)).validate(document.root());
        if (errors.isEmpty()) {
            demandEachOnce(document);
            return;
        }
        var places = errors.stream()
                .limit(PLACES_MAX)
                .map(error -> placeOf(error, document))
                .toList();
        throw new ProblemException(
                AccessProblem.CONFIG_INVALID, errors.size() + " places do not follow the schema", places);
    }

    /** Of two entries with one code, nobody could say which is meant. */
    private static void demandEachOnce(ConfigDocument document) {
        var twice = new ArrayList<Place>();
        document.root().forEachEntry((section, entries) -> {
            for (var identity : IDENTITIES) {
                var known = new HashSet<String>();
                for (var index = 0; index < entries.size(); index++) {
                    var code = entries.path(index).path(identity);
                    if (code.isString() && !known.add(code.stringValue())) {
                        twice.add(document.place(
                                "/" + section + "/" + index + "/" + identity,
                                "It is there twice: " + code.stringValue()));
                    }
                }
            }
        });
        if (!twice.isEmpty()) {
            throw new ProblemException(
                    AccessProblem.CONFIG_INVALID,
                    twice.size() + " entries are there twice",
                    List.copyOf(twice.subList(0, Math.min(twice.size(), PLACES_MAX))));
        }
    }

    private static Place placeOf(Error error, ConfigDocument document) {
        var pointer = error.getInstanceLocation() == null
                ? ""
                : error.getInstanceLocation().toString();
        var unknown = "additionalProperties".equals(error.getKeyword()) && error.getProperty() != null;
        return unknown
                ? document.place(
                        pointer + "/" + escaped(error.getProperty()), "Unknown key \"" + error.getProperty() + "\"")
                : document.place(pointer, error.getMessage());
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
