package io.tieout.orders.internal;

import io.tieout.catalog.Catalog;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.CancelShipment;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.Portion;
import io.tieout.orders.ShipmentDetails;
import io.tieout.orders.events.ShipmentCancelled;
import io.tieout.orders.events.ShipmentConfirmed;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** R38: goods that were said to have left are back, and so is the allocation, so that they can be shipped later. */
@Component
public class ShipmentCancellations {

    private final SalesOrders orders;
    private final OrderReads reads;
    private final ShipmentRows shipments;
    private final Inventory inventory;
    private final Catalog catalog;
    private final Sourcing sourcing;
    private final OrderReserving reserving;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ShipmentCancellations(
            SalesOrders orders,
            OrderReads reads,
            ShipmentRows shipments,
            Inventory inventory,
            Catalog catalog,
            Sourcing sourcing,
            OrderReserving reserving,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.reads = reads;
        this.shipments = shipments;
        this.inventory = inventory;
        this.catalog = catalog;
        this.sourcing = sourcing;
        this.reserving = reserving;
        this.story = story;
        this.events = events;
        this.clock = clock;
    }

    public OrderId cancel(CancelShipment command) {
        var order = reads.id(command.connection(), command.orderExternalId())
                .flatMap(orders::lock)
                .orElseThrow(() -> new ProblemException(
                        OrderProblem.SHIPMENT_ORDER_UNKNOWN, "There is no order " + command.orderExternalId()));
        var shipment = shipments.of(order.id()).stream()
                .filter(each -> each.externalId().equals(command.shipmentExternalId()))
                .findFirst();
        if (shipment.isPresent()) {
            cancel(order, shipment.get(), command);
        } else if (shipments
                .find(command.connection(), command.shipmentExternalId())
                .filter(taken -> taken.order().equals(order.id()))
                .isEmpty()) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_UNKNOWN,
                    "Order " + order.externalId() + " has no shipment " + command.shipmentExternalId());
        }
        return order.id();
    }

    private void cancel(SalesOrder order, ShipmentDetails shipment, CancelShipment command) {
        shipment.quantities().forEach((reference, quantity) -> {
            var line = order.line(reference);
            if (line.shipped().minus(line.returned()).compareTo(quantity) < 0) {
                throw new ProblemException(
                        CommonProblem.STATE_CONFLICT,
                        "Goods of shipment " + shipment.externalId() + " have come back as a return already");
            }
        });
        shipments.cancel(shipment.id(), clock.instant());
        inventory.move(shipment.quantities().entrySet().stream()
                .map(entry -> new StockMovement(
                        order.line(entry.getKey()).sku(),
                        shipment.location(),
                        StockMovement.Bucket.ON_HAND,
                        entry.getValue(),
                        StockMovement.Reason.SHIPMENT,
                        command.cancelledAt(),
                        "shipment-cancelled:" + order.connection() + ":" + shipment.externalId(),
                        entry.getKey(),
                        command.message()))
                .toList());
        var back = order.unship(shipment.quantities()).allocated(unshipped(order, shipment));
        var at = new HashMap<String, Quantity>(shipment.quantities());
        var covered = sourcing.reserveAt(
                back, shipment.location(), at, "shipment " + shipment.externalId() + " did not leave");
        orders.update(covered);
        events.publishEvent(told(order, covered, shipment, command));
        story.done(
                covered,
                "order.shipment-cancelled",
                List.of(shipment.externalId(), shipment.id().toString()),
                Map.of(
                        "reason",
                        command.reason(),
                        "location",
                        shipment.location().value()));
        reserving.announceChange(order, covered, "shipment " + shipment.externalId() + " did not leave");
    }

    private static List<Allocation> unshipped(SalesOrder order, ShipmentDetails shipment) {
        var left = new HashMap<>(shipment.quantities());
        var changed = new ArrayList<Allocation>();
        for (var each : order.allocations()) {
            var wanted = left.getOrDefault(each.reference(), Quantity.ZERO);
            var part = each.location().equals(shipment.location())
                    ? OrderReserving.least(wanted, each.shipped())
                    : Quantity.ZERO;
            if (part.isPositive()) {
                left.put(each.reference(), wanted.minus(part));
                changed.add(each.unship(part));
            } else {
                changed.add(each);
            }
        }
        return changed;
    }

    private ShipmentCancelled told(
            SalesOrder before, SalesOrder after, ShipmentDetails shipment, CancelShipment command) {
        var lines = new ArrayList<ShipmentConfirmed.Line>();
        for (var line : after.lines()) {
            var quantity = shipment.quantities().get(line.reference());
            if (quantity != null) {
                var portion = new Portion(line.ordered().quantity(), line.shipped(), quantity);
                lines.add(new ShipmentConfirmed.Line(
                        line.reference(),
                        line.sku(),
                        line.ordered().partnerSku(),
                        quantity,
                        portion.of(line.ordered().net()),
                        portion.of(line.ordered().discount()),
                        portion.of(line.ordered().taxes())));
            }
        }
        // Charges went with the first shipment, and go with the next first one.
        List<ShipmentConfirmed.Charge> charges = after.anythingShipped()
                ? List.of()
                : after.shipping().stream()
                        .map(charge -> new ShipmentConfirmed.Charge(charge.reference(), charge.net(), charge.taxes()))
                        .toList();
        var zone = catalog.location(shipment.location()).orElseThrow().zone();
        return new ShipmentCancelled(
                shipment.id(),
                shipment.externalId(),
                before.id(),
                before.key(),
                before.connection(),
                before.externalId(),
                before.entity(),
                shipment.location(),
                command.cancelledAt(),
                LocalDate.ofInstant(command.cancelledAt(), zone),
                command.reason(),
                lines,
                charges,
                command.message());
    }
}
