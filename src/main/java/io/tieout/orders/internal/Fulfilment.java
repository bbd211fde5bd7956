package io.tieout.orders.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.Portion;
import io.tieout.orders.events.ShipmentConfirmed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes shipments: stock goes down against the reservation, and the shipped part of the order becomes due. */
@Component
public class Fulfilment {

    private final SalesOrders orders;
    private final OrderReads reads;
    private final ShipmentRows shipments;
    private final Inventory inventory;
    private final Catalog catalog;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Fulfilment(
            SalesOrders orders,
            OrderReads reads,
            ShipmentRows shipments,
            Inventory inventory,
            Catalog catalog,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.reads = reads;
        this.shipments = shipments;
        this.inventory = inventory;
        this.catalog = catalog;
        this.story = story;
        this.events = events;
        this.clock = clock;
    }

    public UUID ship(ConfirmShipment command) {
        var order = reads.id(command.connection(), command.orderExternalId())
                .flatMap(orders::lock)
                .orElseThrow(() -> new ProblemException(
                        OrderProblem.SHIPMENT_ORDER_UNKNOWN,
                        "Shipment " + command.externalId() + " is of order " + command.orderExternalId() + ", which "
                                + command.connection() + " has not sent"));
        var taken = shipments.find(command.connection(), command.externalId());
        if (taken.isPresent()) {
            return repeat(order, taken.get(), command);
        }
        checkShippable(order, command);
        var location = catalog.location(command.location())
                .orElseThrow(() -> new ProblemException(
                        OrderProblem.LOCATION_UNKNOWN, "There is no location " + command.location()));
        var quantities = ShippedQuantities.of(order, command);
        var id = Ids.next();
        var after = consume(order, command, quantities).ship(quantities);
        var businessDate = LocalDate.ofInstant(command.shippedAt(), location.zone());
        shipments.insert(id, order.id(), command, quantities, businessDate, clock.instant());
        orders.update(after);
        events.publishEvent(confirmed(id, order, after, command, quantities, businessDate));
        tell(id, after, command, location);
        return id;
    }

    /** Takes it off the parts that are allocated there, those that are picked first, each by its own reservation. */
    private SalesOrder consume(SalesOrder order, ConfirmShipment command, Map<String, Quantity> quantities) {
        var left = new HashMap<>(quantities);
        var parts = new HashMap<UUID, Quantity>();
        var byReservation = new LinkedHashMap<UUID, Map<String, Quantity>>();
        var here = order.openAllocations().stream()
                .filter(each -> each.confirmed() && each.location().equals(command.location()))
                .sorted(Comparator.comparing((Allocation each) -> each.picked().isZero()))
                .toList();
        for (var each : here) {
            var wanted = left.getOrDefault(each.reference(), Quantity.ZERO);
            var part = OrderReserving.least(wanted, each.open());
            if (part.isPositive()) {
                left.put(each.reference(), wanted.minus(part));
                parts.put(each.id(), part);
                byReservation
                        .computeIfAbsent(each.reservation(), _ -> new LinkedHashMap<>())
                        .put(each.reservationLine(), part);
            }
        }
        byReservation.forEach((reservation, lines) -> inventory.consume(
                reservation,
                command.location(),
                lines,
                "shipment:" + command.connection() + ":" + command.externalId()));
        return order.mapAllocations(each -> parts.containsKey(each.id()) ? each.ship(parts.get(each.id())) : each);
    }

    private static UUID repeat(SalesOrder order, ShipmentRows.Taken taken, ConfirmShipment command) {
        if (!taken.order().equals(order.id())) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_NUMBER_REUSED,
                    "Shipment " + command.externalId() + " is of another order than " + command.orderExternalId());
        }
        return taken.shipment();
    }

    private static void checkShippable(SalesOrder order, ConfirmShipment command) {
        switch (order.state()) {
            case RELEASED, PARTIALLY_SHIPPED -> {}
            case SHIPPED ->
                throw new ProblemException(
                        OrderProblem.SHIPMENT_EXCEEDS_ORDER,
                        "Order " + order.externalId() + " is done; nothing of it is left for shipment "
                                + command.externalId());
            case HELD, CANCELLED, SOLD, VOIDED ->
                throw new ProblemException(
                        OrderProblem.SHIPMENT_ORDER_NOT_RELEASED,
                        "Order " + order.externalId() + " is " + order.state() + "; shipment " + command.externalId()
                                + " cannot be of it");
        }
    }

    private static ShipmentConfirmed confirmed(
            UUID id,
            SalesOrder before,
            SalesOrder after,
            ConfirmShipment command,
            Map<String, Quantity> quantities,
            LocalDate businessDate) {
        var lines = new ArrayList<ShipmentConfirmed.Line>();
        for (var line : before.lines()) {
            var quantity = quantities.get(line.reference());
            if (quantity != null) {
                lines.add(part(line, quantity));
            }
        }
        List<ShipmentConfirmed.Charge> charges = before.anythingShipped()
                ? List.of()
                : before.shipping().stream()
                        .map(charge -> new ShipmentConfirmed.Charge(charge.reference(), charge.net(), charge.taxes()))
                        .toList();
        return new ShipmentConfirmed(
                id,
                command.externalId(),
                before.id(),
                before.key(),
                before.connection(),
                before.externalId(),
                before.entity(),
                command.location(),
                command.shippedAt(),
                businessDate,
                command.carrier(),
                command.trackingNumber(),
                after.state() == OrderState.SHIPPED,
                lines,
                charges,
                command.message());
    }

    private static ShipmentConfirmed.Line part(OrderLine line, Quantity quantity) {
        var portion = new Portion(line.ordered().quantity(), line.shipped(), quantity);
        return new ShipmentConfirmed.Line(
                line.reference(),
                line.sku(),
                line.ordered().partnerSku(),
                quantity,
                portion.of(line.ordered().net()),
                portion.of(line.ordered().discount()),
                portion.of(line.ordered().taxes()));
    }

    private void tell(UUID id, SalesOrder after, ConfirmShipment command, Location location) {
        var identifiers = new ArrayList<>(List.of(id.toString(), command.externalId()));
        var tracking = command.trackingNumber();
        if (tracking != null && !tracking.isBlank()) {
            identifiers.add(tracking);
        }
        LocationCode code = location.code();
        story.done(
                after,
                "order.shipped",
                identifiers,
                Map.of("location", code.value(), "complete", Boolean.toString(after.state() == OrderState.SHIPPED)));
    }
}
