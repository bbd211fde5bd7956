package io.tieout.catalog.internal;

import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.PriceQuery;
import io.tieout.catalog.Product;
import io.tieout.catalog.Promotion;
import io.tieout.catalog.ResolvedPrice;
import io.tieout.catalog.ResolvedPrice.Considered;
import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds a price: a pure function of lists, prices, promotions and the question. The list with the most exact scope that has a
 * price counts, then the one with the highest priority. In it a price with an end lies over one without. Then promotions: the
 * one of the highest priority, and where it may be combined, all others that may.
 */
public final class PriceBook {

    private static final Comparator<PriceList> MOST_EXACT_FIRST = Comparator.comparing(
                    (PriceList list) -> list.scope().exactness())
            .thenComparing(PriceList::priority)
            .reversed()
            .thenComparing(PriceList::code);
    private static final Comparator<Promotion> HIGHEST_FIRST =
            Comparator.comparing(Promotion::priority).reversed().thenComparing(Promotion::code);

    private record Key(String list, Sku sku) {}

    private final List<PriceList> lists;
    private final Map<Key, List<PriceEntry>> entries = new HashMap<>();
    private final List<Promotion> promotions;

    public PriceBook(Collection<PriceList> lists, Collection<PriceEntry> entries, Collection<Promotion> promotions) {
        this.lists = lists.stream().sorted(MOST_EXACT_FIRST).toList();
        entries.forEach(entry -> this.entries
                .computeIfAbsent(new Key(entry.list(), entry.sku()), _ -> new ArrayList<>())
                .add(entry));
        this.promotions = promotions.stream().sorted(HIGHEST_FIRST).toList();
    }

    public Optional<ResolvedPrice> resolve(Product product, PriceQuery query) {
        var considered = new ArrayList<Considered>();
        PriceList list = null;
        PriceEntry entry = null;
        for (var candidate : lists) {
            if (!candidate.scope().fits(query)) {
                continue;
            }
            var found = entry(candidate, product.sku(), query.at());
            var flaw = flaw(candidate, found.isPresent(), query);
            if (flaw == null && list == null) {
                list = candidate;
                entry = found.orElseThrow();
            }
            considered.add(new Considered("list", candidate.code(), candidate == list, words(candidate, list, flaw)));
        }
        if (list == null || entry == null) {
            return Optional.empty();
        }
        var price = entry.price();
        var used = new ArrayList<String>();
        var alone = false;
        for (var promotion : promotions) {
            if (!promotion.scope().fits(query) || !promotion.isFor(product)) {
                continue;
            }
            var why = flaw(promotion, entry.price(), query, used, alone);
            considered.add(new Considered("promotion", promotion.code(), why == null, why == null ? "taken off" : why));
            if (why == null) {
                price = promotion.applyTo(price);
                used.add(promotion.code());
                alone = !promotion.combinable();
            }
        }
        var bounds = bounds(product, query);
        return Optional.of(new ResolvedPrice(
                product.sku(),
                price,
                entry.price(),
                list.code(),
                list.taxInclusive(),
                used,
                Optional.ofNullable(bounds.floor(query.at())).orElse(list.validFrom()),
                bounds.higher(query.at()),
                considered));
    }

    private Optional<PriceEntry> entry(PriceList list, Sku sku, Instant at) {
        return entries.getOrDefault(new Key(list.code(), sku), List.of()).stream()
                .filter(each -> each.holdsAt(at))
                .max(Comparator.comparing((PriceEntry each) -> each.validTo() != null)
                        .thenComparing(PriceEntry::validFrom));
    }

    private static @Nullable String flaw(PriceList list, boolean has, PriceQuery query) {
        if (!list.holdsAt(query.at())) {
            return "does not hold at this time";
        }
        if (query.currency() != null && !query.currency().equals(list.currency())) {
            return "is in " + list.currency();
        }
        return has ? null : "has no price of the product at this time";
    }

    private static String words(PriceList candidate, @Nullable PriceList chosen, @Nullable String flaw) {
        if (flaw != null) {
            return flaw;
        }
        if (candidate == chosen || chosen == null) {
            return "the most exact scope";
        }
        return candidate.scope().exactness() == chosen.scope().exactness()
                ? "a lower priority than " + chosen.code()
                : "a less exact scope than " + chosen.code();
    }

    private static @Nullable String flaw(
            Promotion promotion, Money listPrice, PriceQuery query, List<String> used, boolean alone) {
        if (!promotion.holdsAt(query.at())) {
            return "does not hold at this time";
        }
        if (promotion.currency() != null && !promotion.currency().equals(listPrice.currency())) {
            return "is in " + promotion.currency();
        }
        if (alone) {
            return used.getFirst() + " goes first and stands alone";
        }
        return used.isEmpty() || promotion.combinable() ? null : "cannot be combined with " + used.getFirst();
    }

    /** All instants at which the answer may become another one. */
    private TreeSet<Instant> bounds(Product product, PriceQuery query) {
        var bounds = new TreeSet<Instant>();
        for (var list : lists) {
            var own = entries.getOrDefault(new Key(list.code(), product.sku()), List.of());
            if (list.scope().fits(query) && !own.isEmpty()) {
                add(bounds, list.validFrom(), list.validTo());
                own.forEach(entry -> add(bounds, entry.validFrom(), entry.validTo()));
            }
        }
        for (var promotion : promotions) {
            if (promotion.scope().fits(query) && promotion.isFor(product)) {
                add(bounds, promotion.validFrom(), promotion.validTo());
            }
        }
        return bounds;
    }

    private static void add(TreeSet<Instant> bounds, Instant from, @Nullable Instant to) {
        bounds.add(from);
        if (to != null) {
            bounds.add(to);
        }
    }
}
