package io.tieout.channels.masterdata;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.ProblemException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON: a list of objects, or an object with one list in it and perhaps {@code asOf} before it. A part of a file that was cut
 * names in {@code row} where each stood, with its values in {@code values}.
 */
final class JsonRows extends RowFile {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // one row is followed by the next
            .build();
    private static final String ATTRIBUTES = "attributes";

    /** In a part: columns of the whole file that were not understood. */
    static final String IGNORED = "ignoredColumns";

    private final JsonParser parser;
    private final Columns columns;
    private final Set<String> unknown = new TreeSet<>();
    private long number;
    private @Nullable Instant asOf;
    private boolean inList;
    private boolean ended;

    JsonRows(InputStream bytes, Columns columns) {
        this.parser = MAPPER.createParser(bytes);
        this.columns = columns;
    }

    @Override
    Optional<Row> next() {
        try {
            if (!inList && !ended) {
                findList();
            }
            if (ended) {
                return Optional.empty();
            }
            var token = parser.nextToken();
            if (token == null) {
                throw new ProblemException(InboxProblem.UNREADABLE, "The file breaks off behind row " + number);
            }
            if (token == JsonToken.END_ARRAY) {
                ended = true;
                while (parser.nextToken() != null) { // what follows must be well-formed as well
                    parser.skipChildren();
                }
                return Optional.empty();
            }
            JsonNode node = MAPPER.readTree(parser);
            number++;
            return Optional.of(row(node));
        } catch (JacksonException broken) {
            throw new ProblemException(
                    InboxProblem.UNREADABLE,
                    "The file cannot be read behind row " + number + ": " + broken.getOriginalMessage(),
                    broken);
        }
    }

    private void findList() {
        var token = parser.nextToken();
        while (token != JsonToken.START_ARRAY) {
            if (token == null) {
                throw new ProblemException(InboxProblem.UNREADABLE, "A list of rows is expected");
            }
            if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("asOf")) {
                parser.nextToken();
                asOf = instant(parser.getString());
            } else if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals(IGNORED)) {
                parser.nextToken();
                unknown.addAll(List.of(parser.getString().split("\n")));
            } else if (token == JsonToken.START_OBJECT
                    && parser.streamReadContext().getNestingDepth() > 1) {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
        inList = true;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException odd) {
            throw new ProblemException(InboxProblem.FIELD_INVALID, "asOf is no instant: " + text, odd);
        }
    }

    private Row row(JsonNode node) {
        var at = number;
        var object = node;
        if (node.path("row").isIntegralNumber() && node.path("values").isObject()) {
            at = node.path("row").longValue();
            object = node.path("values");
        }
        if (!object.isObject()) {
            return new Row(at, Map.of(), "is no object");
        }
        Map<String, String> values = new HashMap<>();
        var flaw = node.path("flaw").isString() && object != node
                ? node.path("flaw").asString()
                : null;
        for (var field : object.properties()) {
            if (field.getKey().equals(ATTRIBUTES) && field.getValue().isObject()) {
                field.getValue()
                        .properties()
                        .forEach(each -> put(values, ATTRIBUTES + "." + each.getKey(), each.getValue()));
            } else if (!put(values, field.getKey(), field.getValue())) {
                flaw = field.getKey() + " must be a text, a number or a list of texts";
            }
        }
        return new Row(at, values, flaw);
    }

    private boolean put(Map<String, String> values, String column, JsonNode value) {
        var meaning = columns.meaning(column);
        if (meaning.isEmpty()) {
            unknown.add(column);
            return true;
        }
        if (value.isArray()) {
            var texts = new StringJoiner(" ");
            value.forEach(each -> texts.add(each.asString("")));
            values.put(meaning.get(), texts.toString());
            return true;
        }
        if (value.isObject()) {
            return false;
        }
        values.put(meaning.get(), value.isNull() ? "" : text(value));
        return true;
    }

    /** A number in JSON has a point, whatever the texts have. */
    private String text(JsonNode value) {
        if (!value.isNumber()) {
            return value.asString().strip();
        }
        var number = value.decimalValue().toPlainString();
        return columns.decimalComma() ? number.replace('.', ',') : number;
    }

    @Override
    @Nullable
    Instant asOf() {
        return asOf;
    }

    @Override
    Set<String> unknownColumns() {
        return unknown;
    }

    @Override
    public void close() {
        parser.close();
    }
}
