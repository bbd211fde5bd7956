package io.tieout.channels.shopify;

import io.tieout.access.Roles;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.Shipments;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.Orders;
import io.tieout.orders.ShipmentDetails;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Webhooks {@code fulfillments/create} and {@code fulfillments/update}: the shop (or another app in it) shipped. What the hub
 * itself had told the shop comes back the same way, and is recognised by what it holds.
 */
@Component
class ShopifyFulfilments extends ShopifyTopic {

    private static final KnownFields KNOWN = KnownFields.load(ShopifyFulfilments.class, "fulfillment.fields");

    private final Orders orders;
    private final Shipments shipments;
    private final ShopifyLocations locations;
    private final Drift drift;

    ShopifyFulfilments(
            Orders orders, Shipments shipments, ShopifyLocations locations, Drift drift, ShopifyWatch watch) {
        super(Set.of("fulfillment"), "fulfillment", watch);
        this.orders = orders;
        this.shipments = shipments;
        this.locations = locations;
        this.drift = drift;
    }

    @Override
    @Nullable
    String object(Map<String, String> found) {
        var id = found.get("id");
        return id == null ? null : "fulfillment:" + id;
    }

    @Override
    @Nullable
    String orderingKey(Connection connection, Map<String, String> found) {
        var order = found.get("order_id");
        return order == null ? null : ShopifyOrders.key(connection, order);
    }

    static JsonFields unwrap(JsonFields document) {
        var wrapped = document.objectOrNull("fulfillment");
        var fulfilment = wrapped == null ? document : wrapped;
        if (!fulfilment.has("order_id") || !fulfilment.has("status") || !fulfilment.has("line_items")) {
            throw new ProblemException(
                    InboxProblem.NOT_THIS_KIND, "This is no fulfilment: it needs order_id, status and line_items");
        }
        return fulfilment;
    }

    @Override
    Outcome take(Connection connection, InboxMessage message, JsonFields document) {
        var fulfilment = unwrap(document);
        var status = fulfilment.text("status", 32);
        return switch (status) {
            case "success" -> shipped(connection, message, fulfilment);
            case "cancelled" -> cancelled(connection, fulfilment);
            default -> new Outcome.Ignored("The fulfilment is " + status + ": nothing has left");
        };
    }

    private Outcome shipped(Connection connection, InboxMessage message, JsonFields fulfilment) {
        var orderId = fulfilment.text("order_id", 128);
        var at = shippedAt(fulfilment);
        var order = orders.find(connection.code(), orderId);
        if (order.isEmpty()) {
            return notHere(connection, fulfilment, orderId);
        }
        var quantities = quantities(fulfilment);
        if (isOwn(order.get(), fulfilment, quantities)) {
            return new Outcome.Ignored("The shop repeats a shipment that the hub had told it of");
        }
        var from = location(connection, fulfilment, order.get(), at);
        if (from.isEmpty()) {
            var told = String.valueOf(fulfilment.textOrNull("location_id"));
            return new Outcome.Parked(
                    ShopifyProblem.LOCATION_UNMAPPED,
                    locations.waitKey(connection, told),
                    Roles.DATA_STEWARD,
                    "Location " + told + " of " + connection.code() + " is not mapped");
        }
        return shipments.confirm(
                command(connection, message, fulfilment, from.get(), at), NAME, KNOWN.unknown(fulfilment.node()));
    }

    private static Outcome notHere(Connection connection, JsonFields fulfilment, String orderId) {
        return new Outcome.Parked(
                ChannelProblem.ORDER_NOT_HERE,
                ShopifyOrders.key(connection, orderId),
                Roles.OPERATIONS,
                "Fulfilment " + fulfilment.text("id", 128) + " is for order " + orderId + " of " + connection.code()
                        + ", which is not here yet");
    }

    static ConfirmShipment command(
            Connection connection, InboxMessage message, JsonFields fulfilment, LocationCode from, Instant at) {
        return new ConfirmShipment(
                connection.code(),
                fulfilment.text("order_id", 128),
                fulfilment.text("id", 128),
                from,
                at,
                fulfilment.textOrNull("tracking_company"),
                fulfilment.textOrNull("tracking_number"),
                quantities(fulfilment).entrySet().stream()
                        .map(line -> new ConfirmShipment.Line(line.getKey(), null, line.getValue()))
                        .toList(),
                message.id());
    }

    private static Instant shippedAt(JsonFields fulfilment) {
        return fulfilment.has("created_at") ? fulfilment.instant("created_at") : fulfilment.instant("updated_at");
    }

    private static Map<String, Quantity> quantities(JsonFields fulfilment) {
        var quantities = new TreeMap<String, Quantity>();
        for (var line : fulfilment.list("line_items")) {
            quantities.merge(line.text("id", 64), line.quantity("quantity"), Quantity::plus);
        }
        return quantities;
    }

    /** Ours was there before the shop heard of it: another number, the same goods and the same tracking number. */
    private boolean isOwn(OrderDetails order, JsonFields fulfilment, Map<String, Quantity> quantities) {
        var known = orders.shipments(order.summary().id());
        var number = fulfilment.text("id", 128);
        if (known.stream().anyMatch(shipment -> shipment.externalId().equals(number))) {
            return false;
        }
        var tracking = fulfilment.textOrNull("tracking_number");
        return known.stream()
                .anyMatch(shipment ->
                        sameGoods(shipment, quantities) && Objects.equals(shipment.trackingNumber(), tracking));
    }

    private static boolean sameGoods(ShipmentDetails shipment, Map<String, Quantity> quantities) {
        return shipment.quantities().equals(quantities);
    }

    private Optional<LocationCode> location(
            Connection connection, JsonFields fulfilment, OrderDetails order, Instant at) {
        var told = fulfilment.textOrNull("location_id");
        if (told != null) {
            return locations.find(connection, told, at);
        }
        return new ShopifySettings(connection)
                .location("location")
                .or(() -> Optional.ofNullable(order.summary().location()).map(LocationCode::of));
    }

    private Outcome cancelled(Connection connection, JsonFields fulfilment) {
        var orderId = fulfilment.text("order_id", 128);
        var number = fulfilment.text("id", 128);
        var order = orders.find(connection.code(), orderId);
        var known = order.map(found -> orders.shipments(found.summary().id())).orElse(List.of()).stream()
                .anyMatch(shipment -> shipment.externalId().equals(number));
        if (!known) {
            return new Outcome.Ignored("The fulfilment was cancelled before it counted");
        }
        var subject = BusinessKey.of("shipment:" + connection.code() + ":" + number);
        return new Outcome.ProcessedWithRemarks(
                Set.of(BusinessKey.of(ShopifyOrders.key(connection, orderId)), subject),
                List.of(new Remark(
                        ShopifyProblem.FULFILMENT_CANCELLED,
                        subject,
                        Roles.OPERATIONS,
                        "Shipment " + number + " of order " + orderId + " of " + connection.code()
                                + " was cancelled in the shop",
                        Map.of("order", orderId))));
    }
}
