package io.tieout.channels.declarative;

import com.dashjoin.jsonata.Jsonata;
import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * JSON as the maps and lists that expressions work on, and back. A field that is null counts as absent, on both sides.
 * Decimals pass through untouched; one that was reckoned in binary floating point does not pass.
 */
final class PlainJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int NODES_MAX = 1_000_000;
    private static final int LEVELS_MAX = 100;
    private static final int DIGITS_MAX = 40;
    private static final double WHOLE_MAX = 9_007_199_254_740_992.0;

    private int nodes;

    private PlainJson() {}

    static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            node.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    map.put(field.getKey(), plain(field.getValue()));
                }
            });
            return map;
        }
        if (node.isArray()) {
            var list = new ArrayList<Object>(node.size());
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? node.booleanValue() : node.isNull() ? null : node.asString();
    }

    private static Number number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            return node.intValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        var decimal = node.decimalValue();
        // Ten must not be written as 1E+1 where it becomes a text.
        return decimal.scale() < 0 && decimal.scale() > -DIGITS_MAX ? decimal.setScale(0) : decimal;
    }

    /** @throws ProblemException {@code adapter.result-invalid} with the place of what is no JSON */
    static JsonNode json(@Nullable Object value) {
        return new PlainJson().json(value, "");
    }

    private JsonNode json(@Nullable Object value, String at) {
        nodes++;
        if (nodes > NODES_MAX
                || at.length() > 10_000
                || at.chars().filter(each -> each == '/').count() > LEVELS_MAX) {
            throw new ProblemException(
                    AdapterProblem.EXPRESSION_UNBOUNDED,
                    "The result has more than " + NODES_MAX + " values or " + LEVELS_MAX + " levels");
        }
        if (value == null || value == Jsonata.NULL_VALUE) {
            return NODES.nullNode();
        }
        return switch (value) {
            case String text -> NODES.stringNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Double number -> whole(number, at);
            case BigDecimal number -> NODES.numberNode(number);
            case BigInteger number -> NODES.numberNode(number);
            case Number number -> NODES.numberNode(number.longValue());
            case Map<?, ?> map -> object(map, at);
            case List<?> list -> list(list, at);
            default -> throw refused(at, "is a function, not a value");
        };
    }

    private JsonNode object(Map<?, ?> map, String at) {
        var object = NODES.objectNode();
        map.forEach((key, value) -> {
            if (value != null && value != Jsonata.NULL_VALUE) {
                var name = String.valueOf(key);
                object.set(name, json(value, at + "/" + name.replace("~", "~0").replace("/", "~1")));
            }
        });
        return object;
    }

    private JsonNode list(List<?> list, String at) {
        var array = NODES.arrayNode();
        for (var item : list) {
            array.add(json(item, at + "/" + array.size()));
        }
        return array;
    }

    private static JsonNode whole(double number, String at) {
        if (number == Math.rint(number) && Math.abs(number) < WHOLE_MAX) {
            return NODES.numberNode((long) number);
        }
        throw refused(
                at,
                "was reckoned in binary floating point; use $plus, $minus, $times, $divided or $total, which are exact");
    }

    private static ProblemException refused(String at, String words) {
        return new ProblemException(
                AdapterProblem.RESULT_INVALID, at + " " + words, List.of(new ProblemException.Place(at, words)));
    }
}
