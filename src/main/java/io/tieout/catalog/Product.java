package io.tieout.catalog;

import io.tieout.kernel.Sku;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sold and counted.
 *
 * @param unit the unit of measure that stock is kept in, such as {@code EA} or {@code KGM} (UN/ECE Recommendation 20)
 * @param hierarchy where it stands, as a path such as {@code Stationery/Pens}; null where nobody has said, and in a change
 *     where it stays as it is
 * @param attributes further facts by name; a change adds to what is known, an empty value takes the attribute away
 */
public record Product(
        Sku sku,
        @Nullable String gtin,
        String name,
        String taxCategory,
        String unit,
        boolean active,
        @Nullable String hierarchy,
        Map<String, String> attributes) {

    public Product {
        attributes = Map.copyOf(attributes);
    }

    /** A product of which hierarchy and further attributes are not stated. */
    public Product(Sku sku, @Nullable String gtin, String name, String taxCategory, String unit, boolean active) {
        this(sku, gtin, name, taxCategory, unit, active, null, Map.of());
    }

    /** This product as it is once it was changed: what this one does not state stays as it was before. */
    Product over(@Nullable Product before) {
        var merged = new TreeMap<>(before == null ? Map.of() : before.attributes);
        merged.putAll(attributes);
        merged.values().removeIf(String::isEmpty);
        var path = hierarchy == null && before != null ? before.hierarchy : hierarchy;
        return new Product(
                sku, gtin, name, taxCategory, unit, active, path == null || path.isEmpty() ? null : path, merged);
    }
}
