package io.tieout.catalog;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a bundle.
 *
 * @param quantity so many of the component in one bundle, in the component's own stock unit
 * @param priceShare the weight of all these together in the bundle's price; null where the bundle's price is split by
 *     quantity
 */
public record BundleComponent(
        Sku sku, Quantity quantity, @Nullable BigDecimal priceShare) {

    public BundleComponent {
        if (!quantity.isPositive()) {
            throw new IllegalArgumentException("A bundle has a positive quantity of each component");
        }
        if (priceShare != null && priceShare.signum() < 0) {
            throw new IllegalArgumentException("A price share is not negative");
        }
        priceShare = priceShare == null || priceShare.signum() == 0 ? priceShare : priceShare.stripTrailingZeros();
    }

    /**
     * Splits an amount of a bundle over its components, to the cent: the parts have the components' order and sum to the
     * whole. To be stored with the sale, so that a later return of one component does not depend on what the bundle is then.
     */
    public static List<Money> allocate(Money amount, List<BundleComponent> components) {
        var shared = components.stream().allMatch(component -> component.priceShare != null);
        return amount.allocate(components.stream()
                .map(component ->
                        shared ? java.util.Objects.requireNonNull(component.priceShare) : component.quantity.value())
                .toList());
    }
}
