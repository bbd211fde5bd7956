package io.tieout.inventory;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param expiresAt when an unpaid reservation lapses; null once payment is certain (R45) */
public record ReserveStock(
        BusinessKey key, List<Line> lines, @Nullable Instant expiresAt) {

    /**
     * A SKU that is a bundle is reserved as its components; the line's reference stands for all of them from then on.
     *
     * @param reference the order line's reference, unique in the command
     */
    public record Line(String reference, Sku sku, LocationCode location, Quantity quantity) {}

    public ReserveStock {
        lines = List.copyOf(lines);
    }
}
