package io.tieout.channels.simulator.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the shop knows, in the form of its REST Admin API. Numbers rise; every change makes a webhook. */
public final class ShopState {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final BigDecimal TAX = new BigDecimal("0.19");
    private static final String LOCATION = "655441";

    private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
    private final Map<String, ObjectNode> variants = new LinkedHashMap<>();
    private final Map<String, Long> stock = new LinkedHashMap<>();
    private final List<Webhook> webhooks = new ArrayList<>();
    private long next = 1000;

    /** What the shop tells of itself. */
    public record Webhook(String topic, JsonNode body) {}

    synchronized List<Webhook> webhooks() {
        var all = List.copyOf(webhooks);
        webhooks.clear();
        return all;
    }

    private long number() {
        return ++next;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** @return the variant's number */
    public synchronized String product(String sku, BigDecimal price) {
        var product = number();
        var variant = number();
        var fields = JSON.createObjectNode()
                .put("id", variant)
                .put("product_id", product)
                .put("title", "Default Title")
                .put("sku", sku)
                .put("inventory_item_id", number())
                .put("price", price.toPlainString());
        variants.put(sku, fields);
        var body = JSON.createObjectNode().put("id", product).put("title", sku).put("updated_at", now());
        body.putArray("variants").add(fields);
        webhooks.add(new Webhook("products/create", body));
        return Long.toString(variant);
    }

    /** @return the order's number */
    public synchronized String sell(String sku, int quantity) {
        if (!variants.containsKey(sku)) {
            product(sku, BigDecimal.TEN);
        }
        var variant = variants.get(sku);
        var price = new BigDecimal(variant.path("price").asString());
        var net = price.multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.HALF_UP);
        var tax = net.multiply(TAX).setScale(2, RoundingMode.HALF_UP);
        var id = number();
        var order = JSON.createObjectNode()
                .put("id", id)
                .put("name", "#" + id)
                .put("order_number", id)
                .put("created_at", now())
                .put("updated_at", now())
                .put("processed_at", now())
                .put("currency", "EUR")
                .put("financial_status", "paid")
                .put("taxes_included", false)
                .put("test", false)
                .put("total_price", net.add(tax).toPlainString())
                .put("subtotal_price", net.toPlainString())
                .put("total_tax", tax.toPlainString());
        order.putObject("shipping_address")
                .put("name", "Erika Muster")
                .put("address1", "Weg 7")
                .put("city", "Bremen")
                .put("zip", "28195")
                .put("country_code", "DE");
        var line = order.putArray("line_items")
                .addObject()
                .put("id", number())
                .put("variant_id", variant.path("id").asLong())
                .put("title", sku)
                .put("name", sku)
                .put("sku", sku)
                .put("quantity", quantity)
                .put("current_quantity", quantity)
                .put("price", price.toPlainString())
                .put("total_discount", "0.00");
        line.putArray("tax_lines")
                .addObject()
                .put("title", "MwSt")
                .put("rate", TAX)
                .put("price", tax.toPlainString());
        order.putArray("shipping_lines");
        order.putArray("refunds");
        order.putArray("fulfillments");
        order.putArray("payments")
                .addObject()
                .put("id", number())
                .put("amount", net.add(tax).toPlainString());
        orders.put(Long.toString(id), order);
        tell("orders/create", order);
        return Long.toString(id);
    }

    private void tell(String topic, JsonNode body) {
        webhooks.add(new Webhook(topic, shown(body)));
    }

    /** Payments are the shop's own matter; its REST order does not have them. */
    private static JsonNode shown(JsonNode order) {
        return order instanceof ObjectNode object && object.has("payments")
                ? object.deepCopy().without("payments")
                : order;
    }

    @Nullable
    ObjectNode order(String number) {
        return orders.get(number);
    }

    private ObjectNode known(String number) {
        var order = orders.get(number);
        if (order == null) {
            throw new IllegalArgumentException("There is no order " + number);
        }
        return order;
    }

    /** The orders that changed in a time, oldest change first. */
    synchronized List<JsonNode> orders(Instant from, Instant to) {
        return orders.values().stream()
                .filter(order ->
                        !changed(order).isBefore(from) && !changed(order).isAfter(to))
                .sorted(Comparator.comparing(ShopState::changed))
                .map(ShopState::shown)
                .toList();
    }

    private static Instant changed(JsonNode order) {
        return OffsetDateTime.parse(order.path("updated_at").asString()).toInstant();
    }

    synchronized void touch(String number) {
        var order = known(number);
        order.put("updated_at", now());
        tell("orders/updated", order);
    }

    /** The shop ships all that is open. */
    synchronized void ship(String number, String tracking) {
        var order = known(number);
        var lines = JSON.createArrayNode();
        for (var line : order.path("line_items").values()) {
            var open = open(order, line);
            if (open > 0) {
                lines.addObject().put("id", line.path("id").asLong()).put("quantity", open);
            }
        }
        fulfil(number, lines, tracking, null);
    }

