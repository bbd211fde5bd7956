package io.tieout.orders.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockCount;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.CancelShipment;
import io.tieout.orders.OrderId;
import io.tieout.orders.events.ReturnExpected;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** R56: what becomes of goods that left although the order was cancelled; and what a count says of goods nobody found. */
@Component
class SentBack {

    private static final String CANCELLED = "Cancelled when goods had left";

    private final SalesOrders orders;
    private final ShipmentRows shipments;
    private final ShipmentCancellations shipmentCancellations;
    private final Cancellations cancellations;
    private final StockEffects effects;
    private final Inventory inventory;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SentBack(
            SalesOrders orders,
            ShipmentRows shipments,
            ShipmentCancellations shipmentCancellations,
            Cancellations cancellations,
            StockEffects effects,
            Inventory inventory,
            OrderStory story,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.shipments = shipments;
        this.shipmentCancellations = shipmentCancellations;
        this.cancellations = cancellations;
        this.effects = effects;
        this.inventory = inventory;
        this.story = story;
        this.events = events;
        this.clock = clock;
    }

    /** The goods are back on the shelf, the invoice is taken back, and nothing of the order is left to do. */
    void parcelStopped(OrderId id, Actor by) {
        var order = orders.lock(id).orElseThrow();
        for (var shipment : shipments.of(id)) {
            shipmentCancellations.cancel(new CancelShipment(
                    order.connection(),
                    order.externalId(),
                    shipment.externalId(),
                    clock.instant(),
                    "The parcel was stopped, says " + by,
                    null));
        }
        cancellations.cancel(orders.lock(id).orElseThrow(), clock.instant(), CANCELLED, null);
    }

    /** Returns hears of each parcel that will come back. */
    void expectReturn(OrderId id, Actor by) {
        var order = orders.lock(id).orElseThrow();
        for (var shipment : shipments.of(id)) {
            events.publishEvent(new ReturnExpected(
                    shipment.id(),
                    shipment.externalId(),
                    id,
                    order.key(),
                    order.connection(),
                    order.externalId(),
                    order.entity(),
                    shipment.location(),
                    CANCELLED,
                    clock.instant(),
                    shipment.quantities().entrySet().stream()
                            .map(entry -> new ReturnExpected.Line(
                                    entry.getKey(), order.line(entry.getKey()).sku(), entry.getValue()))
                            .toList(),
                    null));
            story.done(
                    order,
                    "order.return-expected",
                    List.of(shipment.externalId()),
                    Map.of("location", shipment.location().value(), "by", by.toString()));
        }
    }

    /** What was kept back for want of it is free again, for now it is known what is there. */
    void counted(WorkItem item, String text) {
        var sku = Sku.of(Objects.requireNonNull(item.context().get("sku")));
        var location = LocationCode.of(Objects.requireNonNull(item.context().get("location")));
        var keptBack = Quantity.of(Objects.requireNonNull(item.context().get("keptBack")));
        Quantity counted;
        try {
            counted = Quantity.of(text.strip());
        } catch (IllegalArgumentException notANumber) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "What was counted is a number", notANumber);
        }
        inventory.count(new StockCount(sku, location, counted, clock.instant(), "count:work-item:" + item.id(), null));
        effects.keepBack(sku, location, keptBack.negated());
    }
}
