package io.tieout.orders.internal.sourcing;

import io.tieout.catalog.Location;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.internal.sourcing.SourcingRequest.Need;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Chooses where an order is fulfilled. In this order: the location that was asked for; one location that has everything,
 * warehouses before stores, then by code; else as few locations as possible, up to a limit. A line is never split. The same
 * request always gives the same plan.
 */
public final class SourcingPolicy {

    private static final int SHORTAGES_SHOWN_MAX = 5;
    private static final Comparator<Location> PREFERENCE =
            Comparator.comparing(SourcingPolicy::rank).thenComparing(Location::code);

    private SourcingPolicy() {}

    public static SourcingPlan decide(SourcingRequest request) {
        var requested = request.requested();
        if (requested != null) {
            return asRequested(request, requested);
        }
        var candidates = request.locations().stream()
                .filter(location -> location.entity().equals(request.entity()))
                .filter(SourcingPolicy::mayFulfil)
                .sorted(PREFERENCE)
                .map(Location::code)
                .toList();
        if (candidates.isEmpty()) {
            return new SourcingPlan.NotSourceable("No location of entity " + request.entity() + " fulfils orders");
        }
        for (var candidate : candidates) {
            if (covered(request, request.needs(), candidate).size()
                    == request.needs().size()) {
                return new SourcingPlan.Sourced(
                        request.needs().stream().collect(Collectors.toMap(Need::reference, _ -> candidate)),
                        candidate + " has everything; first by preference of those that do");
            }
        }
        return split(request, candidates);
    }

    private static SourcingPlan asRequested(SourcingRequest request, LocationCode requested) {
        var covered = covered(request, request.needs(), requested);
        if (covered.size() < request.needs().size()) {
            return new SourcingPlan.Short(requested + " was asked for and has not enough: "
                    + shortages(
                            request,
                            List.of(requested),
                            request.needs().stream()
                                    .filter(need -> !covered.contains(need))
                                    .toList()));
        }
        return new SourcingPlan.Sourced(
                request.needs().stream().collect(Collectors.toMap(Need::reference, _ -> requested)),
                requested + " was asked for");
    }

    /** Takes again and again the location that covers most of what is left. */
    private static SourcingPlan split(SourcingRequest request, List<LocationCode> candidates) {
        var plan = new HashMap<String, LocationCode>();
        var left = new ArrayList<>(request.needs());
        var unused = new ArrayList<>(candidates);
        while (!left.isEmpty() && !unused.isEmpty()) {
            var best = unused.getFirst();
            var most = List.<Need>of();
            for (var candidate : unused) {
                var covered = covered(request, left, candidate);
                if (covered.size() > most.size()) {
                    best = candidate;
                    most = covered;
                }
            }
            if (most.isEmpty()) {
                break;
            }
            for (var need : most) {
                plan.put(need.reference(), best);
            }
            left.removeAll(most);
            unused.remove(best);
        }
        var used = new TreeSet<>(plan.values());
        if (!left.isEmpty()) {
            return new SourcingPlan.Short("Not enough anywhere: " + shortages(request, candidates, left));
        }
        if (used.size() > request.locationsMax()) {
            return new SourcingPlan.NotSourceable("It would take " + used.size() + " locations, " + used + "; at most "
                    + request.locationsMax() + " may be used");
        }
        return new SourcingPlan.Sourced(plan, "No location has everything; split over " + used);
    }

    /** The needs that a location can meet, taken one after the other from the same stock (R41). */
    private static List<Need> covered(SourcingRequest request, List<Need> needs, LocationCode location) {
        var left = new HashMap<Sku, Quantity>();
        var covered = new ArrayList<Need>();
        for (var need : needs) {
            var stock = left.computeIfAbsent(need.sku(), sku -> request.available(sku, location));
            if (stock.compareTo(need.quantity()) >= 0) {
                left.put(need.sku(), stock.minus(need.quantity()));
                covered.add(need);
            }
        }
        return covered;
    }

    private static String shortages(SourcingRequest request, List<LocationCode> candidates, List<Need> needs) {
        var shown = needs.stream()
                .limit(SHORTAGES_SHOWN_MAX)
                .map(need -> need.sku() + " wanted " + need.quantity() + ", most at one place "
                        + candidates.stream()
                                .map(location -> request.available(need.sku(), location))
                                .max(Comparator.naturalOrder())
                                .orElse(Quantity.ZERO))
                .collect(Collectors.joining("; "));
        return needs.size() > SHORTAGES_SHOWN_MAX ? shown + "; and more" : shown;
    }

    /** Until a place's own system can confirm a reservation, only what the hub itself decides about is promised. */
    private static boolean mayFulfil(Location location) {
        if (location.stockAuthority() != Location.StockAuthority.HUB) {
            return false;
        }
        return switch (location.type()) {
            case WAREHOUSE, THIRD_PARTY -> true;
            case STORE, VIRTUAL -> location.fulfils();
        };
    }

    private static int rank(Location location) {
        return switch (location.type()) {
            case WAREHOUSE -> 0;
            case THIRD_PARTY -> 1;
            case STORE -> 2;
            case VIRTUAL -> 3;
        };
    }
}
