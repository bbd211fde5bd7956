package io.tieout.orders.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.SourcingDecision;
import io.tieout.orders.internal.SalesOrder.Hold;
import io.tieout.orders.internal.sourcing.SourcingPlan;
import io.tieout.orders.internal.sourcing.SourcingPolicy;
import io.tieout.orders.internal.sourcing.SourcingRequest;
import io.tieout.orders.internal.sourcing.SourcingRule;
import io.tieout.orders.internal.sourcing.SourcingRules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds places for what an order still lacks, and reserves there. Nothing is written of the order itself, and nobody told. */
@Component
class Sourcing {

    /** Between reading what is available and reserving it, others may have taken it: then it is sourced anew. */
    private static final int ATTEMPTS_MAX = 3;

    private final Catalog catalog;
    private final Inventory inventory;
    private final AllocationRows allocations;
    private final StoreRequestRows storeRequests;
    private final SourcingPolicies policies;
    private final OrderReads reads;
    private final OrdersSettings settings;
    private final Clock clock;

    Sourcing(
            Catalog catalog,
            Inventory inventory,
            AllocationRows allocations,
            StoreRequestRows storeRequests,
            SourcingPolicies policies,
            OrderReads reads,
            OrdersSettings settings,
            Clock clock) {
        this.catalog = catalog;
        this.inventory = inventory;
        this.allocations = allocations;
        this.storeRequests = storeRequests;
        this.policies = policies;
        this.reads = reads;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param cause for the explanation, such as {@code placed}
     * @param parts whether a part of it is welcome; null leaves that to the policy
     * @param destination where a new order goes; null where the order is written already
     * @param behindOthers whether orders that wait longer may have to go first
     * @param needs what of all that waits, by line reference; null is all
     */
    record Ask(
            String cause,
            @Nullable Boolean parts,
            SourcingRequest.@Nullable Destination destination,
            boolean behindOthers,
            @Nullable Map<String, Quantity> needs) {

        static Ask because(String cause) {
            return new Ask(cause, null, null, true, null);
        }
    }

    /** @param lacking why something still waits; null where all of it is reserved */
    record Covered(SalesOrder order, @Nullable Hold lacking) {}

    /** Reserves what waits, all of it or (where that is wanted) a part; what is reserved already stays. */
    Covered cover(SalesOrder order, Ask ask) {
        if ((ask.needs() == null ? order.waiting() : ask.needs()).isEmpty()) {
            return new Covered(order, null);
        }
        var rules = rules(order, ask);
        var askStores = !storesExhausted(order, rules);
        for (var attempt = 1; ; attempt++) {
            var request = request(order, ask, rules, askStores);
            var plan = SourcingPolicy.decide(request);
            var decision = decision(plan, rules, ask);
            switch (plan) {
                case SourcingPlan.NotSourceable no -> {
                    return lacking(
                            order,
                            decision,
                            askStores ? OrderProblem.NOT_SOURCEABLE : OrderProblem.STORE_UNCONFIRMED,
                            no.explanation());
                }
                case SourcingPlan.Short no -> {
                    return lacking(
                            order,
                            decision,
                            askStores ? OrderProblem.RESERVATION_FAILED : OrderProblem.STORE_UNCONFIRMED,
                            no.explanation());
                }
                case SourcingPlan.Sourced sourced -> {
                    var lines = reservationLines(order, sourced.parts());
                    switch (inventory.reserve(new ReserveStock(key(order), lines, expiry(order)))) {
                        case ReservationOutcome.Confirmed(var reservation) -> {
                            var covered = order.allocate(allocations(sourced.parts(), lines, reservation), decision);
                            var rest = sourced.complete()
                                    ? null
                                    : Hold.of(OrderProblem.RESERVATION_FAILED, sourced.explanation());
                            return new Covered(covered, rest);
                        }
                        case ReservationOutcome.Rejected(var shortages) -> {
                            if (attempt == ATTEMPTS_MAX) {
                                return lacking(
                                        order,
                                        decision,
                                        OrderProblem.RESERVATION_FAILED,
                                        "Taken by others meanwhile: " + words(shortages));
                            }
                        }
                    }
                }
            }
        }
    }

    /** Reserves at one place what is known to be there; where others have it by now, it is sourced as anything that waits. */
    SalesOrder reserveAt(SalesOrder order, LocationCode location, Map<String, Quantity> quantities, String cause) {
        var parts = quantities.entrySet().stream()
                .map(entry -> new SourcingPlan.Part(entry.getKey(), location, entry.getValue()))
                .toList();
        var lines = reservationLines(order, parts);
        return switch (inventory.reserve(new ReserveStock(key(order), lines, expiry(order)))) {
            case ReservationOutcome.Confirmed(var reservation) -> {
                var all = new ArrayList<>(order.allocations());
                allocations(parts, lines, reservation).forEach(each -> all.add(each.confirm()));
                yield order.allocated(all);
            }
            case ReservationOutcome.Rejected _ ->
                cover(order, Ask.because(cause)).order();
        };
    }

    private static Covered lacking(
            SalesOrder order, SourcingDecision decision, OrderProblem problem, String explanation) {
        return new Covered(order.decided(decision), Hold.of(problem, explanation));
    }

    private static String words(List<ReservationOutcome.Shortage> shortages) {
        return shortages.stream()
                .map(one -> one.sku() + " at " + one.location() + " wanted " + one.wanted() + ", available "
                        + one.available())
                .collect(Collectors.joining("; "));
    }

    SourcingRules rules(SalesOrder order) {
        return policies.inForce(order.entity());
    }

    private SourcingRules rules(SalesOrder order, Ask ask) {
        var rules = rules(order);
        var parts = ask.parts();
        if (parts == null || parts == rules.releasePartly()) {
            return rules;
        }
        return parts ? rules.releasingPartly() : rules.releasingWhole();
    }

    /** R51: after so many stores that would not, a person decides. */
    private boolean storesExhausted(SalesOrder order, SourcingRules rules) {
        return order.allocations().stream().anyMatch(each -> each.request() != null)
                && storeRequests.failures(order.id()) >= rules.storeAttemptsMax();
    }

    private SourcingRequest request(SalesOrder order, Ask ask, SourcingRules rules, boolean askStores) {
        var needs = new ArrayList<SourcingRequest.Need>();
        var ordered = order.linesByReference();
        (ask.needs() == null ? order.waiting() : ask.needs())
                .forEach((reference, quantity) -> needs.add(new SourcingRequest.Need(
                        reference,
                        Objects.requireNonNull(ordered.get(reference)).sku(),
                        quantity)));
        var locations = catalog.locations().stream()
                .filter(location -> askStores || location.stockAuthority() == Location.StockAuthority.HUB)
                .toList();
        var known = !order.decisions().isEmpty();
        var available = inventory.availableToPromise(
                needs.stream().map(SourcingRequest.Need::sku).distinct().toList());
        return new SourcingRequest(
                order.entity(),
                order.total(),
                needs,
                order.requestedLocation(),
                destination(order, ask, rules),
                locations,
                ask.behindOthers() ? behindOthers(order, needs, available) : available,
                known ? allocations.excluded(order.id()) : Map.of(),
                used(order),
                rules.has(SourcingRule.Capacity.class)
                        ? allocations.ordersSince(codes(order, locations), policies.startOfDay(order.entity()))
                        : Map.of(),
                rules.has(SourcingRule.Fresh.class) ? policies.heardAt(available.keySet()) : Map.of(),
                clock.instant(),
                rules);
    }

    private SourcingRequest.@Nullable Destination destination(SalesOrder order, Ask ask, SourcingRules rules) {
        if (ask.destination() != null || !rules.has(SourcingRule.Nearest.class)) {
            return ask.destination();
        }
        return reads.destination(order.id()).orElse(null);
    }

    private static List<LocationCode> codes(SalesOrder order, List<Location> locations) {
        return locations.stream()
                .filter(location -> location.entity().equals(order.entity()))
                .map(Location::code)
                .toList();
    }

    private static Set<LocationCode> used(SalesOrder order) {
        return order.openAllocations().stream().map(Allocation::location).collect(Collectors.toSet());
    }

    /** Who waits longer goes first: what those could have is not there for this one. */
    private Map<Sku, Map<LocationCode, Quantity>> behindOthers(
            SalesOrder order, List<SourcingRequest.Need> needs, Map<Sku, Map<LocationCode, Quantity>> available) {
        var skus = needs.stream().map(SourcingRequest.Need::sku).collect(Collectors.toSet());
        var waiting = allocations.waiting(skus).stream()
                .takeWhile(each -> !each.order().equals(order.id()))
                .toList();
        if (waiting.isEmpty()) {
            return available;
        }
        var wanted = new HashMap<Sku, Quantity>();
        needs.forEach(need -> wanted.merge(need.sku(), need.quantity(), Quantity::plus));
        var left = new HashMap<Sku, Map<LocationCode, Quantity>>(available);
        for (var sku : skus) {
            var free = free(available.getOrDefault(sku, Map.of()), waiting, sku);
            if (free.compareTo(wanted.getOrDefault(sku, Quantity.ZERO)) < 0) {
                left.remove(sku);
            }
        }
        return left;
    }

    private static Quantity free(Map<LocationCode, Quantity> there, List<AllocationRows.Waiting> waiting, Sku sku) {
        var free = there.values().stream().filter(Quantity::isPositive).reduce(Quantity.ZERO, Quantity::plus);
        for (var claim : waiting) {
            if (claim.sku().equals(sku) && claim.quantity().compareTo(free) <= 0) {
                free = free.minus(claim.quantity());
            }
        }
        return free;
    }

    private SourcingDecision decision(SourcingPlan plan, SourcingRules rules, Ask ask) {
        List<SourcingDecision.Choice> chosen = plan instanceof SourcingPlan.Sourced sourced
                ? sourced.parts().stream()
                        .map(part -> new SourcingDecision.Choice(part.reference(), part.location(), part.quantity()))
                        .toList()
                : List.of();
        return new SourcingDecision(
                clock.instant(), rules.version(), ask.cause(), plan.explanation(), chosen, plan.others());
    }

    /** The first reservation bears the order's own key; later ones, of edits and replacements, are numbered. */
    private static BusinessKey key(SalesOrder order) {
        var number = order.reservations() + 1;
        return number == 1 ? order.key() : BusinessKey.of(order.key() + "/" + number);
    }

    private @Nullable Instant expiry(SalesOrder order) {
        return order.paid() ? null : clock.instant().plus(settings.unpaidReservationTtl());
    }

    private static List<ReserveStock.Line> reservationLines(SalesOrder order, List<SourcingPlan.Part> parts) {
        var taken = new HashSet<String>();
        order.allocations().forEach(each -> taken.add(each.reservationLine()));
        var lines = new ArrayList<ReserveStock.Line>();
        var ordered = order.linesByReference();
        for (var part : parts) {
            var name = part.reference();
            for (var number = 2; !taken.add(name); number++) {
                name = part.reference() + "~" + number;
            }
            lines.add(new ReserveStock.Line(
                    name,
                    Objects.requireNonNull(ordered.get(part.reference())).sku(),
                    part.location(),
                    part.quantity()));
        }
        return lines;
    }

    private List<Allocation> allocations(
            List<SourcingPlan.Part> parts, List<ReserveStock.Line> lines, UUID reservation) {
        var requests = new HashMap<LocationCode, @Nullable UUID>();
        var made = new ArrayList<Allocation>();
        for (var index = 0; index < parts.size(); index++) {
            var part = parts.get(index);
            if (!requests.containsKey(part.location())) {
                requests.put(part.location(), asksStore(part.location()) ? Ids.next() : null);
            }
            var request = requests.get(part.location());
            made.add(new Allocation(
                    Ids.next(),
                    part.reference(),
                    part.location(),
                    reservation,
                    lines.get(index).reference(),
                    part.quantity(),
                    Quantity.ZERO,
                    Quantity.ZERO,
                    Quantity.ZERO,
                    request,
                    request == null));
        }
        return made;
    }

    private boolean asksStore(LocationCode code) {
        return catalog.location(code)
                .filter(location -> location.stockAuthority() == Location.StockAuthority.STORE)
                .isPresent();
    }
}
