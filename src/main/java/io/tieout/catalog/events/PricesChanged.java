package io.tieout.catalog.events;

import io.tieout.kernel.Sku;
import java.util.Set;

/** Prices of these products may be others than before, now or at a later time; told in the transaction of the change. */
public record PricesChanged(Set<Sku> skus) {

    public PricesChanged {
        skus = Set.copyOf(skus);
    }
}
