package io.tieout.channels.square;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.channels.shopify.PlayedCalls;
import io.tieout.delivery.spi.OutboundHttp.Request;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether requests are what Square's published OpenAPI document allows. */
final class SquareApiSchema {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static @Nullable JsonNode published;

    private SquareApiSchema() {}

    private static JsonNode published() throws IOException {
        var known = published;
        if (known == null) {
            known = JSON.readTree(Files.readAllBytes(Samples.root().resolve("pos/square/api.json")));
            known.path("components").path("schemas").values().forEach(SquareApiSchema::close);
            published = known;
        }
        return known;
    }

    /** An object has the fields that are published, and no others. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.path("properties").isEmpty()) {
            object.put("additionalProperties", false);
        }
    }

    static void demand(Request request) throws IOException {
        var document = published();
        var operation = document.path("paths")
                .path(request.url().getPath())
                .path(request.method().toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isObject())
                .as("%s %s", request.method(), request.url())
                .isTrue();
        var parameters = new HashSet<String>();
        operation
                .path("parameters")
                .values()
                .forEach(one -> parameters.add(one.path("name").asString()));
        assertThat(PlayedCalls.query(request.url().getRawQuery()).keySet())
                .as(request.url().toString())
                .isSubsetOf(parameters);
        if (request.body().isPresent()) {
            var schema = JSON.createObjectNode();
            schema.set("components", document.path("components"));
            schema.set(
                    "allOf",
                    JSON.createArrayNode()
                            .add(operation
                                    .path("requestBody")
                                    .path("content")
                                    .path("application/json")
                                    .path("schema")));
            assertThat(REGISTRY.getSchema(schema)
                            .validate(JSON.readTree(request.body().get())))
                    .as(request.body().get())
                    .isEmpty();
        }
        assertThat(request.headers()).containsKeys("square-version", "authorization");
    }
}
