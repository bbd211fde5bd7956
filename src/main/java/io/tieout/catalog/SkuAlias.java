package io.tieout.catalog;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Sku;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Another code of a product, as a partner calls it since a day. A product that a shop deleted and created anew keeps its stock
 * under our SKU: the new code is an alias from that day on, the old one goes on to mean what it meant.
 *
 * @param connection whose code it is; null for any partner
 * @param validFrom the first business date, in the connection's zone, on which the code means this SKU
 */
public record SkuAlias(
        String code,
        @Nullable ConnectionCode connection,
        LocalDate validFrom,
        Sku sku,
        @Nullable String note) {}
