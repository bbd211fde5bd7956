package io.tieout.inventory.internal;

import io.tieout.catalog.Catalog;
import io.tieout.inventory.ReserveStock;
import io.tieout.inventory.StockMovement;
import io.tieout.inventory.StockProblem;
import io.tieout.inventory.StockSnapshot;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What must hold of a fact or a request before stock changes by it. */
@Component
public class StockRules {

    /** Units of UN/ECE Recommendation 20 and 21, and the usual short form, of which there are only whole ones. */
    private static final Set<String> WHOLE_UNITS = Set.of("EA", "C62", "H87", "PCE", "NAR");

    private final Catalog catalog;

    StockRules(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A request to reserve: lines there, each with a quantity, references unique. Whether SKUs exist, stock itself tells. */
    public void check(ReserveStock command) {
        var references = new HashSet<String>();
        for (var line : command.lines()) {
            if (!line.quantity().isPositive()) {
                throw new ProblemException(
                        StockProblem.QUANTITY_INVALID, "Line " + line.reference() + " reserves " + line.quantity());
            }
            if (!references.add(line.reference())) {
                throw new IllegalArgumentException("Line reference " + line.reference() + " is there twice");
            }
        }
        if (references.isEmpty()) {
            throw new IllegalArgumentException("A reservation has at least one line");
        }
    }

    public void check(List<StockMovement> movements) {
        var products =
                catalog.products(movements.stream().map(StockMovement::sku).collect(Collectors.toSet()));
        for (var movement : movements) {
            if (movement.quantity().isZero()) {
                throw new ProblemException(
                        StockProblem.QUANTITY_INVALID, "Movement " + movement.sourceKey() + " moves nothing");
            }
            var product = products.get(movement.sku());
            if (product == null) {
                throw new ProblemException(StockProblem.SKU_UNKNOWN, "There is no SKU " + movement.sku());
            }
            checkWhole(movement.sku(), product.unit(), movement.quantity());
        }
        checkLocations(movements.stream().map(StockMovement::location).collect(Collectors.toSet()));
    }

    /** A quantity of a SKU at a location, not below zero. */
    public void check(Sku sku, LocationCode location, Quantity quantity) {
        if (quantity.isNegative()) {
            throw new ProblemException(StockProblem.QUANTITY_INVALID, "There cannot be " + quantity + " of " + sku);
        }
        var product = catalog.product(sku)
                .orElseThrow(() -> new ProblemException(StockProblem.SKU_UNKNOWN, "There is no SKU " + sku));
        checkWhole(sku, product.unit(), quantity);
        checkLocations(Set.of(location));
    }

    /** Figures of a location and SKUs that are there; they may be below zero. */
    public void check(StockSnapshot snapshot) {
        var products = catalog.products(
                snapshot.items().stream().map(StockSnapshot.Item::sku).collect(Collectors.toSet()));
        for (var item : snapshot.items()) {
            var product = products.get(item.sku());
            if (product == null) {
                throw new ProblemException(StockProblem.SKU_UNKNOWN, "There is no SKU " + item.sku());
            }
            checkWhole(item.sku(), product.unit(), item.quantity());
        }
        checkLocations(Set.of(snapshot.location()));
    }

    /** A SKU that is there. */
    public void check(Sku sku) {
        if (catalog.product(sku).isEmpty()) {
            throw new ProblemException(StockProblem.SKU_UNKNOWN, "There is no SKU " + sku);
        }
    }

    /** A location that is there. */
    public void check(LocationCode location) {
        checkLocations(Set.of(location));
    }

    private void checkLocations(Collection<LocationCode> locations) {
        for (var location : locations) {
            if (catalog.location(location).isEmpty()) {
                throw new ProblemException(StockProblem.LOCATION_UNKNOWN, "There is no location " + location);
            }
        }
    }

    /** A fraction of a piece is a pack counted in another unit (R61). */
    private static void checkWhole(Sku sku, String unit, Quantity quantity) {
        if (WHOLE_UNITS.contains(unit) && quantity.value().scale() > 0) {
            throw new ProblemException(
                    StockProblem.QUANTITY_INVALID, sku + " is kept in whole " + unit + ", not in " + quantity);
        }
    }
}
