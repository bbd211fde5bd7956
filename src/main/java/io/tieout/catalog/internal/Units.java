package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.Product;
import io.tieout.catalog.ProductUnit;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conversion between units (R61): by what is stated of the product and nothing else. */
public final class Units {

    /** UN/ECE Recommendation 20 and 21: what is counted and cannot be had in parts. */
    private static final Set<String> COUNTED = Set.of(
            "EA", "C62", "H87", "PCE", "PCS", "PC", "ST", "NPR", "PR", "SET", "PK", "PA", "BX", "CS", "CT", "CA");

    private Units() {}

    public static Quantity inStockUnit(
            Product product, List<ProductUnit> units, Quantity quantity, @Nullable String unit) {
        var stated = unit == null ? product.unit() : unit.strip();
        var converted = quantity;
        if (!stated.equals(product.unit())) {
            var known = units.stream()
                    .filter(each -> each.unit().equals(stated))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                            CatalogProblem.UNIT_UNKNOWN,
                            "Product " + product.sku() + " is kept in " + product.unit()
                                    + ", and nothing says how many " + product.unit() + " one " + stated + " holds"));
            converted = exact(product, quantity, known);
        }
        if (COUNTED.contains(product.unit()) && converted.value().scale() > 0) {
            throw new ProblemException(
                    CatalogProblem.UNIT_NOT_WHOLE,
                    quantity + " " + stated + " of " + product.sku() + " would be " + converted + " " + product.unit());
        }
        return converted;
    }

    private static Quantity exact(Product product, Quantity quantity, ProductUnit unit) {
        var converted = quantity.value().multiply(unit.contains()).stripTrailingZeros();
        if (converted.scale() > 6) {
            throw new ProblemException(
                    CatalogProblem.UNIT_NOT_WHOLE,
                    quantity + " " + unit.unit() + " of " + product.sku() + " has more than six decimals in "
                            + product.unit());
        }
        return new Quantity(converted);
    }
}
