package io.tieout.inventory.internal;

import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is reserved of one position for one line of a request: the line itself, or a component of the bundle that it names.
 *
 * @param reference the line's, or for a component one made of the line's and the component's SKU
 */
record WantedLine(
        String reference,
        Sku sku,
        LocationCode location,
        Quantity quantity,
        @Nullable Bundle bundle) {

    /** The line of which it is a component. @param perBundle so many components in one bundle */
    record Bundle(String reference, Sku sku, BigDecimal perBundle) {}

    static WantedLine of(ReserveStock.Line line) {
        return new WantedLine(line.reference(), line.sku(), line.location(), line.quantity(), null);
    }

    static WantedLine component(ReserveStock.Line line, Sku component, Quantity perBundle) {
        return new WantedLine(
                componentReference(line.reference(), component),
                component,
                line.location(),
                new Quantity(line.quantity().value().multiply(perBundle.value())),
                new Bundle(line.reference(), line.sku(), perBundle.value()));
    }

    static String componentReference(String reference, Sku component) {
        return reference + "/" + component;
    }

    /** The lines as they were asked for, whatever their bundles were made of then. */
    static Set<ReserveStock.Line> asked(Collection<WantedLine> lines) {
        var asked = new HashSet<ReserveStock.Line>();
        for (var line : lines) {
            var bundle = line.bundle;
            asked.add(
                    bundle == null
                            ? new ReserveStock.Line(line.reference, line.sku, line.location, line.quantity)
                            : new ReserveStock.Line(
                                    bundle.reference(),
                                    bundle.sku(),
                                    line.location,
                                    new Quantity(line.quantity
                                            .value()
                                            .divide(bundle.perBundle(), 6, RoundingMode.HALF_UP))));
        }
        return asked;
    }
}
