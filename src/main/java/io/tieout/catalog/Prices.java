package io.tieout.catalog;

import io.tieout.access.Audit;
import io.tieout.catalog.events.PricesChanged;
import io.tieout.catalog.internal.PriceBook;
import io.tieout.catalog.internal.PriceCursor;
import io.tieout.catalog.internal.PriceRows;
import io.tieout.catalog.internal.PriceRules;
import io.tieout.catalog.internal.PromotionRows;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Price lists, prices and promotions, each with its scope and the time in which it holds; and what a product costs. Changes
 * are in the audit log and told by {@link PricesChanged}; of one price, the newest that its owning system said counts, in
 * whatever order the messages come.
 */
@Service
public class Prices {

    private static final int TIMELINE_MAX = 200;

    private final PriceRows rows;
    private final PromotionRows promotionRows;
    private final Catalog catalog;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Prices(
            PriceRows rows,
            PromotionRows promotionRows,
            Catalog catalog,
            Audit audit,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.promotionRows = promotionRows;
        this.catalog = catalog;
        this.audit = audit;
        this.events = events;
    }

    /** What the product costs there and then, with the explanation; empty where no list says. */
    @Transactional(readOnly = true)
    public Optional<ResolvedPrice> price(Sku sku, PriceQuery query) {
        return Optional.ofNullable(prices(List.of(sku), query).get(sku));
    }

    /** As {@link #price}, for many; those without a price are absent. */
    @Transactional(readOnly = true)
    public Map<Sku, ResolvedPrice> prices(Collection<Sku> skus, PriceQuery query) {
        var whole = withRegion(query);
        var book = book(skus);
        var found = new HashMap<Sku, ResolvedPrice>();
        catalog.products(skus)
                .values()
                .forEach(product -> book.resolve(product, whole).ifPresent(price -> found.put(product.sku(), price)));
        return found;
    }

