package io.tieout.orders.internal.sourcing;

import io.tieout.catalog.Location;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.internal.sourcing.SourcingPlan.Part;
import io.tieout.orders.internal.sourcing.SourcingRequest.Need;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where an order is fulfilled. In this order: the location that was asked for; one location that has everything, by
 * the policy's rules, then by code; else as few locations as possible, as far as the policy lets an order be split. The same
 * request always gives the same plan.
 */
public final class SourcingPolicy {

    private static final int SHORTAGES_SHOWN_MAX = 5;

    private SourcingPolicy() {}

    public static SourcingPlan decide(SourcingRequest request) {
        var verdicts = new Verdicts();
        var requested = request.requested();
        if (requested != null) {
            return asRequested(request, requested);
        }
        var candidates = candidates(request, verdicts);
        if (candidates.isEmpty()) {
            return new SourcingPlan.NotSourceable(
                    "No location of entity " + request.entity() + " can fulfil it now", verdicts.list());
        }
        for (var place = 0; place < candidates.size(); place++) {
            var candidate = candidates.get(place);
            var covered = cover(request, request.needs(), candidate.code(), false);
            if (covered.size() == request.needs().size()) {
                candidates
                        .subList(place + 1, candidates.size())
                        .forEach(other ->
                                verdicts.add(other.code(), "comes later by " + later(request, candidate, other)));
                return new SourcingPlan.Sourced(
                        covered,
                        true,
                        candidate.code() + " has everything; first by " + words(request) + " of those that do",
                        verdicts.list());
            }
            verdicts.add(candidate.code(), "has not everything");
        }
        return split(request, codes(candidates), verdicts);
    }

    /** How many of the needs a location can meet. */
    static int coveredLines(SourcingRequest request, LocationCode location) {
        return cover(request, request.needs(), location, false).size();
    }

    private static List<Location> candidates(SourcingRequest request, Verdicts verdicts) {
        var candidates = new ArrayList<Location>();
        for (var location : request.locations()) {
            if (!location.entity().equals(request.entity())) {
                continue;
            }
            var refusal = refusal(location, request);
            if (refusal == null) {
                candidates.add(location);
            } else {
                verdicts.add(location.code(), refusal);
            }
        }
        Comparator<Location> order =
                Comparator.comparing(location -> !request.used().contains(location.code()));
        for (var rule : request.rules().rules()) {
            order = order.thenComparing(rule.preference(request));
        }
        candidates.sort(order.thenComparing(Location::code));
        return candidates;
    }

    private static @Nullable String refusal(Location location, SourcingRequest request) {
        if (!mayFulfil(location)) {
            return "does not fulfil online orders";
        }
        if (request.needs().stream().allMatch(need -> request.excludes(need, location.code()))) {
            return "failed this order before: "
                    + request.excluded()
                            .getOrDefault(request.needs().getFirst().reference(), Map.of())
                            .get(location.code());
        }
        return request.rules().rules().stream()
                .flatMap(rule -> rule.refuses(location, request).stream())
                .findFirst()
                .orElse(null);
    }

    /** The first rule by which one comes before the other. */
    private static String later(SourcingRequest request, Location chosen, Location other) {
        if (request.used().contains(chosen.code()) && !request.used().contains(other.code())) {
            return "what is sent from elsewhere anyway";
        }
        return request.rules().rules().stream()
                .filter(rule -> rule.preference(request).compare(chosen, other) != 0)
                .map(SourcingRule::words)
                .findFirst()
                .orElse("code");
    }

    private static String words(SourcingRequest request) {
        return request.rules().rules().stream().map(SourcingRule::words).collect(Collectors.joining(", then "));
    }

    private static SourcingPlan asRequested(SourcingRequest request, LocationCode requested) {
        var covered = cover(request, request.needs(), requested, false);
        if (covered.size() == request.needs().size()) {
            return new SourcingPlan.Sourced(covered, true, requested + " was asked for", List.of());
        }
        var partly = cover(request, request.needs(), requested, true);
        if (request.rules().releasePartly() && !partly.isEmpty()) {
            return new SourcingPlan.Sourced(
                    partly, false, requested + " was asked for and has a part of it", List.of());
        }
        var met = covered.stream().map(Part::reference).collect(Collectors.toSet());
        return new SourcingPlan.Short(
                requested + " was asked for and has not enough: "
                        + shortages(
                                request,
                                List.of(requested),
                                request.needs().stream()
                                        .filter(need -> !met.contains(need.reference()))
                                        .toList()),
                List.of());
    }

    /** Takes again and again the location that covers most of what is left. */
    private static SourcingPlan split(SourcingRequest request, List<LocationCode> candidates, Verdicts verdicts) {
        var rules = request.rules();
        var parts = new ArrayList<Part>();
        var left = new ArrayList<>(request.needs());
        var waiting = new ArrayList<Need>();
        take(request, parts, left, new LinkedHashSet<>(candidates), false);
        if (!left.isEmpty() && (rules.splitLines() || rules.releasePartly())) {
            takeParts(request, parts, left, waiting, new LinkedHashSet<>(candidates));
        }
        Set<LocationCode> used =
                new TreeSet<>(parts.stream().map(Part::location).toList());
        used.removeAll(request.used());
        left.addAll(waiting);
        var complete = left.isEmpty();
        if (!complete && (!rules.releasePartly() || parts.isEmpty())) {
            return new SourcingPlan.Short(
                    "Not enough anywhere: " + shortages(request, candidates, left), verdicts.list());
        }
        var below = rules.noSplitBelow();
        var several = used.size() + (request.used().isEmpty() ? 0 : 1) > 1;
        if (several && below != null && worthLess(request, below)) {
            return new SourcingPlan.NotSourceable(
                    "It would take " + used.size() + " locations, " + used + ", and an order below " + below
                            + " is not split",
                    verdicts.list());
        }
        if (used.size() > rules.locationsMax()) {
            return new SourcingPlan.NotSourceable(
                    "It would take " + used.size() + " locations, " + used + "; at most " + rules.locationsMax()
                            + " may be used",
                    verdicts.list());
        }
        var chosen = parts.stream().map(Part::location).collect(Collectors.toCollection(TreeSet::new));
        return new SourcingPlan.Sourced(
                parts,
                complete,
                (complete ? "No location has everything; split over " : "A part is there, the rest waits; from ")
                        + chosen,
                verdicts.without(chosen));
    }

