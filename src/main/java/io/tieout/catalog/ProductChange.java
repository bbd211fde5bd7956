package io.tieout.catalog;

import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a system says of a product.
 *
 * @param values by attribute, as texts; an attribute that is absent is not spoken of, an empty value takes it away
 * @param changedAt when that system changed it
 */
public record ProductChange(Sku sku, Map<String, String> values, Instant changedAt) {

    public ProductChange {
        values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
