package io.tieout.channels.masterdata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, as what they must be. Numbers are read with the one decimal separator that the connection states and
 * with no other: 1.234 never becomes 1,234.
 */
final class RowFields {

    private static final Pattern POINT = Pattern.compile("-?[0-9]+([.][0-9]+)?");
    private static final Pattern COMMA = Pattern.compile("-?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?");
    private static final int DAY_LENGTH = 10;

    private final Row row;
    private final boolean decimalComma;
    private final ZoneId zone;

    RowFields(Row row, boolean decimalComma, ZoneId zone) {
        this.row = row;
        this.decimalComma = decimalComma;
        this.zone = zone;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(row.values().get(name)).filter(value -> !value.isEmpty());
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    BigDecimal decimal(String name) {
        var text = needed(name);
        if (!(decimalComma ? COMMA : POINT).matcher(text).matches()) {
            throw new IllegalArgumentException(
                    name + " is no decimal number with a " + (decimalComma ? "comma" : "point") + ": " + text);
        }
        return new BigDecimal(decimalComma ? text.replace(".", "").replace(',', '.') : text);
    }

    /** A day begins at midnight in the connection's zone. */
    @Nullable
    Instant instant(String name) {
        var text = text(name).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == DAY_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException odd) {
            throw new IllegalArgumentException(name + " is neither a day nor an instant with its offset: " + text, odd);
        }
    }

    @Nullable
    Currency currency(String name) {
        var text = text(name).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return Currency.getInstance(text);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(name + " is no currency: " + text, unknown);
        }
    }

    boolean flag(String name) {
        var text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(name + " must be true or false, not " + text);
        }
        return text.equals("true");
    }

    int whole(String name) {
        try {
            return text(name).map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException odd) {
            throw new IllegalArgumentException(name + " is no whole number: " + needed(name), odd);
        }
    }
}
