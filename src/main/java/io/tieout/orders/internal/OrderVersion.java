package io.tieout.orders.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of two versions of an order is newer: as numbers, as times, or as texts of the same form. */
final class OrderVersion {

    private OrderVersion() {}

    /** @return whether {@code candidate} is newer; a version that is not stated is never newer than one that is known */
    static boolean newer(@Nullable String candidate, @Nullable String known) {
        if (candidate == null) {
            return false;
        }
        if (known == null) {
            return true;
        }
        var numbers = both(number(candidate), number(known));
        if (numbers.isPresent()) {
            return numbers.get();
        }
        return both(time(candidate), time(known)).orElseGet(() -> candidate.compareTo(known) > 0);
    }

    private static <T extends Comparable<T>> Optional<Boolean> both(Optional<T> candidate, Optional<T> known) {
        return candidate.flatMap(one -> known.map(other -> one.compareTo(other) > 0));
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("\\d{1,30}(\\.\\d{1,10})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
