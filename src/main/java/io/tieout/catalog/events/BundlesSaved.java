package io.tieout.catalog.events;

import io.tieout.kernel.Sku;
import java.util.Set;

/** These bundles have other components than before, or none any more; told in the transaction of the change. */
public record BundlesSaved(Set<Sku> bundles) {

    public BundlesSaved {
        bundles = Set.copyOf(bundles);
    }
}