    /** What is left of a line to ship. */
    static long open(JsonNode order, JsonNode line) {
        var open = line.path("current_quantity").asLong();
        for (var fulfilment : order.path("fulfillments").values()) {
            for (var shipped : fulfilment.path("line_items").values()) {
                if (shipped.path("id").asLong() == line.path("id").asLong()) {
                    open -= shipped.path("quantity").asLong();
                }
            }
        }
        return open;
    }

    synchronized String fulfil(String number, ArrayNode lines, String tracking, @Nullable String carrier) {
        var order = known(number);
        var id = number();
        var fulfilment = JSON.createObjectNode()
                .put("id", id)
                .put("order_id", Long.parseLong(number))
                .put("status", "success")
                .put("created_at", now())
                .put("updated_at", now())
                .put("location_id", Long.parseLong(LOCATION));
        if (carrier != null) {
            fulfilment.put("tracking_company", carrier);
        }
        if (!tracking.isEmpty()) {
            fulfilment.put("tracking_number", tracking);
        }
        fulfilment.set("line_items", lines);
        ((ArrayNode) order.path("fulfillments")).add(fulfilment);
        tell("fulfillments/create", fulfilment);
        touch(number);
        return Long.toString(id);
    }

    /** The shop's own people pay all lines back. */
    synchronized void refund(String number, String restock) {
        var order = known(number);
        var lines = JSON.createArrayNode();
        for (var line : order.path("line_items").values()) {
            lines.addObject()
                    .put("lineItemId", line.path("id").asString())
                    .put("quantity", line.path("current_quantity").asLong())
                    .put("restockType", restock);
        }
        refund(number, lines, "refunded in the shop", order.path("total_price").asString());
    }

    /** @param amount null where no money is paid */
    synchronized ObjectNode refund(String number, JsonNode lines, String note, @Nullable String amount) {
        var order = known(number);
        var id = number();
        var refund = JSON.createObjectNode()
                .put("id", id)
                .put("order_id", Long.parseLong(number))
                .put("created_at", now())
                .put("processed_at", now())
                .put("note", note);
        var told = refund.putArray("refund_line_items");
        for (var line : lines.values()) {
            var reference = line.path("lineItemId").asString();
            told.addObject()
                    .put("id", number())
                    .put("line_item_id", Long.parseLong(reference.substring(reference.lastIndexOf('/') + 1)))
                    .put("quantity", line.path("quantity").asLong())
                    .put("restock_type", line.path("restockType").asString().toLowerCase(java.util.Locale.ROOT));
        }
        var transactions = refund.putArray("transactions");
        if (amount != null) {
            transactions
                    .addObject()
                    .put("id", number())
                    .put("kind", "refund")
                    .put("status", "success")
                    .put("amount", amount)
                    .put("currency", "EUR");
        }
        ((ArrayNode) order.path("refunds")).add(refund);
        for (var line : order.path("line_items").values()) {
            for (var back : told.values()) {
                if (back.path("line_item_id").asLong() == line.path("id").asLong()) {
                    ((ObjectNode) line)
                            .put(
                                    "current_quantity",
                                    line.path("current_quantity").asLong()
                                            - back.path("quantity").asLong());
                }
            }
        }
        tell("refunds/create", refund);
        touch(number);
        return refund;
    }

    synchronized void cancel(String number) {
        var order = known(number);
        order.put("cancelled_at", now()).put("cancel_reason", "other").put("updated_at", now());
        tell("orders/cancelled", order);
    }

    synchronized List<ObjectNode> variants() {
        return List.copyOf(variants.values());
    }

    synchronized void set(String item, String location, long quantity) {
        stock.put(item + "@" + location, quantity);
        webhooks.add(new Webhook(
                "inventory_levels/update",
                JSON.createObjectNode()
                        .put("inventory_item_id", Long.parseLong(item))
                        .put("location_id", Long.parseLong(location))
                        .put("available", quantity)
                        .put("updated_at", now())));
    }

    /** What the shop believes to have, by inventory item and location. */
    public synchronized Map<String, Long> stock() {
        return Map.copyOf(stock);
    }

    /** The fulfilments of an order. */
    public synchronized List<JsonNode> fulfilments(String number) {
        return List.copyOf(known(number).path("fulfillments").values());
    }

    /** The refunds of an order. */
    public synchronized List<JsonNode> refunds(String number) {
        return List.copyOf(known(number).path("refunds").values());
    }

    /** An order as the shop shows it. */
    public synchronized JsonNode shownOrder(String number) {
        return shown(known(number));
    }

    synchronized void clear() {
        orders.clear();
        variants.clear();
        stock.clear();
        webhooks.clear();
    }
}
