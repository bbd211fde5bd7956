package io.tieout.channels;

import io.tieout.kernel.LocationCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two feeds of a store say of the same days, and whether it is safe to go on with the new one alone.
 *
 * @param stage today's; null where the store never moved
 * @param cleanDays how many of the latest finished days, one after the other, are the same in both feeds
 * @param cleanDaysNeeded how many there must be
 * @param days the latest first
 */
public record StoreParity(
        LocationCode store,
        StoreStage.@Nullable Stage stage,
        int cleanDays,
        int cleanDaysNeeded,
        boolean safeToCutOver,
        List<Day> days) {

    public StoreParity {
        days = List.copyOf(days);
    }

    /** @param over whether the business day has ended in the store's zone, so that both feeds should be whole */
    public record Day(LocalDate businessDate, boolean over, Totals legacy, Totals api, List<Difference> differences) {

        public Day {
            differences = List.copyOf(differences);
        }

        /** Both feeds told the same, and something. */
        public boolean clean() {
            return over && differences.isEmpty() && legacy.transactions > 0;
        }
    }

    /**
     * One feed's day.
     *
     * @param quantity goods sold less goods that came back
     * @param tenders signed, by our word for the method
     * @param totals what was sold less what came back, with tax, by currency
     */
    public record Totals(
            long transactions, BigDecimal quantity, Map<String, BigDecimal> tenders, Map<String, BigDecimal> totals) {

        public Totals {
            tenders = Map.copyOf(tenders);
            totals = Map.copyOf(totals);
        }
    }

    /**
     * @param receipt till and number
     * @param what differs: {@code missing}, {@code quantities}, {@code tenders} or {@code total}
     * @param bookedBy the connection whose telling counts
     */
    public record Difference(String receipt, String what, String legacy, String api, String bookedBy) {}
}
