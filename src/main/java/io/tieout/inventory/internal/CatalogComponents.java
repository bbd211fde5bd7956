package io.tieout.inventory.internal;

import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** No product is a bundle. */
@Component
class CatalogComponents implements Components {

    @Override
    public Map<Sku, Map<Sku, Quantity>> of(Collection<Sku> skus) {
        return Map.of();
    }
}
