package io.tieout.channels.feeds;

import io.tieout.channels.Connection;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.Published;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What inventory says that a channel is told, after buffers, freshness and pools (R12, R52, R63). */
@Component
class PromisedStock {

    /** In all, and by location. */
    record Offer(Quantity quantity, Map<LocationCode, Quantity> places) {}

    private final Inventory inventory;

    PromisedStock(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Of each of the SKUs, none left out. */
    Map<Sku, Offer> offered(Connection connection, Collection<Sku> skus) {
        var published = inventory.published(connection.code(), skus);
        var offers = new HashMap<Sku, Offer>();
        for (var sku : skus) {
            var found = published.get(sku);
            var places = new TreeMap<LocationCode, Quantity>();
            if (found != null) {
                found.places().stream()
                        .filter(Published.Place::sends)
                        .forEach(place -> places.put(place.location(), place.quantity()));
            }
            offers.put(sku, new Offer(found == null ? Quantity.ZERO : found.quantity(), places));
        }
        return offers;
    }
}
