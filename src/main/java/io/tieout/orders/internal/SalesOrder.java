package io.tieout.orders.internal;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemType;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.SourcingDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An order with its lines. Transitions give a new one; what is released always has a reservation. */
public record SalesOrder(
        OrderId id,
        ConnectionCode connection,
        String externalId,
        @Nullable String version,
        EntityCode entity,
        OrderState state,
        Instant orderedAt,
        Instant receivedAt,
        @Nullable Instant releasedAt,
        Money total,
        boolean paid,
        @Nullable UUID reservation,
        @Nullable LocationCode requestedLocation,
        @Nullable Hold hold,
        @Nullable String sourcing,
        @Nullable Till till,
        @Nullable MessageId message,
        List<OrderLine> lines,
        List<PlaceOrder.Shipping> shipping,
        List<Allocation> allocations,
        boolean pending,
        List<SourcingDecision> decisions) {

    /** So many decisions are kept with an order, the latest ones. */
    private static final int DECISIONS_MAX = 10;

    public SalesOrder {
        lines = List.copyOf(lines);
        allocations = List.copyOf(allocations);
        decisions = List.copyOf(decisions);
        shipping = List.copyOf(shipping);
        if (released(state) && reservation == null) {
            throw new IllegalArgumentException("An order is not released without a reservation");
        }
        if ((state == OrderState.HELD) != (hold != null)) {
            throw new IllegalArgumentException("A held order says why, and only a held one");
        }
        if ((state == OrderState.SOLD || state == OrderState.VOIDED) != (till != null)) {
            throw new IllegalArgumentException("A till's sale, and only that, has a receipt");
        }
    }

    /** Why it is held. */
    public record Hold(String code, String reason) {

        public static Hold of(ProblemType problem, String reason) {
            return new Hold(problem.code(), reason);
        }
    }

    /** What only a till's sale has. */
    public record Till(String workstation, long sequenceNumber, LocalDate businessDate, Money rounding) {}

    private static boolean released(OrderState state) {
        return switch (state) {
            case RELEASED, PARTIALLY_SHIPPED, SHIPPED -> true;
            case HELD, CANCELLED, SOLD, VOIDED -> false;
        };
    }

    public static BusinessKey key(ConnectionCode connection, String externalId) {
        return BusinessKey.of("order:" + connection + ":" + externalId);
    }

    public BusinessKey key() {
        return key(connection, externalId);
    }

    /** The one location of all its lines, or null where they differ or have none. */
    public @Nullable LocationCode location() {
        var locations = new HashSet<@Nullable LocationCode>();
        lines.forEach(line -> locations.add(line.location()));
        return locations.size() == 1 ? locations.iterator().next() : null;
    }

    public boolean anythingShipped() {
        return lines.stream().anyMatch(line -> line.shipped().isPositive());
    }

    public boolean anythingOpen() {
        return lines.stream().anyMatch(line -> line.open().isPositive());
    }

    public OrderLine line(String reference) {
        return lines.stream()
                .filter(line -> line.reference().equals(reference))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Order " + externalId + " has no line " + reference));
    }

    /** For many look-ups. */
    Map<String, OrderLine> linesByReference() {
        var found = new HashMap<String, OrderLine>();
        lines.forEach(line -> found.put(line.reference(), line));
        return found;
    }

    public Optional<OrderLine> findLine(String reference) {
        return lines.stream().filter(line -> line.reference().equals(reference)).findFirst();
    }

    /** What is reserved and has not left, confirmed or not. */
    public Map<String, Quantity> allocated() {
        var allocated = new HashMap<String, Quantity>();
        for (var allocation : allocations) {
            allocated.merge(allocation.reference(), allocation.open(), Quantity::plus);
        }
        return allocated;
    }

    /** What is wanted and reserved nowhere, by line reference; lines that lack nothing are absent. */
    public Map<String, Quantity> waiting() {
        var allocated = allocated();
        var waiting = new LinkedHashMap<String, Quantity>();
        for (var line : lines) {
            var rest = line.open().minus(allocated.getOrDefault(line.reference(), Quantity.ZERO));
            if (rest.isPositive()) {
                waiting.put(line.reference(), rest);
            }
        }
        return waiting;
    }

    /** Whether it waits for stock, so that it is tried again as soon as some comes. */
    public boolean backordered() {
        var heldForStock = hold == null || hold.code().equals(OrderProblem.RESERVATION_FAILED.code());
        return till == null
                && state != OrderState.CANCELLED
                && heldForStock
                && !waiting().isEmpty();
    }

    public boolean awaitsStore() {
        return allocations.stream().anyMatch(Allocation::isAwaited);
    }

    public List<Allocation> openAllocations() {
        return allocations.stream().filter(Allocation::isOpen).toList();
    }

    /** The next reservation's number: each that an order ever had counts. */
    int reservations() {
        return (int)
                allocations.stream().map(Allocation::reservation).distinct().count();
    }

    SalesOrder release(UUID gate, Instant at) {
        if (state != OrderState.HELD) {
            throw new IllegalStateException("Only a held order is released, not one that is " + state);
        }
        if (allocations.stream().noneMatch(allocation -> allocation.confirmed() && allocation.isOpen())) {
            throw new IllegalStateException("Nothing of order " + externalId + " is confirmed");
        }
        return with(OrderState.RELEASED, gate, null, at, lines, allocations);
    }

    SalesOrder hold(Hold newHold) {
        return with(OrderState.HELD, null, newHold, null, lines, allocations);
    }

    SalesOrder allocate(List<Allocation> more, SourcingDecision decision) {
        var all = new ArrayList<>(allocations);
        all.addAll(more);
        return allocated(all).decided(decision);
    }

    SalesOrder decided(SourcingDecision decision) {
        var all = new ArrayList<>(decisions);
        all.add(decision);
        var kept = all.subList(Math.max(0, all.size() - DECISIONS_MAX), all.size());
        return new SalesOrder(
                id,
                connection,
                externalId,
                version,
                entity,
                state,
                orderedAt,
                receivedAt,
                releasedAt,
                total,
                paid,
                reservation,
                requestedLocation,
                hold,
                decision.summary(),
                till,
                message,
                lines,
                shipping,
                allocations,
                pending,
                kept);
    }

    /** With these allocations instead; each line's place is where its first part comes from that is not given back. */
    SalesOrder allocated(List<Allocation> changed) {
        return with(state, reservation, hold, releasedAt, located(lines, changed), changed);
    }

    SalesOrder mapAllocations(UnaryOperator<Allocation> change) {
        return allocated(allocations.stream().map(change).toList());
    }

    private static List<OrderLine> located(List<OrderLine> lines, List<Allocation> allocations) {
        var places = new HashMap<String, LocationCode>();
        for (var allocation : allocations) {
            if (allocation.isOpen() || allocation.shipped().isPositive()) {
                places.putIfAbsent(allocation.reference(), allocation.location());
            }
        }
        return lines.stream()
                .map(line -> places.containsKey(line.reference())
                        ? line.at(places.get(line.reference()))
                        : line.open().isPositive() && !line.shipped().isPositive() ? line.at(null) : line)
                .toList();
    }

    /** @param quantities by line reference, each at most what is open */
    SalesOrder ship(Map<String, Quantity> quantities) {
        var after = lines.stream()
                .map(line -> line.ship(quantities.getOrDefault(line.reference(), Quantity.ZERO)))
                .toList();
        return with(openOf(after) ? OrderState.PARTIALLY_SHIPPED : OrderState.SHIPPED, after);
    }

    /** What was said to have left is here. */
    SalesOrder unship(Map<String, Quantity> quantities) {
        var after = lines.stream()
                .map(line -> line.unship(quantities.getOrDefault(line.reference(), Quantity.ZERO)))
                .toList();
        var shipped = after.stream().anyMatch(line -> line.shipped().isPositive());
        return with(shipped ? OrderState.PARTIALLY_SHIPPED : OrderState.RELEASED, after);
    }

    /** What was not shipped will not be; a repeat changes nothing. */
    SalesOrder cancelRest() {
        if (till != null) {
            throw new IllegalStateException("A till's sale is voided or returned, not cancelled");
        }
        var after = lines.stream().map(OrderLine::cancelRest).toList();
        return with(anythingShipped() ? OrderState.SHIPPED : OrderState.CANCELLED, after);
    }

    /** @param quantities by line reference, each at most what is open */
    SalesOrder cancel(Map<String, Quantity> quantities) {
        var after = lines.stream()
                .map(line -> line.cancel(quantities.getOrDefault(line.reference(), Quantity.ZERO)))
                .toList();
        return openOf(after)
                ? with(state, after)
                : with(anythingShipped() ? OrderState.SHIPPED : OrderState.CANCELLED, after);
    }

    private static boolean openOf(List<OrderLine> lines) {
        return lines.stream().anyMatch(line -> line.open().isPositive());
    }

    /** The till took it back: nothing of it left the store. */
    SalesOrder voided() {
        if (state != OrderState.SOLD) {
            throw new IllegalStateException("Only a till's sale is voided, not an order that is " + state);
        }
        return with(OrderState.VOIDED, lines.stream().map(OrderLine::voided).toList());
    }

    SalesOrder newer(@Nullable String newVersion, boolean nowPaid, boolean nowPending) {
        return new SalesOrder(
                id,
                connection,
                externalId,
                newVersion,
                entity,
                state,
                orderedAt,
                receivedAt,
                releasedAt,
                total,
                nowPaid,
                reservation,
                requestedLocation,
                hold,
                sourcing,
                till,
                message,
                lines,
                shipping,
                allocations,
                nowPending,
                decisions);
    }

    /** As the channel says now; quantities of lines that are here already keep what was shipped of them. */
    SalesOrder edited(
            @Nullable String newVersion,
            List<OrderLine> newLines,
            List<PlaceOrder.Shipping> newShipping,
            Money newTotal) {
        var edited = new SalesOrder(
                id,
                connection,
                externalId,
                newVersion,
                entity,
                state,
                orderedAt,
                receivedAt,
                releasedAt,
                newTotal,
                paid,
                reservation,
                requestedLocation,
                hold,
                sourcing,
                till,
                message,
                newLines,
                newShipping,
                allocations,
                pending,
                decisions);
        if (openOf(newLines)) {
            return edited.with(state == OrderState.SHIPPED ? OrderState.PARTIALLY_SHIPPED : state, newLines);
        }
        return edited.with(edited.anythingShipped() ? OrderState.SHIPPED : OrderState.CANCELLED, newLines);
    }

    private SalesOrder with(OrderState newState, List<OrderLine> newLines) {
        return with(
                newState, reservation, newState == OrderState.HELD ? hold : null, releasedAt, newLines, allocations);
    }

    private SalesOrder with(
            OrderState newState,
            @Nullable UUID newReservation,
            @Nullable Hold newHold,
            @Nullable Instant newReleasedAt,
            List<OrderLine> newLines,
            List<Allocation> newAllocations) {
        return new SalesOrder(
                id,
                connection,
                externalId,
                version,
                entity,
                newState,
                orderedAt,
                receivedAt,
                newReleasedAt,
                total,
                paid,
                newReservation,
                requestedLocation,
                newHold,
                sourcing,
                till,
                message,
                newLines,
                shipping,
                newAllocations,
                pending,
                decisions);
    }
}
