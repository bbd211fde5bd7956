package io.tieout.channels.edi;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of one place: what was sold in a period, and what was there at its end.
 *
 * @param number the report's own number
 * @param place as the partner calls it; null where the message names none
 */
record StoreReport(
        String number,
        @Nullable String place,
        LocalDate from,
        LocalDate to,
        @Nullable String currency,
        List<Line> lines) {

    StoreReport {
        lines = List.copyOf(lines);
    }

    /**
     * One article, all of its rows together.
     *
     * @param items what the partner calls it, the likeliest first
     * @param sold null where nothing is said of it
     */
    record Line(
            List<String> items,
            @Nullable BigDecimal sold,
            @Nullable BigDecimal returned,
            @Nullable BigDecimal onHand,
            @Nullable BigDecimal amount) {

        Line plus(Line other) {
            return new Line(
                    items,
                    sum(sold, other.sold),
                    sum(returned, other.returned),
                    sum(onHand, other.onHand),
                    sum(amount, other.amount));
        }

        private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null ? other : other == null ? one : one.add(other);
        }
    }
}
