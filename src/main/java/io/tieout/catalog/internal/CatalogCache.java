package io.tieout.catalog.internal;

import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.catalog.Product;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.platform.CacheRevision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Master data in memory. A load that was under way when the cache was cleared ends in the cleared generation, which nobody
 * reads any more, so a stale row never comes back.
 */
@Component
public class CatalogCache {

    /** Ten times what a mid-size retailer sells; beyond, the cache starts anew rather than growing. */
    private static final int PRODUCTS_MAX = 200_000;

    private final CatalogRows rows;
    private final StructureRows structureRows;
    private final CacheRevision revision;
    private volatile Generation generation = new Generation();

    CatalogCache(CatalogRows rows, StructureRows structureRows, JdbcClient jdbc) {
        this.rows = rows;
        this.structureRows = structureRows;
        this.revision = new CacheRevision(jdbc, "catalog.revision", () -> generation = new Generation());
    }

    public CacheRevision revision() {
        return revision;
    }

    public Map<Sku, Product> products(Collection<Sku> skus) {
        var from = current();
        var found = new HashMap<Sku, Product>();
        var missing = new ArrayList<Sku>();
        for (var sku : skus) {
            var product = from.products.get(sku);
            if (product == null) {
                missing.add(sku);
            } else {
                found.put(sku, product);
            }
        }
        if (!missing.isEmpty()) {
            var loaded = rows.products(missing);
            if (from.products.size() + loaded.size() > PRODUCTS_MAX) {
                from.products.clear();
            }
            for (var product : loaded) {
                from.products.put(product.sku(), product);
                found.put(product.sku(), product);
            }
        }
        return found;
    }

    public Map<LocationCode, Location> locations() {
        var from = current();
        var locations = from.locations;
        if (locations == null) {
            locations = new LinkedHashMap<>();
            for (var location : rows.locations()) {
                locations.put(location.code(), location);
            }
            from.locations = locations;
        }
        return locations;
    }

    public Map<EntityCode, LegalEntity> entities() {
        var from = current();
        var entities = from.entities;
        if (entities == null) {
            entities = new LinkedHashMap<>();
            for (var entity : rows.entities()) {
                entities.put(entity.code(), entity);
            }
            from.entities = entities;
        }
        return entities;
    }

    public Structure structure() {
        var from = current();
        var structure = from.structure;
        if (structure == null) {
            structure = structureRows.all();
            from.structure = structure;
        }
        return structure;
    }

    private Generation current() {
        return revision.raisedHere() ? new Generation() : generation;
    }

    private static final class Generation {
        final ConcurrentMap<Sku, Product> products = new ConcurrentHashMap<>();
        volatile @Nullable Map<LocationCode, Location> locations;
        volatile @Nullable Map<EntityCode, LegalEntity> entities;
        volatile @Nullable Structure structure;
    }
}
