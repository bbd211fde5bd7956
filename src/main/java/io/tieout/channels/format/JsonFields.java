package io.tieout.channels.format;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.kernel.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object of a partner's document and where it stands in it. What is missing or makes no sense is refused with a
 * JSON pointer. Exact: decimals are never read as floating point.
 */
public final class JsonFields {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();
    private static final int ITEMS_MAX = 10_000;

    /** The database ends later, but nothing that is meant does. */
    private static final int YEAR_MAX = 9999;

    private final JsonNode node;
    private final String pointer;
    private final ProblemType invalid;

    private JsonFields(JsonNode node, String pointer, ProblemType invalid) {
        this.node = node;
        this.pointer = pointer;
        this.invalid = invalid;
    }

    /** @throws ProblemException {@code message.unreadable} with line and column, or where it is no object */
    public static JsonFields read(InputStream body) throws IOException {
        return read(body, InboxProblem.UNREADABLE, InboxProblem.FIELD_INVALID);
    }

    /** As {@link #read(InputStream)}, for callers that answer with problems of their own. */
    public static JsonFields read(InputStream body, ProblemType unreadable, ProblemType invalid) throws IOException {
        try (body) {
            var node = MAPPER.readTree(body);
            if (!node.isObject()) {
                throw new ProblemException(unreadable, "A JSON object is expected");
            }
            return new JsonFields(node, "", invalid);
        } catch (JacksonException broken) {
            var at = broken.getLocation();
            var where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ProblemException(
                    unreadable,
                    "This is not well-formed JSON: " + broken.getOriginalMessage(),
                    List.of(new ProblemException.Place(where, "cannot be read from here on")));
        }
    }

    /** @param pointer where the object stands in its document, such as {@code /order}; empty for the document itself */
    public static JsonFields of(JsonNode object, String pointer, ProblemType invalid) {
        return new JsonFields(object, pointer, invalid);
    }

    public JsonNode node() {
        return node;
    }

    public boolean has(String name) {
        return !value(name).isMissingNode() && !value(name).isNull();
    }

    /** A text or a number as text, stripped; null where it is absent, null or blank. */
    public @Nullable String textOrNull(String name) {
        var value = value(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw invalid(name, "must be a text");
        }
        var text = value.asString().strip();
        if (text.indexOf('\u0000') >= 0 || hasBrokenCharacter(text)) {
            throw invalid(name, "has characters that no text has");
        }
        return text.isEmpty() ? null : text;
    }

    private static boolean hasBrokenCharacter(String text) {
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (Character.isHighSurrogate(character)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(character)) {
                return true;
            }
        }
        return false;
    }

    public String text(String name, int lengthMax) {
        var text = textOrNull(name);
        if (text == null) {
            throw invalid(name, "is missing");
        }
        if (text.length() > lengthMax) {
            throw invalid(name, "has more than " + lengthMax + " characters");
        }
        return text;
    }

    /** The first of several names that has a text. */
    public String textOf(int lengthMax, String... names) {
        for (var name : names) {
            if (has(name)) {
                return text(name, lengthMax);
            }
        }
        throw invalid(names[0], "is missing");
    }

    public boolean flag(String name, boolean absent) {
        var text = textOrNull(name);
        if (text == null) {
            return absent;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "must be true or false");
        };
    }

    public BigDecimal decimal(String name) {
        var decimal = decimalOrNull(name);
        if (decimal == null) {
            throw invalid(name, "is missing");
        }
        return decimal;
    }

    public @Nullable BigDecimal decimalOrNull(String name) {
        var text = textOrNull(name);
        return text == null ? null : convert(name, "must be a decimal number", () -> new BigDecimal(text));
    }

    public Quantity quantity(String name) {
        return convert(name, "must be a quantity", () -> new Quantity(decimal(name)));
    }

    /** An amount of a known currency; zero where it is absent. */
    public Money amountOrZero(String name, Currency currency) {
        var decimal = decimalOrNull(name);
        return decimal == null ? Money.zero(currency) : amount(name, decimal, currency);
    }

    public Money amount(String name, Currency currency) {
        return amount(name, decimal(name), currency);
    }

    private Money amount(String name, BigDecimal decimal, Currency currency) {
        return convert(name, "must be an amount of at most 30 digits", () -> new Money(decimal, currency));
    }

    public Currency currency(String name) {
        var code = text(name, 16);
        return convert(name, "is no currency of ISO 4217: " + code, () -> Currency.getInstance(code));
    }

    public Instant instant(String name) {
        var text = text(name, 64);
        try {
            var at = OffsetDateTime.parse(text);
            if (at.getYear() < 1 || at.getYear() > YEAR_MAX) {
                throw invalid(name, "must be in the years 1 to " + YEAR_MAX);
            }
            return at.toInstant();
        } catch (DateTimeException wrong) {
            throw invalid(name, "must be an instant such as 2026-11-23T10:00:00Z");
        }
    }

    public @Nullable Instant instantOrNull(String name) {
        return has(name) ? instant(name) : null;
    }

    public JsonFields object(String name) {
        var object = objectOrNull(name);
        if (object == null) {
            throw invalid(name, "is missing");
        }
        return object;
    }

    public @Nullable JsonFields objectOrNull(String name) {
        var value = value(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw invalid(name, "must be an object");
        }
        return new JsonFields(value, place(name), invalid);
    }

    /** The objects of a list; none where it is absent. */
    public List<JsonFields> list(String name) {
        var value = value(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(name, "must be a list");
        }
        if (value.size() > ITEMS_MAX) {
            throw invalid(name, "has more than " + ITEMS_MAX + " items");
        }
        var items = new ArrayList<JsonFields>(value.size());
        for (var index = 0; index < value.size(); index++) {
            if (!value.get(index).isObject()) {
                throw invalid(name + "/" + index, "must be an object");
            }
            items.add(new JsonFields(value.get(index), place(name) + "/" + index, invalid));
        }
        return items;
    }

    /** Converts a text, refusing what the converter refuses. */
    public <T> T as(String name, int lengthMax, Function<String, T> converter) {
        var text = text(name, lengthMax);
        return convert(name, "makes no sense: " + text, () -> converter.apply(text));
    }

    private <T> T convert(String name, String complaint, java.util.function.Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw invalid(name, complaint);
        }
    }

    public ProblemException invalid(String name, String complaint) {
        var at = place(name);
        return new ProblemException(invalid, at + " " + complaint, List.of(new ProblemException.Place(at, complaint)));
    }

    private JsonNode value(String name) {
        return node.path(name);
    }

    private String place(String name) {
        return name.isEmpty() ? pointer : pointer + "/" + name;
    }
}
