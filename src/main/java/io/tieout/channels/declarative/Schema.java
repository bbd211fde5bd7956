package io.tieout.channels.declarative;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON schema that documents are held against, with a JSON pointer for each place that does not follow it. */
final class Schema {

    private static final int PLACES_MAX = 50;

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final com.networknt.schema.Schema compiled;

    private Schema(JsonNode document) {
        this.compiled = REGISTRY.getSchema(document);
    }

    static Schema of(JsonNode document) {
        return new Schema(document);
    }

    static JsonNode read(String resource) {
        try (var stream = Schema.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("There is no resource " + resource);
            }
            return JsonMapper.shared().readTree(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @param at where the document stands, as a JSON pointer */
    void demand(JsonNode document, String at, ProblemType problem) {
        var errors = compiled.validate(document);
        if (errors.isEmpty()) {
            return;
        }
        var places =
                errors.stream().limit(PLACES_MAX).map(error -> place(error, at)).toList();
        var first = places.getFirst();
        throw new ProblemException(problem, first.pointer() + " " + first.detail(), places);
    }

    private static Place place(Error error, String at) {
        var location = error.getInstanceLocation();
        var pointer = at + (location == null ? "" : location.toString());
        var property = error.getProperty();
        if (property != null && "additionalProperties".equals(error.getKeyword())) {
            return new Place(pointer + "/" + escaped(property), "is no field that is known here");
        }
        return property != null && "required".equals(error.getKeyword())
                ? new Place(pointer + "/" + escaped(property), "is missing")
                : new Place(pointer, error.getMessage());
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
