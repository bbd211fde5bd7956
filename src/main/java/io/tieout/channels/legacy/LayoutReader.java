package io.tieout.channels.legacy;

import io.tieout.channels.Connection;
import io.tieout.channels.legacy.Layout.Field;
import io.tieout.channels.legacy.Layout.Format;
import io.tieout.channels.legacy.Layout.Place;
import io.tieout.channels.legacy.Layout.RecordType;
import io.tieout.channels.legacy.Layout.Role;
import io.tieout.kernel.ProblemException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a layout, written in YAML or JSON. What it does not know it refuses: a field misspelt is money lost. */
final class LayoutReader {

    static final String SETTING = "layout";

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Set<String> ROOT = Set.of(
            "version",
            "format",
            "charset",
            "recordLength",
            "delimiter",
            "quote",
            "decimal",
            "grouping",
            "currency",
            "headerRow",
            "type",
            "trailer",
            "records");
    private static final Set<String> FIELD =
            Set.of("at", "length", "column", "decimals", "sign", "signField", "negative", "format", "values", "value");

    /** The fields that are read, by what a record is. */
    private static final Map<Role, Set<String>> NAMES = Map.of(
            Role.HEADER, Set.of("store", "till", "businessDate", "currency"),
            Role.TRANSACTION,
                    Set.of(
                            "store",
                            "till",
                            "number",
                            "businessDate",
                            "date",
                            "time",
                            "at",
                            "currency",
                            "kind",
                            "rounding",
                            "transactions",
                            "otherStore",
                            "otherTill",
                            "otherNumber",
                            "otherDate"),
            Role.LINE,
                    Set.of(
                            "store",
                            "till",
                            "number",
                            "businessDate",
                            "date",
                            "time",
                            "at",
                            "currency",
                            "kind",
                            "line",
                            "item",
                            "title",
                            "quantity",
                            "net",
                            "gross",
                            "tax",
                            "taxRate",
                            "taxCode",
                            "discount",
                            "direction",
                            "reason",
                            "disposal",
                            "method",
                            "otherStore",
                            "otherTill",
                            "otherNumber",
                            "otherDate"),
            Role.TENDER, Set.of("method", "amount", "reference", "direction", "count"),
            Role.TRAILER, Set.of("records", "body", "transactions", "quantity", "amount", "paid"),
            Role.IGNORE, Set.of());

    private LayoutReader() {}

    static Layout of(Connection connection) {
        var text = connection.settings().get(SETTING);
        if (text == null || text.isBlank()) {
            throw invalid("Connection " + connection.code() + " has no setting " + SETTING);
        }
        try {
            return read(YAML.readTree(text));
        } catch (JacksonException broken) {
            throw invalid(
                    "The layout of " + connection.code() + " is neither YAML nor JSON: " + broken.getOriginalMessage());
        } catch (IllegalArgumentException senseless) {
            throw invalid("The layout of " + connection.code() + " makes no sense: " + senseless.getMessage());
        }
    }

    private static Layout read(JsonNode root) {
        demandKnown(root, ROOT, "");
        var format = Format.valueOf(root.path("format").asString("fixed").toUpperCase(Locale.ROOT));
        var records = new HashMap<String, RecordType>();
        for (var entry : root.path("records").properties()) {
            records.put(entry.getKey(), record(format, entry.getValue(), "records/" + entry.getKey()));
        }
        if (records.isEmpty()) {
            throw new IllegalArgumentException("records must name at least one type");
        }
        var type = root.has("type") ? place(format, root.path("type"), "type") : null;
        if (type == null && !records.containsKey(Layout.ONLY)) {
            throw new IllegalArgumentException("without type there is one kind of record, called " + Layout.ONLY);
        }
        return new Layout(
                root.path("version").asInt(1),
                format,
                charset(root),
                root.path("recordLength").asInt(0),
                character(root, "delimiter", ';'),
                character(root, "quote", '"'),
                character(root, "decimal", '.'),
                character(root, "grouping", '\0'),
                root.has("currency")
                        ? Currency.getInstance(root.path("currency").asString())
                        : null,
                root.path("headerRow").asBoolean(false),
                type,
                root.has("trailer")
                        ? root.path("trailer").asBoolean()
                        : records.values().stream().anyMatch(each -> each.role() == Role.TRAILER),
                records);
    }

    private static Charset charset(JsonNode root) {
        return root.has("charset") ? Charset.forName(root.path("charset").asString()) : StandardCharsets.UTF_8;
    }

    private static char character(JsonNode root, String name, char otherwise) {
        var text = root.path(name).asString("");
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() > 1) {
            throw new IllegalArgumentException(name + " is one character");
        }
        return text.isEmpty() ? otherwise : text.charAt(0);
    }

    private static RecordType record(Format format, JsonNode node, String where) {
        demandKnown(node, Set.of("is", "fields"), where);
        var role = Role.valueOf(node.path("is").asString("").toUpperCase(Locale.ROOT));
        var fields = new TreeMap<String, Field>();
        for (var entry : node.path("fields").properties()) {
            fields.put(entry.getKey(), field(format, entry.getValue(), where + "/" + entry.getKey()));
        }
        var signs = new HashSet<String>();
        fields.values().forEach(field -> {
            if (field.signField() != null) {
                signs.add(field.signField());
            }
        });
        for (var name : fields.keySet()) {
            if (!NAMES.getOrDefault(role, Set.of()).contains(name) && !signs.contains(name)) {
                throw new IllegalArgumentException(where + " has no field " + name + "; there are "
                        + NAMES.getOrDefault(role, Set.of()).stream().sorted().toList());
            }
        }
        if (!fields.keySet().containsAll(signs)) {
            throw new IllegalArgumentException(where + " names a signField that it does not have");
        }
        return new RecordType(role, fields);
    }

    private static Field field(Format format, JsonNode node, String where) {
        demandKnown(node, FIELD, where);
        var values = new TreeMap<String, String>();
        node.path("values")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString()));
        var negative = new HashSet<String>();
        node.path("negative").forEach(each -> negative.add(each.asString()));
        var sign = node.path("sign").asString("plain");
        if (!List.of("plain", "overpunch").contains(sign)) {
            throw new IllegalArgumentException(where + "/sign is plain or overpunch");
        }
        var value = text(node, "value");
        return new Field(
                value == null ? place(format, node, where) : null,
                node.path("decimals").asInt(0),
                sign.equals("overpunch"),
                text(node, "signField"),
                negative,
                text(node, "format"),
                values,
                value);
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.has(name) ? node.path(name).asString() : null;
    }

    private static Place place(Format format, JsonNode node, String where) {
        if (format == Format.CSV) {
            if (!node.has("column")) {
                throw new IllegalArgumentException(where + " needs a column");
            }
            var column = node.path("column");
            return column.isNumber() ? new Place(column.asInt(), 0, null) : new Place(0, 0, column.asString());
        }
        var at = node.path("at").asInt(0);
        var length = node.path("length").asInt(0);
        if (at < 1 || length < 1) {
            throw new IllegalArgumentException(where + " needs at (from 1) and length");
        }
        return new Place(at, length, null);
    }

    private static void demandKnown(JsonNode node, Set<String> known, String where) {
        if (!node.isObject()) {
            throw new IllegalArgumentException((where.isEmpty() ? "it" : where) + " must be an object");
        }
        for (var name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException((where.isEmpty() ? "" : where + "/") + name
                        + " is not known; there are " + known.stream().sorted().toList());
            }
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(LegacyProblem.LAYOUT_INVALID, detail);
    }
}
