package io.tieout.catalog;

import io.tieout.access.Audit;
import io.tieout.catalog.events.BundlesSaved;
import io.tieout.catalog.internal.CatalogCache;
import io.tieout.catalog.internal.Rules;
import io.tieout.catalog.internal.StructureRows;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says what bundles are made of, in what units products come and what partners call them; {@link Catalog} looks it up. What is
 * already so is not written again; every change is in the audit log.
 */
@Service
public class ProductStructures {

    private static final int PARTS_MAX = 200;

    private final StructureRows rows;
    private final CatalogCache cache;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    ProductStructures(StructureRows rows, CatalogCache cache, Audit audit, ApplicationEventPublisher events) {
        this.rows = rows;
        this.cache = cache;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Makes the product a bundle of exactly these components; of none, it is no bundle any more. Sales that were made keep
     * what the bundle was then.
     *
     * @return whether anything changed
     * @throws ProblemException {@code catalog.product-unknown}, {@code catalog.bundle-nested},
     *     {@code catalog.value-invalid}
     */
    @Transactional
    public boolean saveBundle(Sku bundle, List<BundleComponent> components, Actor by) {
        cache.revision().raise();
        var skus = components.stream().map(BundleComponent::sku).collect(Collectors.toSet());
        if (skus.size() < components.size() || components.size() > PARTS_MAX) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    "Bundle " + bundle + " must name each component once, and at most " + PARTS_MAX);
        }
        var stated =
                components.stream().filter(each -> each.priceShare() != null).count();
        if (stated != 0 && stated != components.size()) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID, "Bundle " + bundle + " must state all price shares or none");
        }
        demandKnown(bundle, skus);
        var structure = cache.structure();
        var inner = skus.stream()
                .filter(sku -> sku.equals(bundle) || !structure.components(sku).isEmpty())
                .toList();
        if (!inner.isEmpty()
                || !components.isEmpty() && !structure.bundlesOf(Set.of(bundle)).isEmpty()) {
            throw new ProblemException(
                    CatalogProblem.BUNDLE_NESTED, "Bundle " + bundle + " holds a bundle, or is part of one: " + inner);
        }
        if (structure.components(bundle).equals(components)) {
            return false;
        }
        rows.saveBundle(bundle, components);
        audit.record(by, "bundle.saved", bundle.value(), Map.of("components", components.toString()));
        events.publishEvent(new BundlesSaved(Set.of(bundle)));
        return true;
    }

    /**
     * Makes the product come in exactly these units beside its stock unit.
     *
     * @return whether anything changed
     * @throws ProblemException {@code catalog.product-unknown}, {@code catalog.value-invalid}, {@code catalog.gtin-invalid}
     */
    @Transactional
    public boolean saveUnits(Sku sku, List<ProductUnit> units, Actor by) {
        cache.revision().raise();
        demandKnown(sku, Set.of());
        var stockUnit = cache.products(List.of(sku)).get(sku).unit();
        var names = new HashSet<String>();
        for (var unit : units) {
            Rules.check(unit);
            if (!unit.sku().equals(sku) || unit.unit().equals(stockUnit) || !names.add(unit.unit())) {
                throw new ProblemException(
                        CatalogProblem.VALUE_INVALID,
                        "Product " + sku + " must state each unit once, and not its stock unit " + stockUnit);
            }
        }
        if (Set.copyOf(cache.structure().units(sku)).equals(Set.copyOf(units))) {
            return false;
        }
        rows.saveUnits(sku, units);
        audit.record(by, "product-units.saved", sku.value(), Map.of("units", units.toString()));
        return true;
    }

    /**
     * Lets a partner's code mean a product from a day on. The same code and day again says it anew.
     *
     * @return whether anything changed
     * @throws ProblemException {@code catalog.product-unknown}, {@code catalog.value-invalid}
     */
    @Transactional
    public boolean save(SkuAlias alias, Actor by) {
        Rules.check(alias);
        cache.revision().raise();
        demandKnown(alias.sku(), Set.of());
        if (cache.structure().aliases(alias.sku()).contains(alias)) {
            return false;
        }
        rows.save(alias);
        audit.record(by, "sku-alias.saved", alias.sku().value(), Map.of("alias", alias.toString()));
        return true;
    }

    /** Takes an alias away, as if it had never been. Nothing happens where there is none. */
    @Transactional
    public void remove(SkuAlias alias, Actor by) {
        cache.revision().raise();
        if (rows.remove(alias)) {
            audit.record(by, "sku-alias.removed", alias.sku().value(), Map.of("alias", alias.toString()));
        }
    }

    private void demandKnown(Sku sku, Collection<Sku> others) {
        var wanted = new HashSet<>(others);
        wanted.add(sku);
        wanted.removeAll(cache.products(wanted).keySet());
        if (!wanted.isEmpty()) {
            throw new ProblemException(CatalogProblem.PRODUCT_UNKNOWN, "There is no product " + wanted);
        }
    }
}
