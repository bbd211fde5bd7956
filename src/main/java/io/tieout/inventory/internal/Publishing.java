package io.tieout.inventory.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.inventory.Freshness;
import io.tieout.inventory.Freshness.Grade;
import io.tieout.inventory.Published;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What can be promised, and what of it a channel is told. */
@Component
public class Publishing {

    private final PositionRows positions;
    private final Assortment assortment;
    private final FreshnessRows freshness;
    private final FreshnessWatch ladder;
    private final ChannelOfferRows offers;
    private final Catalog catalog;

    Publishing(
            PositionRows positions,
            Assortment assortment,
            FreshnessRows freshness,
            FreshnessWatch ladder,
            ChannelOfferRows offers,
            Catalog catalog) {
        this.positions = positions;
        this.assortment = assortment;
        this.freshness = freshness;
        this.ladder = ladder;
        this.offers = offers;
        this.catalog = catalog;
    }

    /** Bundles included: so many as their components suffice for. */
    public Map<Sku, Map<LocationCode, Quantity>> availableToPromise(Collection<Sku> skus) {
        var bundles = assortment.bundles(skus);
        var available = positions.availableToPromise(with(skus, bundles));
        if (bundles.isEmpty()) {
            return available;
        }
        var asked = new HashMap<Sku, Map<LocationCode, Quantity>>();
        for (var sku : skus) {
            var parts = bundles.get(sku);
            var there = parts == null ? available.get(sku) : Assortment.whole(parts, available);
            if (there != null) {
                asked.put(sku, there);
            }
        }
        return asked;
    }

    public Map<Sku, Published> published(ConnectionCode connection, Collection<Sku> skus) {
        var bundles = assortment.bundles(skus);
        var grades = freshness.list().stream().collect(Collectors.toMap(Freshness::location, Freshness::grade));
        var rules = ladder.byScope();
        var named = offers.locations().get(connection.value());
        var places = new TreeMap<String, Location>();
        catalog.locations().forEach(location -> places.put(location.code().value(), location));
        var offered = new HashMap<Sku, Map<LocationCode, Quantity>>();
        positions.availableToPromise(with(skus, bundles)).forEach((sku, there) -> {
            var left = new LinkedHashMap<LocationCode, Quantity>();
            there.forEach((code, quantity) -> {
                var location = places.get(code.value());
                if (location != null) {
                    var grade = grades.getOrDefault(code, Grade.NORMAL);
                    left.put(code, graded(quantity, grade, () -> ladder.buffer(rules, location)));
                }
            });
            offered.put(sku, left);
        });
        var limits = offers.of(connection);
        var published = new LinkedHashMap<Sku, Published>();
        for (var sku : skus) {
            var parts = bundles.get(sku);
            var there = parts == null ? offered.getOrDefault(sku, Map.of()) : Assortment.whole(parts, offered);
            published.put(sku, published(connection, sku, there, places, named, grades, limits));
        }
        return published;
    }

    private static Published published(
            ConnectionCode connection,
            Sku sku,
            Map<LocationCode, Quantity> there,
            Map<String, Location> places,
            @org.jspecify.annotations.Nullable Set<String> named,
            Map<LocationCode, Grade> grades,
            Map<String, ChannelOfferRows.Offer> limits) {
        var sent = Quantity.ZERO;
        var channelFulfilled = Quantity.ZERO;
        var told = new ArrayList<Published.Place>();
        for (var location : places.values()) {
            var quantity = there.get(location.code());
            if (quantity == null || !location.holdsStock() || !isOpenTo(location, connection)) {
                continue;
            }
            if (location.dedicatedTo() != null && !location.fulfils()) {
                channelFulfilled = channelFulfilled.plus(quantity);
                continue;
            }
            if (named == null
                    ? !location.fulfils()
                    : !named.contains(location.code().value())) {
                continue;
            }
            var grade = grades.getOrDefault(location.code(), Grade.NORMAL);
            var sends = location.fulfils() && (grade == Grade.NORMAL || grade == Grade.RAISED_BUFFER);
            told.add(new Published.Place(location.code(), quantity, grade, sends));
            if (sends) {
                sent = sent.plus(quantity);
            }
        }
        var limit = limits.getOrDefault(sku.value(), limits.get(ChannelOfferRows.ANY));
        return new Published(sku, limit == null ? sent : limit.shown(sent), channelFulfilled, told);
    }

    private static boolean isOpenTo(Location location, ConnectionCode connection) {
        return location.dedicatedTo() == null || location.dedicatedTo().equals(connection);
    }

    private static Quantity graded(Quantity available, Grade grade, java.util.function.Supplier<Quantity> buffer) {
        return switch (grade) {
            case NORMAL -> available;
            case RAISED_BUFFER, COLLECT_ONLY -> {
                var left = available.minus(buffer.get());
                yield left.isNegative() ? Quantity.ZERO : left;
            }
            case OFF_SALE -> Quantity.ZERO;
        };
    }

    private static Set<Sku> with(Collection<Sku> skus, Map<Sku, Map<Sku, Quantity>> bundles) {
        var all = new HashSet<>(skus);
        bundles.values().forEach(parts -> all.addAll(parts.keySet()));
        return all;
    }
}