    private static boolean worthLess(SourcingRequest request, io.tieout.kernel.Money below) {
        return request.value().currency().equals(below.currency())
                && request.value().amount().compareTo(below.amount()) < 0;
    }

    private static void take(
            SourcingRequest request, List<Part> parts, List<Need> left, Set<LocationCode> unused, boolean partly) {
        while (!left.isEmpty() && !unused.isEmpty()) {
            var now = lessTaken(request, parts);
            var best = unused.iterator().next();
            var most = List.<Part>of();
            for (var candidate : unused) {
                var covered = cover(now, left, candidate, partly);
                if (partly ? sum(covered).compareTo(sum(most)) > 0 : covered.size() > most.size()) {
                    best = candidate;
                    most = covered;
                }
            }
            if (most.isEmpty()) {
                break;
            }
            parts.addAll(most);
            var taken = most.stream().collect(Collectors.toMap(Part::reference, Part::quantity));
            left.replaceAll(
                    need -> taken.containsKey(need.reference()) ? need.less(taken.get(need.reference())) : need);
            left.removeIf(need -> need.quantity().isZero());
            unused.remove(best);
        }
    }

    /** Parts of lines; where a line must stay at one place, what is not there waits. */
    private static void takeParts(
            SourcingRequest request,
            List<Part> parts,
            List<Need> left,
            List<Need> waiting,
            Set<LocationCode> candidates) {
        if (request.rules().splitLines()) {
            take(request, parts, left, candidates, true);
            return;
        }
        for (var need : List.copyOf(left)) {
            var one = new ArrayList<>(List.of(need));
            var place = new ArrayList<Part>();
            for (var candidate : candidates) {
                var covered = cover(lessTaken(request, parts), one, candidate, true);
                if (sum(covered).compareTo(sum(place)) > 0) {
                    place.clear();
                    place.addAll(covered);
                }
            }
            parts.addAll(place);
            left.remove(need);
            var rest = need.less(sum(place));
            if (rest.quantity().isPositive()) {
                waiting.add(rest);
            }
        }
    }

    private static Quantity sum(List<Part> parts) {
        return parts.stream().map(Part::quantity).reduce(Quantity.ZERO, Quantity::plus);
    }

    private static SourcingRequest lessTaken(SourcingRequest request, List<Part> parts) {
        if (parts.isEmpty()) {
            return request;
        }
        var skus = request.needs().stream().collect(Collectors.toMap(Need::reference, Need::sku));
        var available = new HashMap<Sku, Map<LocationCode, Quantity>>();
        request.available().forEach((sku, stock) -> available.put(sku, new HashMap<>(stock)));
        for (var part : parts) {
            var stock = available.get(skus.get(part.reference()));
            if (stock != null) {
                stock.computeIfPresent(part.location(), (_, there) -> there.minus(part.quantity()));
            }
        }
        return new SourcingRequest(
                request.entity(),
                request.value(),
                request.needs(),
                request.requested(),
                request.destination(),
                request.locations(),
                available,
                request.excluded(),
                request.used(),
                request.ordersToday(),
                request.heardAt(),
                request.now(),
                request.rules());
    }

    /** The needs that a location can meet, taken one after the other from the same stock (R41). */
    private static List<Part> cover(SourcingRequest request, List<Need> needs, LocationCode location, boolean partly) {
        var left = new HashMap<Sku, Quantity>();
        var covered = new ArrayList<Part>();
        for (var need : needs) {
            if (request.excludes(need, location)) {
                continue;
            }
            var stock = left.computeIfAbsent(need.sku(), sku -> promised(request, sku, location));
            var taken = partly && stock.compareTo(need.quantity()) < 0 ? stock : need.quantity();
            if (taken.isPositive() && stock.compareTo(taken) >= 0) {
                left.put(need.sku(), stock.minus(taken));
                covered.add(new Part(need.reference(), location, taken));
            }
        }
        return covered;
    }

    private static Quantity promised(SourcingRequest request, Sku sku, LocationCode location) {
        var available = request.available(sku, location);
        var kept = request.rules().keptInStores();
        if (kept.isZero()
                || request.locations().stream()
                        .noneMatch(place -> place.code().equals(location) && place.type() == Location.Type.STORE)) {
            return available;
        }
        return available.compareTo(kept) <= 0 ? Quantity.ZERO : available.minus(kept);
    }

    private static List<LocationCode> codes(List<Location> locations) {
        return locations.stream().map(Location::code).toList();
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

    /** What a store's own system decides about is asked for there before it counts as reserved. */
    private static boolean mayFulfil(Location location) {
        return switch (location.type()) {
            case WAREHOUSE, THIRD_PARTY ->
                location.stockAuthority() == Location.StockAuthority.HUB || location.fulfils();
            case STORE, VIRTUAL -> location.fulfils();
        };
    }
}
