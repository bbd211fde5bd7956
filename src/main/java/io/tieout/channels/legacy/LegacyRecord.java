package io.tieout.channels.legacy;

import io.tieout.channels.legacy.Layout.Field;
import io.tieout.channels.legacy.Layout.Place;
import io.tieout.channels.legacy.Layout.RecordType;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file, and how its fields are read.
 *
 * @param line where it begins, from 1
 * @param raw as it was written, without its line end
 * @param columns of a CSV record; empty for fixed width
 * @param names where each named column is, from 0
 */
record LegacyRecord(
        Layout layout, RecordType type, long line, String raw, List<String> columns, Map<String, Integer> names) {

    private static final int DIGITS_MAX = 30;
    private static final String OVERPUNCH_PLUS = "{ABCDEFGHI";
    private static final String OVERPUNCH_MINUS = "}JKLMNOPQR";

    /** The text of a place; null where the record ends before it. */
    static @Nullable String at(Place place, String raw, List<String> columns, Map<String, Integer> names) {
        if (place.length() > 0) {
            if (raw.length() < place.at()) {
                return null;
            }
            return raw.substring(place.at() - 1, Math.min(raw.length(), place.at() - 1 + place.length()))
                    .strip();
        }
        var index = place.column() == null ? place.at() - 1 : names.getOrDefault(place.column(), -1);
        return index < 0 || index >= columns.size() ? null : columns.get(index).strip();
    }

    /** The field's text in our words; empty where the layout has no such field, or nothing stands there. */
    Optional<String> text(String name) {
        var field = type.field(name).orElse(null);
        if (field == null) {
            return Optional.empty();
        }
        var text = field.value() != null ? field.value() : raw(field);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(field.values().getOrDefault(text, text));
    }

    private @Nullable String raw(Field field) {
        return field.place() == null ? null : at(field.place(), raw, columns, names);
    }

    String demand(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** Whether the record is too short for the field, or has nothing there. */
    ProblemException missing(String name) {
        var field = type.field(name).orElse(null);
        var place = field == null ? null : field.place();
        return place != null && at(place, raw, columns, names) == null
                ? problem(LegacyProblem.RECORD_SHORT, "ends before " + name)
                : problem(LegacyProblem.FIELD_MISSING, "lacks " + name);
    }

    Optional<BigDecimal> decimal(String name) {
        return text(name).map(text -> decimal(name, text, type.fields().get(name)));
    }

    private BigDecimal decimal(String name, String text, Field field) {
        try {
            var plain = layout.grouping() == '\0' ? text : text.replace(String.valueOf(layout.grouping()), "");
            var negative = false;
            if (plain.endsWith("-")) {
                negative = true;
                plain = plain.substring(0, plain.length() - 1).strip();
            } else if (plain.startsWith("-") || plain.startsWith("+")) {
                negative = plain.startsWith("-");
                plain = plain.substring(1).strip();
            }
            if (field.overpunch() && !plain.isEmpty()) {
                var last = plain.charAt(plain.length() - 1);
                var plus = OVERPUNCH_PLUS.indexOf(last);
                var minus = OVERPUNCH_MINUS.indexOf(last);
                if (plus >= 0 || minus >= 0) {
                    negative = minus >= 0;
                    plain = plain.substring(0, plain.length() - 1) + Math.max(plus, minus);
                }
            }
            plain = plain.replace(layout.decimal(), '.');
            if (plain.length() > DIGITS_MAX || !plain.matches("[0-9]*[.]?[0-9]+|[0-9]+[.]")) {
                throw new NumberFormatException();
            }
            var value = new BigDecimal(plain);
            value = field.decimals() > 0 && value.scale() <= 0 ? value.movePointLeft(field.decimals()) : value;
            return negative ^ saysNegative(field) ? value.negate() : value;
        } catch (NumberFormatException notANumber) {
            throw problem(LegacyProblem.FIELD_INVALID, "has " + name + " that is not a number: " + text);
        }
    }

    private boolean saysNegative(Field field) {
        var sign = field.signField();
        return sign != null && text(sign).filter(field.negative()::contains).isPresent();
    }

    long number(String name) {
        return whole(name, demand(name));
    }

    Optional<Long> optionalNumber(String name) {
        return text(name).map(text -> whole(name, text));
    }

    private long whole(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw problem(LegacyProblem.FIELD_INVALID, "has " + name + " that is not a whole number: " + text);
        }
    }

    Optional<LocalDate> date(String name) {
        return text(name).map(text -> parsed(name, text, "yyyy-MM-dd", LocalDate::parse));
    }

    Optional<LocalTime> time(String name) {
        return text(name).map(text -> parsed(name, text, "HH:mm:ss", LocalTime::parse));
    }

    Optional<LocalDateTime> dateTime(String name) {
        return text(name).map(text -> parsed(name, text, "yyyy-MM-dd'T'HH:mm:ss", LocalDateTime::parse));
    }

    private interface Parser<T> {
        T parse(String text, DateTimeFormatter format);
    }

    private <T> T parsed(String name, String text, String usual, Parser<T> parser) {
        var format = type.fields().get(name).format();
        try {
            return parser.parse(text, DateTimeFormatter.ofPattern(format == null ? usual : format));
        } catch (DateTimeException noDate) {
            throw problem(LegacyProblem.FIELD_INVALID, "has " + name + " that is no date or time: " + text);
        } catch (IllegalArgumentException noFormat) {
            throw new ProblemException(
                    LegacyProblem.LAYOUT_INVALID, "The layout's format of " + name + " is none: " + format, noFormat);
        }
    }

    ProblemException problem(LegacyProblem problem, String what) {
        return new ProblemException(
                problem,
                "The record in line " + line + " " + what,
                List.of(new ProblemException.Place("", what, (int) Math.min(line, Integer.MAX_VALUE), 1)));
    }
}
