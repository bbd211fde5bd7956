package io.tieout.orders.internal.sourcing;

import io.tieout.catalog.Location;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sourcing decides by.
 *
 * @param value what the order is worth
 * @param available what can be promised now, per SKU and location
 * @param excluded places that failed a line before, with the reason, by line reference
 * @param used places that the order is sent from anyway; they come first, and do not count as a split
 * @param ordersToday how many orders a place got today; only where a rule asks
 * @param heardAt when a place's stock was last heard of; only where a rule asks
 */
public record SourcingRequest(
        EntityCode entity,
        Money value,
        List<Need> needs,
        @Nullable LocationCode requested,
        @Nullable Destination destination,
        List<Location> locations,
        Map<Sku, Map<LocationCode, Quantity>> available,
        Map<String, Map<LocationCode, String>> excluded,
        Set<LocationCode> used,
        Map<LocationCode, Integer> ordersToday,
        Map<LocationCode, Instant> heardAt,
        Instant now,
        SourcingRules rules) {

    public SourcingRequest {
        needs = List.copyOf(needs);
        locations = List.copyOf(locations);
    }

    /** A line's need. */
    public record Need(String reference, Sku sku, Quantity quantity) {

        Need less(Quantity taken) {
            return new Need(reference, sku, quantity.minus(taken));
        }
    }

    /** Where it goes. */
    public record Destination(String country, @Nullable String region) {}

    Quantity available(Sku sku, LocationCode location) {
        var there = available.getOrDefault(sku, Map.of()).getOrDefault(location, Quantity.ZERO);
        return there.isNegative() ? Quantity.ZERO : there;
    }

    boolean excludes(Need need, LocationCode location) {
        return excluded.getOrDefault(need.reference(), Map.of()).containsKey(location);
    }
}
