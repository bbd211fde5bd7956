package io.tieout.channels.simulator.shopify;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The GraphQL operations that the hub sends, told apart by what they ask for. Answers 200 whatever goes wrong, as Shopify does. */
final class ShopOperations {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LOCATION = "gid://shopify/Location/655441";

    private final ShopState state;

    /** What was done under an idempotency key. */
    private final Map<String, ObjectNode> done = new HashMap<>();

    ShopOperations(ShopState state) {
        this.state = state;
    }

    synchronized ObjectNode answer(JsonNode call) {
        var query = call.path("query").asString("");
        var variables = call.path("variables");
        if (query.contains("fulfillmentCreate(")) {
            return fulfil(variables.path("fulfillment"));
        }
        if (query.contains("refundCreate(")) {
            return once(variables, () -> refund(variables.path("input")));
        }
        if (query.contains("orderCancel(")) {
            state.cancel(number(variables.path("orderId")));
            var payload = payload("orderCancel");
            payload.object().putObject("job").put("id", "gid://shopify/Job/1").put("done", true);
            payload.object().putArray("orderCancelUserErrors");
            return payload.document();
        }
        if (query.contains("inventorySetQuantities(")) {
            return once(variables, () -> set(variables.path("input")));
        }
        if (query.contains("productVariantsBulkUpdate(")) {
            return prices(variables);
        }
        if (query.contains("productVariants(")) {
            return variants(variables.path("query").asString(""));
        }
        return order(number(variables.path("id")));
    }

    private record Payload(ObjectNode document, ObjectNode object) {}

    private static Payload payload(String mutation) {
        var document = JSON.createObjectNode();
        return new Payload(document, document.putObject("data").putObject(mutation));
    }

    private ObjectNode once(JsonNode variables, java.util.function.Supplier<ObjectNode> work) {
        var key = variables.path("key").asString("");
        var known = done.get(key);
        if (known != null) {
            return known;
        }
        var answer = work.get();
        done.put(key, answer);
        return answer;
    }

