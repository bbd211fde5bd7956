package io.tieout.catalog;

import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Master data that other modules look up. Look-ups are cached; a change is seen within a second on every node. */
public class Catalog {

    public Optional<Product> product(Sku sku) {
        throw new UnsupportedOperationException();
    }

    /** Those of the SKUs that exist. */
    public Map<Sku, Product> products(Collection<Sku> skus) {
        throw new UnsupportedOperationException();
    }

    public Page<Product> products(@Nullable String search, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** Creates or changes it. */
    public void save(Product product) {
        throw new UnsupportedOperationException();
    }

    public Optional<Location> location(LocationCode code) {
        throw new UnsupportedOperationException();
    }

    public List<Location> locations() {
        throw new UnsupportedOperationException();
    }

    public void save(Location location) {
        throw new UnsupportedOperationException();
    }

    public Optional<LegalEntity> entity(EntityCode code) {
        throw new UnsupportedOperationException();
    }

    public List<LegalEntity> entities() {
        throw new UnsupportedOperationException();
    }

    public void save(LegalEntity entity) {
        throw new UnsupportedOperationException();
    }
}
