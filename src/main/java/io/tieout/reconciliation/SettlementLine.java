package io.tieout.reconciliation;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a settlement in canonical form.
 *
 * @param row its line number in the file, from 1, by which every posting can be led back to it; several lines in a row may
 *     share one where the partner writes several amounts into one record
 * @param type the partner's words joined as the registry knows them, such as {@code Order/ItemPrice/Principal}
 * @param reference the order's external id, where the row's type has one (S38)
 * @param itemReference the order line's external id
 * @param amount signed: positive is in our favour; in the settlement's currency
 */
public record SettlementLine(
        long row,
        String type,
        @Nullable String reference,
        @Nullable String itemReference,
        @Nullable String shipmentReference,
        @Nullable String sku,
        @Nullable BigDecimal quantity,
        BigDecimal amount,
        Instant postedAt) {}
