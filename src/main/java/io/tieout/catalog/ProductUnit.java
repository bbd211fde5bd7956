package io.tieout.catalog;

import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A unit, beside its stock unit, in which a product is bought, shipped or sold.
 *
 * @param unit such as {@code PK} or {@code CS}
 * @param contains so many stock units in one of it
 * @param gtin of this pack, where it has one of its own
 */
public record ProductUnit(
        Sku sku, String unit, BigDecimal contains, @Nullable String gtin) {

    public ProductUnit {
        if (contains.signum() <= 0) {
            throw new IllegalArgumentException("One of a unit holds more than nothing of the stock unit");
        }
        var stripped = contains.stripTrailingZeros();
        contains = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