    /** What it costs from the query's instant on, up to another one: one entry for each time in which nothing changes. */
    @Transactional(readOnly = true)
    public List<ResolvedPrice> timeline(Sku sku, PriceQuery query, Instant upTo) {
        var product = catalog.product(sku);
        var timeline = new ArrayList<ResolvedPrice>();
        if (product.isEmpty()) {
            return timeline;
        }
        var book = book(List.of(sku));
        var whole = withRegion(query);
        var bounds = new ArrayList<Instant>(List.of(query.at()));
        rows.entries(List.of(sku)).forEach(entry -> {
            bounds.add(entry.validFrom());
            Optional.ofNullable(entry.validTo()).ifPresent(bounds::add);
        });
        rows.lists().forEach(list -> {
            bounds.add(list.validFrom());
            Optional.ofNullable(list.validTo()).ifPresent(bounds::add);
        });
        promotionRows.all().forEach(promotion -> {
            bounds.add(promotion.validFrom());
            bounds.add(promotion.validTo());
        });
        bounds.stream()
                .filter(at -> !at.isBefore(query.at()) && at.isBefore(upTo))
                .sorted()
                .distinct()
                .limit(TIMELINE_MAX)
                .forEach(at -> book.resolve(product.get(), whole.at(at)).ifPresent(timeline::add));
        return timeline.stream()
                .collect(Collectors.toMap(ResolvedPrice::from, price -> price, (one, _) -> one, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    private PriceBook book(Collection<Sku> skus) {
        return new PriceBook(rows.lists(), rows.entries(skus), promotionRows.all());
    }

    private PriceQuery withRegion(PriceQuery query) {
        return query.region() == null && query.store() != null
                ? query.inRegion(
                        catalog.location(query.store()).map(Location::region).orElse(null))
                : query;
    }

    /** By code. */
    @Transactional(readOnly = true)
    public List<PriceList> lists() {
        return rows.lists();
    }

    /**
     * Creates or changes a list. Its prices stay.
     *
     * @return whether anything changed
     * @throws ProblemException {@code price.overlap}, {@code catalog.value-invalid}
     */
    @Transactional
    public boolean save(PriceList list, Actor by) {
        rows.lock();
        var known = rows.lists();
        PriceRules.check(list, known);
        var before =
                known.stream().filter(each -> each.code().equals(list.code())).findFirst();
        if (before.equals(Optional.of(list))) {
            return false;
        }
        var own = rows.skusOf(List.of(list.code()));
        if (before.isPresent() && !before.get().currency().equals(list.currency()) && !own.isEmpty()) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    "List " + list.code() + " has prices in " + before.get().currency() + "; make a new list");
        }
        rows.save(list);
        audit.record(by, "price-list.saved", list.code(), Map.of("value", list.toString()));
        changed(own);
        return true;
    }

    /** By list, SKU and beginning. */
    @Transactional(readOnly = true)
    public Page<PriceEntry> entries(@Nullable String list, @Nullable String sku, int limit, @Nullable String after) {
        return Page.of(rows.entries(list, sku, limit + 1, PriceCursor.parse(after)), limit, PriceCursor::of);
    }

    /**
     * Creates or changes prices, all or none. Older than what is known are ignored.
     *
     * @param changedAt when their owning system changed them
     * @return those that were written
     * @throws ProblemException {@code price.list-unknown}, {@code price.overlap}, {@code catalog.product-unknown},
     *     {@code catalog.value-invalid}
     */
    @Transactional
    public List<PriceEntry> save(Collection<PriceEntry> entries, Instant changedAt, Actor by) {
        if (entries.isEmpty()) {
            return List.of();
        }
        rows.lock();
        var lists = rows.lists().stream().collect(Collectors.toMap(PriceList::code, list -> list));
        var skus = entries.stream().map(PriceEntry::sku).collect(Collectors.toSet());
        var unknown = new HashSet<>(skus);
        unknown.removeAll(catalog.products(skus).keySet());
        if (!unknown.isEmpty()) {
            throw new ProblemException(CatalogProblem.PRODUCT_UNKNOWN, "There is no product " + unknown);
        }
        var bySku = rows.entries(skus).stream().collect(Collectors.groupingBy(PriceEntry::sku));
        for (var entry : entries) {
            var others = bySku.computeIfAbsent(entry.sku(), _ -> new ArrayList<>());
            PriceRules.check(entry, lists.get(entry.list()), others);
            others.removeIf(other -> sameKey(other, entry));
            others.add(entry);
        }
        var last = new LinkedHashMap<List<Object>, PriceEntry>();
        entries.forEach(entry ->
                last.put(List.of(entry.list(), entry.sku(), entry.validFrom(), entry.validTo() == null), entry));
        var written = rows.save(List.copyOf(last.values()), changedAt);
        if (!written.isEmpty()) {
            audit.record(
                    by,
                    "prices.saved",
                    written.size() == 1 ? written.getFirst().sku().value() : "prices",
                    Map.of("count", String.valueOf(written.size())));
            changed(written.stream().map(PriceEntry::sku).collect(Collectors.toSet()));
        }
        return written;
    }

    private static boolean sameKey(PriceEntry one, PriceEntry other) {
        return one.list().equals(other.list())
                && one.validFrom().equals(other.validFrom())
                && (one.validTo() == null) == (other.validTo() == null);
    }

    /** Takes a price away, as if it had never been. Nothing happens where there is none. */
    @Transactional
    public void remove(PriceEntry entry, Actor by) {
        if (rows.remove(entry)) {
            audit.record(by, "price.removed", entry.sku().value(), Map.of("value", entry.toString()));
            changed(Set.of(entry.sku()));
        }
    }

    /** By code. */
    @Transactional(readOnly = true)
    public List<Promotion> promotions() {
        return promotionRows.all();
    }

    /**
     * Creates or changes a promotion; one that is older than what is known is ignored.
     *
     * @param changedAt when its owning system changed it
     * @return whether anything changed
     * @throws ProblemException {@code catalog.value-invalid}
     */
    @Transactional
    public boolean save(Promotion promotion, Instant changedAt, Actor by) {
        PriceRules.check(promotion);
        var before = promotionRows.all().stream()
                .filter(each -> each.code().equals(promotion.code()))
                .findFirst();
        if (before.equals(Optional.of(promotion)) || !promotionRows.save(promotion, changedAt)) {
            return false;
        }
        audit.record(by, "promotion.saved", promotion.code(), Map.of("value", promotion.toString()));
        changed(pricedBy(before.stream().toList(), promotion));
        return true;
    }

    /** Takes a promotion away, as if it had never been. Nothing happens where there is none. */
    @Transactional
    public void removePromotion(String code, Actor by) {
        promotionRows.all().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .ifPresent(gone -> {
                    promotionRows.remove(code);
                    audit.record(by, "promotion.removed", code, Map.of("value", gone.toString()));
                    changed(pricedBy(List.of(), gone));
                });
    }

    /** Products whose price may become another one after the one instant and not after the other, by nobody's doing. */
    @Transactional(readOnly = true)
    public Set<Sku> changing(Instant after, Instant upTo) {
        var changing = new HashSet<>(rows.skusChanging(after, upTo));
        promotionRows.changing(after, upTo).forEach(promotion -> changing.addAll(pricedBy(List.of(), promotion)));
        return changing;
    }

    /** All products of which some list has a price. */
    @Transactional(readOnly = true)
    public Set<Sku> priced() {
        return rows.skusPriced();
    }

    private Set<Sku> pricedBy(List<Promotion> more, Promotion promotion) {
        var priced = rows.skusPriced();
        return catalog.products(priced).values().stream()
                .filter(product -> promotion.isFor(product) || more.stream().anyMatch(other -> other.isFor(product)))
                .map(Product::sku)
                .collect(Collectors.toSet());
    }

    private void changed(Set<Sku> skus) {
        if (!skus.isEmpty()) {
            events.publishEvent(new PricesChanged(skus));
        }
    }
}
