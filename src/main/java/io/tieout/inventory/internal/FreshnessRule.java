package io.tieout.inventory.internal;

import io.tieout.inventory.Freshness.Grade;
import io.tieout.kernel.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * After what silence a location offers less. Silence in quiet hours, when nobody sells there, is not counted.
 *
 * @param scope a location's code, a type of location, or {@code *}
 * @param buffer what is kept back of each SKU from the first step on
 */
public record FreshnessRule(
        String scope,
        @Nullable Duration raisedBufferAfter,
        @Nullable Duration collectOnlyAfter,
        @Nullable Duration offSaleAfter,
        Quantity buffer,
        @Nullable LocalTime quietFrom,
        @Nullable LocalTime quietTo) {

    private static final int DAYS_LOOKED_AT_MAX = 60;

    public Grade grade(Instant heardAt, Instant now, ZoneId zone) {
        var silence = silence(heardAt, now, zone);
        if (offSaleAfter != null && silence.compareTo(offSaleAfter) >= 0) {
            return Grade.OFF_SALE;
        }
        if (collectOnlyAfter != null && silence.compareTo(collectOnlyAfter) >= 0) {
            return Grade.COLLECT_ONLY;
        }
        return raisedBufferAfter != null && silence.compareTo(raisedBufferAfter) >= 0
                ? Grade.RAISED_BUFFER
                : Grade.NORMAL;
    }

    /** The time since it was heard of, less the quiet hours in between. */
    Duration silence(Instant heardAt, Instant now, ZoneId zone) {
        if (!now.isAfter(heardAt)) {
            return Duration.ZERO;
        }
        var silence = Duration.between(heardAt, now);
        if (quietFrom == null || quietTo == null || quietFrom.equals(quietTo)) {
            return silence;
        }
        var first = LocalDate.ofInstant(heardAt, zone).minusDays(1);
        var last = LocalDate.ofInstant(now, zone);
        if (first.plusDays(DAYS_LOOKED_AT_MAX).isBefore(last)) {
            return silence;
        }
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            var from = day.atTime(quietFrom).atZone(zone).toInstant();
            var to = (quietTo.isAfter(quietFrom) ? day : day.plusDays(1))
                    .atTime(quietTo)
                    .atZone(zone)
                    .toInstant();
            silence = silence.minus(overlap(heardAt, now, from, to));
        }
        return silence;
    }

    private static Duration overlap(Instant from, Instant to, Instant otherFrom, Instant otherTo) {
        var start = from.isAfter(otherFrom) ? from : otherFrom;
        var end = to.isBefore(otherTo) ? to : otherTo;
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }
}
