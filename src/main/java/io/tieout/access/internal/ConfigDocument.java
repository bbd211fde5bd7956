package io.tieout.access.internal;

import io.tieout.access.AccessProblem;
import io.tieout.access.HubConfig.Format;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A configuration file as it was sent.
 *
 * @param lines where each value stands in the text, by JSON pointer
 */
public record ConfigDocument(JsonNode root, Map<String, TokenStreamLocation> lines) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws ProblemException {@code request.unreadable} with line and column, {@code config.invalid} where it is no object */
    public static ConfigDocument read(byte[] file, Format format, JsonMapper json) {
        ObjectMapper mapper = format == Format.YAML
                ? YAML
                : json.rebuild()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
        try {
            var root = mapper.readTree(file);
            if (!root.isObject()) {
                throw new ProblemException(
                        AccessProblem.CONFIG_INVALID,
                        "The file is an object of sections",
                        List.of(new Place("", "Not an object")));
            }
            return new ConfigDocument(root, lines(mapper, file));
        } catch (JacksonException unreadable) {
            var at = unreadable.getLocation();
            var detail = firstLine(unreadable.getOriginalMessage());
            throw new ProblemException(
                    CommonProblem.REQUEST_UNREADABLE,
                    "The file is not well-formed " + format,
                    List.of(
                            at == null || at.getLineNr() < 1
                                    ? new Place("", detail)
                                    : Place.at(at.getLineNr(), at.getColumnNr(), detail)));
        }
    }

    /** The place of a pointer, with line and column of the nearest value around it. */
    public Place place(String pointer, String detail) {
        for (var around = pointer; !around.isEmpty(); around = around.substring(0, around.lastIndexOf('/'))) {
            var line = lines.get(around);
            if (line != null) {
                return new Place(pointer, detail, line.getLineNr(), line.getColumnNr());
            }
        }
        return new Place(pointer, detail);
    }

    private static Map<String, TokenStreamLocation> lines(ObjectMapper mapper, byte[] file) {
        var lines = new HashMap<String, TokenStreamLocation>();
        try (var parser = mapper.createParser(file)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
                    lines.putIfAbsent(
                            parser.streamReadContext().pathAsPointer().toString(), parser.currentTokenLocation());
                }
            }
        }
        return lines;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("Not well-formed");
    }
}
