package io.tieout.catalog;

import io.tieout.access.Audit;
import io.tieout.catalog.events.ProductsSaved;
import io.tieout.catalog.internal.CatalogCache;
import io.tieout.catalog.internal.CatalogRows;
import io.tieout.catalog.internal.Rules;
import io.tieout.catalog.internal.Units;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * Creates or changes all of them, in bulk: one statement and one entry in the audit log. What a product does not state
     * (its hierarchy, single attributes) stays as it was.
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
        for (var stated : bySku.values()) {
            var known = before.get(stated.sku());
            var product = stated.over(known);
            if (!product.equals(known)) {
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

    /** What a bundle is made of, in its order; empty where the product is none. A bundle has no stock of its own. */
    public List<BundleComponent> components(Sku sku) {
        return cache.structure().components(sku);
    }

    /** The bundles among the SKUs with what each is made of. */
    public Map<Sku, List<BundleComponent>> components(Collection<Sku> skus) {
        var structure = cache.structure();
        var found = new LinkedHashMap<Sku, List<BundleComponent>>();
        for (var sku : skus) {
            var components = structure.components(sku);
            if (!components.isEmpty()) {
                found.put(sku, components);
            }
        }
        return found;
    }

    /** The bundles that have any of these as a component: their availability depends on it. */
    public Set<Sku> bundlesOf(Collection<Sku> components) {
        return cache.structure().bundlesOf(components);
    }

    /** The units in which a product comes beside its stock unit, the smallest first. */
    public List<ProductUnit> units(Sku sku) {
        return cache.structure().units(sku);
    }

    /**
     * A quantity in any of the product's units, in its stock unit. Never guessed (R61).
     *
     * @param unit null where none was stated: then it is the stock unit
     * @throws ProblemException {@code catalog.product-unknown}, {@code catalog.unit-unknown},
     *     {@code catalog.unit-not-whole} where pieces are counted and a part of one would come out
     */
    public Quantity inStockUnit(Sku sku, Quantity quantity, @Nullable String unit) {
        var product = product(sku)
                .orElseThrow(() -> new ProblemException(CatalogProblem.PRODUCT_UNKNOWN, "There is no product " + sku));
        return Units.inStockUnit(product, units(sku), quantity, unit);
    }

    /**
     * The product that a partner's code means on a business date by an alias (R62); empty where no alias says anything. An
     * approved mapping goes first, which the caller asks.
     */
    public Optional<Sku> alias(ConnectionCode connection, String code, LocalDate on) {
        return cache.structure().alias(connection, code, on);
    }

    /** The alias by which a connection knows a product on a day: the newest in effect; empty where it has none. */
    public Optional<String> aliasOf(ConnectionCode connection, Sku sku, LocalDate on) {
        return cache.structure().codeAt(connection, sku, on);
    }

    /** All aliases of a product, also past and coming ones. */
    public List<SkuAlias> aliases(Sku sku) {
        return cache.structure().aliases(sku);
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
