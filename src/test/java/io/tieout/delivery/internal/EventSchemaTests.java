package io.tieout.delivery.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schemas in docs/events are generated from the payload records. Run with {@code -Dtieout.write-docs=true} to write them
 * anew; an incompatible change is refused even then.
 */
class EventSchemaTests {

    private static final Path DOCS = Path.of("docs/events");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void documentedSchemaIsThatOfTheCode(EventType type) throws IOException {
        var file = DOCS.resolve(type.fullName() + ".json");
        var generated = JSON.writeValueAsString(PayloadSchema.of(type)) + "\n";
        if (Boolean.getBoolean("tieout.write-docs")) {
            if (Files.exists(file)) {
                assertThat(breaks(JSON.readTree(Files.readString(file)), PayloadSchema.of(type), ""))
                        .isEmpty();
            }
            Files.createDirectories(DOCS);
            Files.writeString(file, generated);
        }

        assertThat(file).exists();
        assertThat(breaks(JSON.readTree(Files.readString(file)), PayloadSchema.of(type), ""))
                .as("changes that break receivers")
                .isEmpty();
        assertThat(Files.readString(file)).isEqualTo(generated);
    }

    @Test
    void nothingElseIsDocumented() throws IOException {
        var documented = new ArrayList<String>();
        try (var files = Files.list(DOCS)) {
            files.map(file -> file.getFileName().toString()).forEach(documented::add);
        }

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(List.of(EventType.values()).stream()
                        .map(type -> type.fullName() + ".json")
                        .toList());
    }

    @Test
    void aRemovedOrChangedFieldIsABreak() {
        var before = JSON.readTree("{\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}},"
                + "\"required\":[\"a\",\"b\"]}");

        assertThat(breaks(
                        before,
                        JSON.readTree("{\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}"),
                        ""))
                .containsExactly("/b is gone");
        assertThat(breaks(
                        before,
                        JSON.readTree("{\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}},"
                                + "\"required\":[\"a\",\"b\"]}"),
                        ""))
                .containsExactly("/a is of another form");
        assertThat(breaks(
                        before,
                        JSON.readTree("{\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"},"
                                + "\"c\":{\"type\":\"string\"}},\"required\":[\"a\"]}"),
                        ""))
                .containsExactly("/b is no longer certain");
    }

    /** What a receiver that knows the one could stumble over in the other. */
    private static List<String> breaks(JsonNode before, JsonNode after, String place) {
        var found = new ArrayList<String>();
        for (var name : before.path("properties").propertyNames()) {
            var here = place + "/" + name;
            var old = before.path("properties").path(name);
            var now = after.path("properties").path(name);
            if (now.isMissingNode()) {
                found.add(here + " is gone");
            } else if (!old.path("type").equals(now.path("type"))) {
                found.add(here + " is of another form");
            } else {
                found.addAll(breaks(old, now, here));
            }
        }
        if (before.has("items")) {
            found.addAll(breaks(before.path("items"), after.path("items"), place + "/*"));
        }
        for (var name : before.path("required")) {
            var stillThere = after.path("properties").has(name.asString());
            var certain = after.path("required").valueStream().anyMatch(name::equals);
            if (stillThere && !certain) {
                found.add(place + "/" + name.asString() + " is no longer certain");
            }
        }
        return found;
    }
}
