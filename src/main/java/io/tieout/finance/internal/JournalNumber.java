package io.tieout.finance.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/** The number people read: entity, period, and the place in it, such as {@code DE01-2026-11-000042}. */
public record JournalNumber(String entity, String period, long sequence) {

    private static final Pattern FORM = Pattern.compile("(.{1,16})-(\\d{4}-\\d{2})-(\\d{6,18})");

    static String of(String entity, String period, long sequence) {
        var digits = Long.toString(sequence);
        return entity + "-" + period + "-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    static Optional<JournalNumber> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new JournalNumber(match.group(1), match.group(2), Long.parseLong(match.group(3))))
                : Optional.empty();
    }
}
