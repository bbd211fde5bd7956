package io.tieout.catalog;

import io.tieout.access.Audit;
import io.tieout.catalog.events.ProductsSaved;
import io.tieout.catalog.internal.CatalogCache;
import io.tieout.catalog.internal.CatalogRows;
import io.tieout.catalog.internal.Rules;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Master data that other modules look up. Look-ups are cached; a change is seen within a second on every node, and at once by
 * the transaction that makes it. What is already so is not written again. Every change is in the audit log.
 */
@Service
public class Catalog {

    /** So many SKUs are named in the audit entry of a bulk change; the count tells of the rest. */
    private static final int SKUS_NAMED_MAX = 20;

    private final CatalogRows rows;
    private final CatalogCache cache;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Catalog(CatalogRows rows, CatalogCache cache, Audit audit, ApplicationEventPublisher events) {
        this.events = events;
        this.rows = rows;
        this.cache = cache;
        this.audit = audit;
    }

    public Optional<Product> product(Sku sku) {
        return Optional.ofNullable(cache.products(List.of(sku)).get(sku));
    }

    /** Those of the SKUs that exist, with at most one query. */
    public Map<Sku, Product> products(Collection<Sku> skus) {
        return cache.products(skus);
    }

    /** In the order of their SKUs. @param search a part of SKU or name, or a whole GTIN */
    public Page<Product> products(@Nullable String search, int limit, @Nullable String after) {
        return Page.of(
                rows.products(search, limit + 1, after),
                limit,
                product -> product.sku().value());
    }

    /**
     * Creates or changes it.
     *
     * @throws ProblemException {@code catalog.gtin-invalid}, {@code catalog.value-invalid}
     */
    @Transactional
    public void save(Product product) {
        save(List.of(product));
    }

    /**
     * Creates or changes all of them, in bulk: one statement and one entry in the audit log.
     *
     * @return those that were not already so
     */
    @Transactional
    public List<Product> save(Collection<Product> products) {
        products.forEach(Rules::check);
        var bySku = new LinkedHashMap<Sku, Product>();
        products.forEach(product -> bySku.put(product.sku(), product));
        cache.revision().raise();
        var before = cache.products(bySku.keySet());
        var changed = new ArrayList<Product>();
        for (var product : bySku.values()) {
            if (!product.equals(before.get(product.sku()))) {
                changed.add(product);
            }
        }
        if (!changed.isEmpty()) {
            rows.save(changed);
            record(
                    "product.saved",
                    changed.size() == 1 ? changed.getFirst().sku().value() : "products",
                    changed);
            events.publishEvent(new ProductsSaved(changed));
        }
        return List.copyOf(changed);
    }

    public Optional<Location> location(LocationCode code) {
        return Optional.ofNullable(cache.locations().get(code));
    }

    public List<Location> locations() {
        return List.copyOf(cache.locations().values());
    }

    /** @throws ProblemException {@code catalog.entity-unknown}, {@code catalog.country-unknown}, {@code catalog.value-invalid} */
    @Transactional
    public void save(Location location) {
        Rules.check(location);
        cache.revision().raise();
        if (!cache.entities().containsKey(location.entity())) {
            throw new ProblemException(
                    CatalogProblem.ENTITY_UNKNOWN,
                    "Location " + location.code() + " names the entity " + location.entity());
        }
        if (!location.equals(cache.locations().get(location.code()))) {
            rows.save(location);
            record("location.saved", location.code().value(), location);
        }
    }

    /** Takes a location away; what history says of its code stays. Nothing happens where there is none. */
    @Transactional
    public void remove(LocationCode code) {
        cache.revision().raise();
        if (cache.locations().containsKey(code)) {
            rows.remove(code);
            record("location.removed", code.value(), code);
        }
    }

    public Optional<LegalEntity> entity(EntityCode code) {
        return Optional.ofNullable(cache.entities().get(code));
    }

    public List<LegalEntity> entities() {
        return List.copyOf(cache.entities().values());
    }

    /** @throws ProblemException {@code catalog.country-unknown}, {@code catalog.value-invalid} */
    @Transactional
    public void save(LegalEntity entity) {
        Rules.check(entity);
        cache.revision().raise();
        if (!entity.equals(cache.entities().get(entity.code()))) {
            rows.save(entity);
            record("entity.saved", entity.code().value(), entity);
        }
    }

    /**
     * Takes a legal entity away that owns no location. Nothing happens where there is none.
     *
     * @throws ProblemException {@code catalog.entity-in-use}
     */
    @Transactional
    public void remove(EntityCode code) {
        cache.revision().raise();
        var owned = cache.locations().values().stream()
                .filter(location -> location.entity().equals(code))
                .map(location -> location.code().value())
                .collect(Collectors.joining(", "));
        if (!owned.isEmpty()) {
            throw new ProblemException(CatalogProblem.ENTITY_IN_USE, "Entity " + code + " owns " + owned);
        }
        if (cache.entities().containsKey(code)) {
            rows.remove(code);
            record("entity.removed", code.value(), code);
        }
    }

    private void record(String action, String subject, Object what) {
        audit.record(Correlation.current().actor(), action, subject, Map.of("value", what.toString()));
    }

    private void record(String action, String subject, List<Product> products) {
        var named = products.stream()
                .limit(SKUS_NAMED_MAX)
                .map(product -> product.sku().value())
                .collect(Collectors.joining(", "));
        audit.record(
                Correlation.current().actor(),
                action,
                subject,
                Map.of("count", String.valueOf(products.size()), "skus", named));
    }
}
