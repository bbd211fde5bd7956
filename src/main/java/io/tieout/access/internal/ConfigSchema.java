package io.tieout.access.internal;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.access.AccessProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.platform.spi.ConfigSection;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON schema of the configuration file, put together from the sections' own. */
@Component
public class ConfigSchema {

    private static final int PLACES_MAX = 50;

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
            return;
        }
        var places = errors.stream()
                .limit(PLACES_MAX)
                .map(error -> placeOf(error, document))
                .toList();
        throw new ProblemException(
                AccessProblem.CONFIG_INVALID, errors.size() + " places do not follow the schema", places);
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
