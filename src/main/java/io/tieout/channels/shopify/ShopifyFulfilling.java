package io.tieout.channels.shopify;

import io.tieout.channels.shopify.ShopifyApi.Answer;
import io.tieout.channels.spi.ChannelCommand.ConfirmShipment;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a shop that goods have left. A fulfilment has no number of ours, so the shop's own are looked at first: one with the
 * same goods and tracking number is this shipment. Lines that lie in several fulfilment orders are one fulfilment for each, as
 * Shopify wants those of one location together.
 */
final class ShopifyFulfilling {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> OPEN = Set.of("OPEN", "IN_PROGRESS", "SCHEDULED");

    private ShopifyFulfilling() {}

    static Sent send(ShopifyApi api, ConfirmShipment shipment) {
        var asked = api.graphql(
                "tieoutFulfillmentOrders",
                Priority.SHIPMENTS,
                ShopifyGraphql.FULFILMENT_ORDERS,
                JSON.createObjectNode().put("id", ShopifyGraphql.gid("Order", shipment.orderExternalId())));
        return switch (asked) {
            case Answer.Failed(var sent) -> sent;
            case Answer.Data data -> fulfil(api, shipment, data);
        };
    }

    private static Sent fulfil(ShopifyApi api, ConfirmShipment shipment, Answer.Data data) {
        var order = data.data().path("order");
        if (!order.isObject()) {
            return ShopifyAnswers.refused(
                    data, "shopify.order-unknown", "The shop has no order " + shipment.orderExternalId());
        }
        var wanted = wanted(shipment);
        for (var fulfilment : order.path("fulfillments").values()) {
            if (isSame(fulfilment, shipment, wanted)) {
                return ShopifyAnswers.accepted(data, ShopifyGraphql.number(ShopifyAnswers.text(fulfilment, "id")));
            }
        }
        var parts = allot(order.path("fulfillmentOrders"), wanted);
        var missing = wanted.values().stream().mapToLong(Long::longValue).sum();
        if (missing > 0) {
            return ShopifyAnswers.refused(
                    data,
                    "shopify.not-fulfillable",
                    missing + " units of order " + shipment.orderExternalId()
                            + " are not open for fulfilment in the shop");
        }
        Sent last = ShopifyAnswers.accepted(data, null);
        for (var part : byLocation(parts)) {
            var answer =
                    api.graphql("tieoutFulfill", Priority.SHIPMENTS, ShopifyGraphql.FULFIL, variables(shipment, part));
            switch (answer) {
                case Answer.Failed(var sent) -> {
                    return sent;
                }
                case Answer.Data done -> {
                    var refusal = ShopifyAnswers.refusal(done, "fulfillmentCreate", "userErrors");
                    if (refusal.isPresent()) {
                        return refusal.get();
                    }
                    var id = done.data().path("fulfillmentCreate").path("fulfillment");
                    last = ShopifyAnswers.accepted(done, ShopifyGraphql.number(ShopifyAnswers.text(id, "id")));
                }
            }
        }
        return last;
    }

    private static Map<String, Long> wanted(ConfirmShipment shipment) {
        var wanted = new TreeMap<String, Long>();
        shipment.lines()
                .forEach(line -> wanted.merge(
                        ShopifyGraphql.number(line.reference()),
                        line.quantity().value().longValueExact(),
                        Long::sum));
        return wanted;
    }

    private static boolean isSame(JsonNode fulfilment, ConfirmShipment shipment, Map<String, Long> wanted) {
        if ("CANCELLED".equals(ShopifyAnswers.text(fulfilment, "status"))) {
            return false;
        }
        var number = shipment.trackingNumber();
        var tracked = number == null
                ? fulfilment.path("trackingInfo").isEmpty()
                : fulfilment.path("trackingInfo").values().stream()
                        .anyMatch(info -> number.equals(ShopifyAnswers.text(info, "number")));
        var goods = new TreeMap<String, Long>();
        for (var line : ShopifyAnswers.nodes(fulfilment.path("fulfillmentLineItems"))) {
            goods.merge(
                    ShopifyGraphql.number(ShopifyAnswers.text(line.path("lineItem"), "id")),
                    line.path("quantity").asLong(0),
                    Long::sum);
        }
        return tracked && goods.equals(wanted);
    }

    /** A part of one fulfilment order. */
    private record Part(String fulfilmentOrder, String location, ObjectNode lines) {}

    /** Takes from the open fulfilment orders what is wanted, leaving in {@code wanted} what they do not have. */
    private static List<Part> allot(JsonNode fulfilmentOrders, Map<String, Long> wanted) {
        var parts = new ArrayList<Part>();
        for (var order : ShopifyAnswers.nodes(fulfilmentOrders)) {
            if (!OPEN.contains(ShopifyAnswers.text(order, "status"))) {
                continue;
            }
            var id = ShopifyAnswers.text(order, "id");
            var lines = JSON.createObjectNode().put("fulfillmentOrderId", id);
            var items = lines.putArray("fulfillmentOrderLineItems");
            for (var line : ShopifyAnswers.nodes(order.path("lineItems"))) {
                var reference = ShopifyGraphql.number(ShopifyAnswers.text(line.path("lineItem"), "id"));
                var taken = Math.min(
                        wanted.getOrDefault(reference, 0L),
                        line.path("remainingQuantity").asLong(0));
                if (taken > 0) {
                    wanted.merge(reference, -taken, Long::sum);
                    items.addObject().put("id", ShopifyAnswers.text(line, "id")).put("quantity", taken);
                }
            }
            if (!items.isEmpty()) {
                parts.add(new Part(
                        id, ShopifyAnswers.text(order.path("assignedLocation").path("location"), "id"), lines));
            }
        }
        return parts;
    }

    private static List<List<Part>> byLocation(List<Part> parts) {
        var byLocation = new LinkedHashMap<String, List<Part>>();
        parts.forEach(part -> byLocation
                .computeIfAbsent(part.location(), _ -> new ArrayList<>())
                .add(part));
        return List.copyOf(byLocation.values());
    }

    private static ObjectNode variables(ConfirmShipment shipment, List<Part> parts) {
        var variables = JSON.createObjectNode();
        var fulfilment = variables.putObject("fulfillment").put("notifyCustomer", true);
        var orders = fulfilment.putArray("lineItemsByFulfillmentOrder");
        parts.forEach(part -> orders.add(part.lines()));
        var number = shipment.trackingNumber();
        var carrier = shipment.carrier();
        if (number != null || carrier != null) {
            var tracking = fulfilment.putObject("trackingInfo");
            if (number != null) {
                tracking.put("number", number);
            }
            if (carrier != null) {
                tracking.put("company", carrier);
            }
        }
        return variables;
    }
}