    private static String number(JsonNode gid) {
        var text = gid.asString("");
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static ObjectNode refused(String mutation, String message) {
        var payload = payload(mutation);
        payload.object()
                .putArray("userErrors")
                .addObject()
                .put("message", message)
                .putNull("field");
        return payload.document();
    }

    private ObjectNode fulfil(JsonNode fulfilment) {
        var lines = JSON.createArrayNode();
        var order = "";
        for (var part : fulfilment.path("lineItemsByFulfillmentOrder").values()) {
            order = number(part.path("fulfillmentOrderId"));
            for (var line : part.path("fulfillmentOrderLineItems").values()) {
                lines.addObject()
                        .put("id", Long.parseLong(number(line.path("id"))))
                        .put("quantity", line.path("quantity").asLong());
            }
        }
        var known = state.order(order);
        if (known == null || exceeds(known, lines)) {
            return refused("fulfillmentCreate", "Invalid fulfillment order line item quantity requested.");
        }
        var tracking = fulfilment.path("trackingInfo");
        var carrier = tracking.path("company").asString("");
        var id = state.fulfil(order, lines, tracking.path("number").asString(""), carrier.isEmpty() ? null : carrier);
        var payload = payload("fulfillmentCreate");
        payload.object()
                .putObject("fulfillment")
                .put("id", "gid://shopify/Fulfillment/" + id)
                .put("status", "SUCCESS");
        payload.object().putArray("userErrors");
        return payload.document();
    }

    private static boolean exceeds(JsonNode order, ArrayNode lines) {
        for (var wanted : lines.values()) {
            for (var line : order.path("line_items").values()) {
                if (line.path("id").asLong() == wanted.path("id").asLong()
                        && wanted.path("quantity").asLong() > ShopState.open(order, line)) {
                    return true;
                }
            }
        }
        return false;
    }

    private ObjectNode refund(JsonNode input) {
        var order = number(input.path("orderId"));
        var known = state.order(order);
        if (known == null) {
            return refused("refundCreate", "Order does not exist");
        }
        var amount = BigDecimal.ZERO;
        for (var transaction : input.path("transactions").values()) {
            amount = amount.add(new BigDecimal(transaction.path("amount").asString()));
        }
        if (amount.compareTo(left(known)) > 0) {
            return refused("refundCreate", "Refund amount is greater than net payment received");
        }
        var refund = state.refund(
                order,
                input.path("refundLineItems"),
                input.path("note").asString(""),
                amount.signum() == 0 ? null : amount.toPlainString());
        var payload = payload("refundCreate");
        payload.object()
                .putObject("refund")
                .put("id", "gid://shopify/Refund/" + refund.path("id").asString())
                .put("note", refund.path("note").asString());
        payload.object().putArray("userErrors");
        return payload.document();
    }

    private static BigDecimal left(JsonNode order) {
        var left = new BigDecimal(order.path("total_price").asString());
        for (var refund : order.path("refunds").values()) {
            for (var transaction : refund.path("transactions").values()) {
                left = left.subtract(new BigDecimal(transaction.path("amount").asString()));
            }
        }
        return left;
    }

    private ObjectNode set(JsonNode input) {
        for (var quantity : input.path("quantities").values()) {
            state.set(
                    number(quantity.path("inventoryItemId")),
                    number(quantity.path("locationId")),
                    quantity.path("quantity").asLong());
        }
        var payload = payload("inventorySetQuantities");
        payload.object()
                .putObject("inventoryAdjustmentGroup")
                .put("createdAt", java.time.Instant.now().toString());
        payload.object().putArray("userErrors");
        return payload.document();
    }

    private ObjectNode prices(JsonNode variables) {
        var payload = payload("productVariantsBulkUpdate");
        var told = payload.object().putArray("productVariants");
        for (var wanted : variables.path("variants").values()) {
            for (var variant : state.variants()) {
                if (variant.path("id").asString().equals(number(wanted.path("id")))) {
                    variant.put("price", wanted.path("price").asString());
                    told.addObject().put("id", wanted.path("id").asString());
                }
            }
        }
        payload.object().putArray("userErrors");
        return payload.document();
    }

    private ObjectNode variants(String query) {
        var document = JSON.createObjectNode();
        var nodes = document.putObject("data").putObject("productVariants").putArray("nodes");
        for (var variant : state.variants()) {
            if (query.contains("\"" + variant.path("sku").asString() + "\"")) {
                var node = nodes.addObject()
                        .put(
                                "id",
                                "gid://shopify/ProductVariant/"
                                        + variant.path("id").asString())
                        .put("sku", variant.path("sku").asString())
                        .putNull("barcode");
                node.putObject("inventoryItem")
                        .put(
                                "id",
                                "gid://shopify/InventoryItem/"
                                        + variant.path("inventory_item_id").asString());
                node.putObject("product")
                        .put(
                                "id",
                                "gid://shopify/Product/"
                                        + variant.path("product_id").asString());
            }
        }
        return document;
    }

    /** All that any query asks of an order: a superset is harmless. */
    private ObjectNode order(String number) {
        var document = JSON.createObjectNode();
        var data = document.putObject("data");
        var known = state.order(number);
        if (known == null) {
            data.putNull("order");
            return document;
        }
        var order = data.putObject("order");
        if (known.has("cancelled_at")) {
            order.put("cancelledAt", known.path("cancelled_at").asString());
        } else {
            order.putNull("cancelledAt");
        }
        fulfilments(known, order.putArray("fulfillments"));
        fulfilmentOrder(
                number,
                known,
                order.putObject("fulfillmentOrders").putArray("nodes").addObject());
        var refunds = order.putArray("refunds");
        known.path("refunds")
                .values()
                .forEach(refund -> refunds.addObject()
                        .put("id", "gid://shopify/Refund/" + refund.path("id").asString())
                        .put("note", refund.path("note").asString("")));
        transactions(known, order.putArray("transactions"));
        var lines = order.putObject("lineItems").putArray("nodes");
        known.path("line_items")
                .values()
                .forEach(line -> lines.addObject()
                        .put("id", "gid://shopify/LineItem/" + line.path("id").asString())
                        .put("currentQuantity", line.path("current_quantity").asLong())
                        .put("unfulfilledQuantity", ShopState.open(known, line)));
        return document;
    }

    private static void fulfilments(JsonNode known, ArrayNode told) {
        for (var fulfilment : known.path("fulfillments").values()) {
            var node = told.addObject()
                    .put(
                            "id",
                            "gid://shopify/Fulfillment/" + fulfilment.path("id").asString())
                    .put("status", "SUCCESS");
            var tracking = node.putArray("trackingInfo");
            if (fulfilment.has("tracking_number")) {
                tracking.addObject()
                        .put("number", fulfilment.path("tracking_number").asString());
            }
            var lines = node.putObject("fulfillmentLineItems").putArray("nodes");
            for (var line : fulfilment.path("line_items").values()) {
                var item =
                        lines.addObject().put("quantity", line.path("quantity").asLong());
                item.putObject("lineItem")
                        .put("id", "gid://shopify/LineItem/" + line.path("id").asString());
            }
        }
    }

    private static void fulfilmentOrder(String number, JsonNode known, ObjectNode node) {
        node.put("id", "gid://shopify/FulfillmentOrder/" + number).put("status", "OPEN");
        node.putObject("assignedLocation").putObject("location").put("id", LOCATION);
        var lines = node.putObject("lineItems").putArray("nodes");
        for (var line : known.path("line_items").values()) {
            var item = lines.addObject()
                    .put(
                            "id",
                            "gid://shopify/FulfillmentOrderLineItem/"
                                    + line.path("id").asString())
                    .put("remainingQuantity", ShopState.open(known, line));
            item.putObject("lineItem")
                    .put("id", "gid://shopify/LineItem/" + line.path("id").asString());
        }
    }

    private static void transactions(JsonNode known, ArrayNode told) {
        for (var payment : known.path("payments").values()) {
            var id = "gid://shopify/OrderTransaction/" + payment.path("id").asString();
            transaction(told, id, "SALE", payment.path("amount").asString()).putNull("parentTransaction");
            for (var refund : known.path("refunds").values()) {
                for (var back : refund.path("transactions").values()) {
                    transaction(
                                    told,
                                    "gid://shopify/OrderTransaction/"
                                            + back.path("id").asString(),
                                    "REFUND",
                                    back.path("amount").asString())
                            .putObject("parentTransaction")
                            .put("id", id);
                }
            }
        }
    }

    private static ObjectNode transaction(ArrayNode told, String id, String kind, String amount) {
        var node = told.addObject()
                .put("id", id)
                .put("kind", kind)
                .put("status", "SUCCESS")
                .put("gateway", "shopify_payments");
        node.putObject("amountSet").putObject("shopMoney").put("amount", amount).put("currencyCode", "EUR");
        return node;
    }
}
