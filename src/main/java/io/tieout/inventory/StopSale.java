package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recall or another reason not to sell a SKU, whatever stock there is (R60).
 *
 * @param location where; null everywhere
 * @param endsAt when it ends by itself; null until somebody lifts it
 * @param liftedAt null while it is in force
 */
public record StopSale(
        UUID id,
        Sku sku,
        @Nullable LocationCode location,
        String reason,
        String orderedBy,
        Instant createdAt,
        @Nullable Instant endsAt,
        @Nullable Instant liftedAt,
        @Nullable String liftedBy) {}
