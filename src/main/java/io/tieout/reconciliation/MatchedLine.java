package io.tieout.reconciliation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A settlement row with its outcome.
 *
 * @param economicClass from the line-type registry, such as {@code sale.principal} or {@code fee.commission}
 * @param rule which pass matched it: {@code exact}, {@code composite}; null where none did
 * @param evidence what the match or the failure rests on, field by field
 * @param position its place among the settlement's rows, from 1; unique where {@code row} may repeat
 */
public record MatchedLine(
        UUID settlement,
        long row,
        String type,
        String economicClass,
        @Nullable String reference,
        @Nullable String itemReference,
        @Nullable String sku,
        BigDecimal amount,
        Instant postedAt,
        Outcome outcome,
        @Nullable String rule,
        List<String> evidence,
        long position) {

    /** What became of the row. */
    public enum Outcome {
        MATCHED,
        MATCHED_WITH_DIFFERENCE,
        AMOUNT_MISMATCH,
        UNEXPECTED,
        NOT_AN_ORDER,
        UNKNOWN_TYPE,
        DUPLICATE
    }
}
