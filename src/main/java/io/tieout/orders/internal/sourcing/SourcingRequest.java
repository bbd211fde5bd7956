package io.tieout.orders.internal.sourcing;

import io.tieout.catalog.Location;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sourcing decides by.
 *
 * @param available what can be promised now, per SKU and location
 * @param locationsMax from how many locations an order may be sent at most; 1 never splits
 */
public record SourcingRequest(
        EntityCode entity,
        List<Need> needs,
        @Nullable LocationCode requested,
        List<Location> locations,
        Map<Sku, Map<LocationCode, Quantity>> available,
        int locationsMax) {

    public SourcingRequest {
        needs = List.copyOf(needs);
        locations = List.copyOf(locations);
    }

    /** A line's need. */
    public record Need(String reference, Sku sku, Quantity quantity) {}

    Quantity available(Sku sku, LocationCode location) {
        return available.getOrDefault(sku, Map.of()).getOrDefault(location, Quantity.ZERO);
    }
}
