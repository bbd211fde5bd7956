package io.tieout.inventory.internal;

import io.tieout.catalog.BundleComponent;
import io.tieout.catalog.Catalog;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Bundles are what the catalogue says. */
@Component
class CatalogComponents implements Components {

    private final Catalog catalog;

    CatalogComponents(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Map<Sku, Map<Sku, Quantity>> of(Collection<Sku> skus) {
        var bundles = new LinkedHashMap<Sku, Map<Sku, Quantity>>();
        catalog.components(skus).forEach((bundle, components) -> {
            var parts = new LinkedHashMap<Sku, Quantity>();
            for (BundleComponent component : components) {
                parts.merge(component.sku(), component.quantity(), Quantity::plus);
            }
            bundles.put(bundle, parts);
        });
        return bundles;
    }
}
