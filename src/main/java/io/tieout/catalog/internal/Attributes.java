package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.Product;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A product as texts by attribute, and back. */
public final class Attributes {

    public static final String NAME = "name";
    static final String GTIN = "gtin";
    static final String TAX_CATEGORY = "taxCategory";
    static final String UNIT = "unit";
    static final String ACTIVE = "active";
    static final String HIERARCHY = "hierarchy";

    private Attributes() {}

    public static Map<String, String> of(@Nullable Product product) {
        var values = new TreeMap<String, String>();
        if (product != null) {
            values.putAll(product.attributes());
            values.put(NAME, product.name());
            values.put(TAX_CATEGORY, product.taxCategory());
            values.put(UNIT, product.unit());
            values.put(ACTIVE, String.valueOf(product.active()));
            if (product.gtin() != null) {
                values.put(GTIN, product.gtin());
            }
            if (product.hierarchy() != null) {
                values.put(HIERARCHY, product.hierarchy());
            }
        }
        return values;
    }

    /**
     * The product once these values are laid over it; an empty one takes an attribute away.
     *
     * @throws ProblemException {@code catalog.value-invalid} where a value makes no sense or a new product has no name,
     *     {@code catalog.gtin-invalid}
     */
    public static Product over(Sku sku, @Nullable Product before, Map<String, String> values) {
        var all = new HashMap<>(of(before));
        all.putAll(values);
        var name = all.remove(NAME);
        if (name == null || name.isBlank()) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, "Product " + sku + " must have a name");
        }
        var gtin = all.remove(GTIN);
        var product = new Product(
                sku,
                gtin == null || gtin.isEmpty() ? null : gtin,
                name,
                text(all, TAX_CATEGORY, "STANDARD"),
                text(all, UNIT, "EA"),
                flag(sku, text(all, ACTIVE, "true")),
                all.getOrDefault(HIERARCHY, ""),
                withoutHierarchy(all));
        Rules.check(product);
        return product;
    }

    private static Map<String, String> withoutHierarchy(Map<String, String> all) {
        all.remove(HIERARCHY);
        return all;
    }

    private static String text(Map<String, String> all, String name, String otherwise) {
        var value = all.remove(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static boolean flag(Sku sku, String text) {
        return switch (text) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default ->
                throw new ProblemException(
                        CatalogProblem.VALUE_INVALID, "active of " + sku + " must be true or false, not " + text);
        };
    }
}
