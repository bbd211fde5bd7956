package io.tieout.orders.internal.sourcing;

import io.tieout.catalog.Location;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rule of a sourcing policy: it puts locations in order, or takes some out. Pure. */
public sealed interface SourcingRule {

    /** What comes first by this rule; equal where it does not care. */
    default Comparator<Location> preference(SourcingRequest request) {
        return (_, _) -> 0;
    }

    /** Why a location is out by this rule, or empty where it is not. */
    default Optional<String> refuses(Location location, SourcingRequest request) {
        return Optional.empty();
    }

    /** By what it prefers, in words: "warehouses before stores". */
    String words();

    /** Kinds of places in the order in which they are to be used; others come last. */
    record Types(List<Location.Type> order) implements SourcingRule {

        public Types {
            order = List.copyOf(order);
        }

        @Override
        public Comparator<Location> preference(SourcingRequest request) {
            return Comparator.comparing(location -> rank(location.type()));
        }

        private int rank(Location.Type type) {
            var place = order.indexOf(type);
            return place < 0 ? order.size() : place;
        }

        @Override
        public String words() {
            return "kind of place";
        }
    }

    /** The customer's region before the customer's country before all else; nothing where the address is not known. */
    record Nearest() implements SourcingRule {

        @Override
        public Comparator<Location> preference(SourcingRequest request) {
            return Comparator.comparing(location -> distance(location, request.destination()));
        }

        private static int distance(Location location, SourcingRequest.@Nullable Destination destination) {
            if (destination == null) {
                return 0;
            }
            if (!location.country().equals(destination.country())) {
                return 2;
            }
            return location.region().equalsIgnoreCase(destination.region()) ? 0 : 1;
        }

        @Override
        public String words() {
            return "nearness to the customer";
        }
    }

    /** What it costs to send from there, cheapest first; places without a figure cost {@code otherwise}. */
    record Cost(Map<LocationCode, BigDecimal> perOrder, BigDecimal otherwise) implements SourcingRule {

        public Cost {
            perOrder = Map.copyOf(perOrder);
        }

        @Override
        public Comparator<Location> preference(SourcingRequest request) {
            return Comparator.comparing(location -> perOrder.getOrDefault(location.code(), otherwise));
        }

        @Override
        public String words() {
            return "cost";
        }
    }

    /** The place that covers most of what is wanted first. */
    record MostStock() implements SourcingRule {

        @Override
        public Comparator<Location> preference(SourcingRequest request) {
            return Comparator.comparing((Location location) -> SourcingPolicy.coveredLines(request, location.code()))
                    .reversed();
        }

        @Override
        public String words() {
            return "how much of the order is there";
        }
    }

    /** How many orders a place may get on a day; others have no limit unless {@code otherwise} says one. */
    record Capacity(
            Map<LocationCode, Integer> perDay, @Nullable Integer otherwise) implements SourcingRule {

        public Capacity {
            perDay = Map.copyOf(perDay);
        }

        @Override
        public Optional<String> refuses(Location location, SourcingRequest request) {
            var limit = perDay.containsKey(location.code()) ? perDay.get(location.code()) : otherwise;
            var today = request.ordersToday().getOrDefault(location.code(), 0);
            return limit != null && today >= limit
                    ? Optional.of("has its " + limit + " orders of today already")
                    : Optional.empty();
        }

        @Override
        public String words() {
            return "capacity";
        }
    }

    /** Places whose stock was not heard of for so long are left alone; of others the age must not be known. */
    record Fresh(Duration heardWithin) implements SourcingRule {

        @Override
        public Optional<String> refuses(Location location, SourcingRequest request) {
            var heard = request.heardAt().get(location.code());
            return heard != null && heard.isBefore(request.now().minus(heardWithin))
                    ? Optional.of("its stock was not heard of for more than " + heardWithin.toMinutes() + " minutes")
                    : Optional.empty();
        }

        @Override
        public String words() {
            return "freshness";
        }
    }

    /** What a place must have available beyond what is taken, so that it keeps some for its own customers. */
    record KeepInStores(Quantity quantity) implements SourcingRule {

        @Override
        public String words() {
            return "what stores keep";
        }
    }
}
