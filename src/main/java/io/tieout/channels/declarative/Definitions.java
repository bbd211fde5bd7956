package io.tieout.channels.declarative;

import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterDefinition.Kind;
import io.tieout.channels.AdapterDefinition.Recognition;
import io.tieout.channels.AdapterDefinition.Sample;
import io.tieout.channels.AdapterDefinition.Signature;
import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Definitions as JSON: as they are sent, kept, and served. Decimals in samples stay as they were written. */
public final class Definitions {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LENGTH_MAX = 4_000_000;
    private static final JsonNode SCHEMA_DOCUMENT = Schema.read("adapter.schema.json");
    private static final Schema SCHEMA = Schema.of(SCHEMA_DOCUMENT);

    private Definitions() {}

    /** @throws ProblemException {@code adapter.definition-invalid} with the places */
    public static AdapterDefinition read(JsonNode document) {
        SCHEMA.demand(document, "", AdapterProblem.DEFINITION_INVALID);
        var text = document.toString();
        if (text.length() > LENGTH_MAX) {
            throw new ProblemException(
                    AdapterProblem.DEFINITION_INVALID, "It has more than " + LENGTH_MAX + " characters");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ProblemException(AdapterProblem.DEFINITION_INVALID, "It has characters that no text has");
        }
        var definition = written(document);
        demandDifferent(definition.kinds().stream().map(Kind::name).toList(), "/kinds/%d/name");
        demandDifferent(definition.samples().stream().map(Sample::name).toList(), "/samples/%d/name");
        for (var index = 0; index < definition.samples().size(); index++) {
            var of = definition.samples().get(index).kind();
            if (definition.kind(of).isEmpty()) {
                throw invalid("/samples/" + index + "/kind", "is none of the adapter's kinds: " + of);
            }
        }
        return definition;
    }

    /** A definition that was read before, and is kept as {@link #json} wrote it. */
    static AdapterDefinition kept(String text) {
        return written(JSON.readTree(text));
    }

    private static AdapterDefinition written(JsonNode document) {
        var kinds = new ArrayList<Kind>();
        document.path("kinds").forEach(kind -> kinds.add(kind(kind)));
        var samples = new ArrayList<Sample>();
        document.path("samples").forEach(sample -> samples.add(sample(sample)));
        return new AdapterDefinition(
                document.path("code").asString(),
                document.path("title").asString(),
                signature(document.path("signature")),
                kinds,
                samples);
    }

    private static void demandDifferent(List<String> names, String place) {
        var seen = new HashSet<String>();
        for (var index = 0; index < names.size(); index++) {
            if (!seen.add(names.get(index))) {
                throw invalid(place.formatted(index), "is there twice: " + names.get(index));
            }
        }
    }

    private static ProblemException invalid(String at, String words) {
        return new ProblemException(
                AdapterProblem.DEFINITION_INVALID, at + " " + words, List.of(new ProblemException.Place(at, words)));
    }

    private static @Nullable Signature signature(JsonNode signature) {
        return !signature.isObject()
                ? null
                : new Signature(
                        signature.path("header").asString(),
                        signature.path("algorithm").asString("HMAC-SHA256"),
                        signature.path("encoding").asString("base64"),
                        signature.path("prefix").asString(""),
                        signature.path("secret").asString("webhook"));
    }

    private static Kind kind(JsonNode kind) {
        return new Kind(
                kind.path("name").asString(),
                kind.path("expression").asString(),
                recognition(kind.path("recognition")),
                texts(kind.path("knownFields")));
    }

    private static @Nullable Recognition recognition(JsonNode recognition) {
        return !recognition.isObject()
                ? null
                : new Recognition(
                        text(recognition, "object"),
                        text(recognition, "objectField"),
                        text(recognition, "identityHeader"),
                        text(recognition, "identityField"),
                        text(recognition, "versionField"),
                        texts(recognition.path("within")));
    }

    private static @Nullable String text(JsonNode object, String name) {
        return object.hasNonNull(name) ? object.path(name).asString() : null;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asString()));
        return texts;
    }

    private static Sample sample(JsonNode sample) {
        return new Sample(
                sample.path("name").asString(),
                sample.path("kind").asString(),
                sample.path("payload"),
                sample.path("expected"));
    }

    /** In the form that {@link #read} takes. */
    public static ObjectNode json(AdapterDefinition definition) {
        var document = JSON.createObjectNode().put("code", definition.code()).put("title", definition.title());
        var signature = definition.signature();
        if (signature != null) {
            document.putObject("signature")
                    .put("header", signature.header())
                    .put("algorithm", signature.algorithm())
                    .put("encoding", signature.encoding())
                    .put("prefix", signature.prefix())
                    .put("secret", signature.secret());
        }
        var kinds = document.putArray("kinds");
        for (var kind : definition.kinds()) {
            var written = kinds.addObject().put("name", kind.name()).put("expression", kind.expression());
            var recognition = kind.recognition();
            if (recognition != null) {
                write(recognition, written.putObject("recognition"));
            }
            if (!kind.knownFields().isEmpty()) {
                var known = written.putArray("knownFields");
                kind.knownFields().forEach(known::add);
            }
        }
        var samples = document.putArray("samples");
        for (var sample : definition.samples()) {
            var written = samples.addObject().put("name", sample.name()).put("kind", sample.kind());
            written.set("payload", sample.payload());
            written.set("expected", sample.expected());
        }
        return document;
    }

    private static void write(Recognition recognition, ObjectNode into) {
        put(into, "object", recognition.object());
        put(into, "objectField", recognition.objectField());
        put(into, "identityHeader", recognition.identityHeader());
        put(into, "identityField", recognition.identityField());
        put(into, "versionField", recognition.versionField());
        if (!recognition.within().isEmpty()) {
            var within = into.putArray("within");
            recognition.within().forEach(within::add);
        }
    }

    private static void put(ObjectNode into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    /** The schemas of a definition and of what its expressions make. */
    public static JsonNode schemas() {
        var schemas = JSON.createObjectNode();
        schemas.set("definition", SCHEMA_DOCUMENT);
        schemas.set("result", CanonicalForm.schema());
        return schemas;
    }
}
