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
import io.tieout.orders.OrderState;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        List<PlaceOrder.Shipping> shipping) {

    public SalesOrder {
        lines = List.copyOf(lines);
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

    SalesOrder release(UUID newReservation, Map<String, LocationCode> locations, String explanation, Instant at) {
        if (state != OrderState.HELD) {
            throw new IllegalStateException("Only a held order is released, not one that is " + state);
        }
        var sourced = lines.stream()
                .map(line -> line.at(locations.get(line.reference())))
                .toList();
        return with(OrderState.RELEASED, newReservation, null, explanation, at, sourced);
    }

    SalesOrder hold(Hold newHold, @Nullable String explanation) {
        var unsourced = lines.stream().map(line -> line.at(null)).toList();
        return with(OrderState.HELD, null, newHold, explanation, null, unsourced);
    }

    /** @param quantities by line reference, each at most what is open */
    SalesOrder ship(Map<String, Quantity> quantities) {
        var after = map(line -> line.ship(quantities.getOrDefault(line.reference(), Quantity.ZERO)));
        return with(after.anythingOpen() ? OrderState.PARTIALLY_SHIPPED : OrderState.SHIPPED, after.lines);
    }

    /** What was not shipped will not be; a repeat changes nothing. */
    SalesOrder cancelRest() {
        if (till != null) {
            throw new IllegalStateException("A till's sale is voided or returned, not cancelled");
        }
        var after = lines.stream().map(OrderLine::cancelRest).toList();
        return with(anythingShipped() ? OrderState.SHIPPED : OrderState.CANCELLED, after);
    }

    /** The till took it back: nothing of it left the store. */
    SalesOrder voided() {
        if (state != OrderState.SOLD) {
            throw new IllegalStateException("Only a till's sale is voided, not an order that is " + state);
        }
        return with(OrderState.VOIDED, lines.stream().map(OrderLine::voided).toList());
    }

    SalesOrder newer(@Nullable String newVersion, boolean nowPaid) {
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
                shipping);
    }

    private SalesOrder map(UnaryOperator<OrderLine> change) {
        return with(state, lines.stream().map(change).toList());
    }

    private SalesOrder with(OrderState newState, List<OrderLine> newLines) {
        return with(newState, reservation, newState == OrderState.HELD ? hold : null, sourcing, releasedAt, newLines);
    }

    private SalesOrder with(
            OrderState newState,
            @Nullable UUID newReservation,
            @Nullable Hold newHold,
            @Nullable String newSourcing,
            @Nullable Instant newReleasedAt,
            List<OrderLine> newLines) {
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
                newSourcing,
                till,
                message,
                newLines,
                shipping);
    }
}
