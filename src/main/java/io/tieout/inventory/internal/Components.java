package io.tieout.inventory.internal;

import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.Map;

/** What bundles are made of. */
interface Components {

    /** The bundles among the SKUs, with how many of each component one of them has; in one fixed order. */
    Map<Sku, Map<Sku, Quantity>> of(Collection<Sku> skus);
}
