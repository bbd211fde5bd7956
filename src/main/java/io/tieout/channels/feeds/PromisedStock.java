package io.tieout.channels.feeds;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What can be promised at the locations that serve the channel. A bundle is offered as often as the scarcest of its components
 * allows, at one location (R12). Stock in a pool of the partner's own is none of it (R52).
 */
@Component
class PromisedStock implements OfferedStock {

    private final Inventory inventory;
    private final Catalog catalog;

    PromisedStock(Inventory inventory, Catalog catalog) {
        this.inventory = inventory;
        this.catalog = catalog;
    }

    @Override
    public Map<Sku, Offer> offered(Connection connection, Collection<Sku> skus) {
        var serving = catalog.locations().stream()
                .filter(location -> location.serves(connection.code()))
                .map(Location::code)
                .collect(Collectors.toSet());
        var bundles = catalog.components(skus);
        var wanted = new HashSet<>(skus);
        bundles.values().forEach(components -> components.forEach(each -> wanted.add(each.sku())));
        var stock = inventory.availableToPromise(wanted);
        var offers = new HashMap<Sku, Offer>();
        for (var sku : skus) {
            var places = new TreeMap<LocationCode, Quantity>();
            for (var place : serving) {
                var components = bundles.get(sku);
                var here = components == null
                        ? stock.getOrDefault(sku, Map.of()).get(place)
                        : components.stream()
                                .map(each -> stock.getOrDefault(each.sku(), Map.of())
                                        .getOrDefault(place, Quantity.ZERO)
                                        .value()
                                        .divide(each.quantity().value(), 0, RoundingMode.FLOOR))
                                .min(BigDecimal::compareTo)
                                .map(Quantity::new)
                                .orElse(Quantity.ZERO);
                if (here != null) {
                    places.put(place, here.isNegative() ? Quantity.ZERO : here);
                }
            }
            offers.put(sku, new Offer(places.values().stream().reduce(Quantity.ZERO, Quantity::plus), places));
        }
        return offers;
    }
}
