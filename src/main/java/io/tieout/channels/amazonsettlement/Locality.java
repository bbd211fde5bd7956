package io.tieout.channels.amazonsettlement;

import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.ReconciliationProblem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes numbers and dates: by its marketplace, seen in its header, never by the machine's own locale. A point or
 * a comma may separate decimals; dates are ISO 8601 or the European day.month.year, in UTC. Day and month separated by
 * slashes could be either way round, so those are refused.
 */
final class Locality {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,6})?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile(".*,[0-9]{1,2}");
    private static final Pattern DECIMAL_POINT = Pattern.compile(".*\\.[0-9]{1,2}");
    private static final Pattern DATE = Pattern.compile(
            "(?:([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})|([0-9]{2})\\.([0-9]{2})\\.([0-9]{4}))(?:[ T]([0-9]{2}):([0-9]{2}):([0-9]{2}))?(?: ?(?:UTC|GMT|Z))?");

    private final boolean decimalComma;
    private String lastText = "";
    private Instant last = Instant.EPOCH;

    private Locality(boolean decimalComma) {
        this.decimalComma = decimalComma;
    }

    /** @param total the header's amount @param date one of its dates, which decides where the amount has no decimals */
    static Locality of(String total, String date) {
        if (DECIMAL_COMMA.matcher(total).matches()) {
            return new Locality(true);
        }
        return new Locality(!DECIMAL_POINT.matcher(total).matches() && date.indexOf('.') == 2);
    }

    BigDecimal amount(String text, long row) {
        var plain = text.replace("\u00A0", "").replace(" ", "").replace("'", "");
        plain = decimalComma ? plain.replace(".", "").replace(',', '.') : plain.replace(",", "");
        plain = plain.replace('\u2212', '-');
        if (!NUMBER.matcher(plain).matches()) {
            throw new ProblemException(
                    ReconciliationProblem.LINE_UNREADABLE, "Row " + row + ": " + shown(text) + " is no amount");
        }
        return new BigDecimal(plain);
    }

    /** Most rows have the time of the row before. */
    Instant time(String text, long row) {
        if (!text.equals(lastText)) {
            last = parse(text, row);
            lastText = text;
        }
        return last;
    }

    private static Instant parse(String text, long row) {
        try {
            if (text.indexOf('T') == 10) {
                return OffsetDateTime.parse(text).toInstant();
            }
            var match = DATE.matcher(text);
            if (match.matches()) {
                var iso = match.group(1) != null;
                return LocalDateTime.of(
                                Integer.parseInt(match.group(iso ? 1 : 6)),
                                Integer.parseInt(match.group(iso ? 2 : 5)),
                                Integer.parseInt(match.group(iso ? 3 : 4)),
                                number(match.group(7)),
                                number(match.group(8)),
                                number(match.group(9)))
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException invalid) {
            throw new ProblemException(
                    ReconciliationProblem.LINE_UNREADABLE, "Row " + row + ": " + shown(text) + " is no date", invalid);
        }
        throw new ProblemException(
                ReconciliationProblem.LINE_UNREADABLE,
                "Row " + row + ": " + shown(text) + " is no date of a form that has one meaning");
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String shown(String text) {
        return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    }
}
