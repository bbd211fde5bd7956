package io.tieout.channels.simulator.square;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the seller knows, in the form of Square's API. Amounts are euro cents; every change makes an event. */
public final class SellerState {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long TAX_PERCENT = 19;

    private final Map<String, Map<String, ObjectNode>> kept = new LinkedHashMap<>();
    private final Map<String, ObjectNode> variations = new LinkedHashMap<>();
    private final Map<String, JsonNode> byKey = new HashMap<>();
    private final Map<String, String> stock = new LinkedHashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();

    /** Goods over the counter. @param price of one, without tax @param tip on top */
    public record Sale(String location, String variation, int quantity, long price, String method, long tip) {}

    private Map<String, ObjectNode> all(String what) {
        return kept.computeIfAbsent(what, _ -> new LinkedHashMap<>());
    }

    synchronized List<ObjectNode> events() {
        var all = List.copyOf(events);
        events.clear();
        return all;
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 22);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static ObjectNode money(long amount) {
        return JSON.createObjectNode().put("amount", amount).put("currency", "EUR");
    }

    synchronized void variation(String id, String sku) {
        var object = JSON.createObjectNode()
                .put("type", "ITEM_VARIATION")
                .put("id", id)
                .put("updated_at", now())
                .put("version", System.currentTimeMillis())
                .put("is_deleted", false);
        object.putObject("item_variation_data").put("sku", sku).put("name", "Regular");
        variations.put(id, object);
    }

    synchronized JsonNode catalogue() {
        var document = JSON.createObjectNode();
        var objects = document.putArray("objects");
        variations.values().forEach(objects::add);
        return document;
    }

    /** @return the order's number */
    public synchronized String sell(Sale sale) {
        var id = id();
        var net = sale.price() * sale.quantity();
        var tax = Math.round(net * TAX_PERCENT / 100.0);
        var payment = payment(id, sale, net + tax);
        var order = order(id, sale.location());
        var line = order.putArray("line_items")
                .addObject()
                .put("uid", id())
                .put("name", "Thing")
                .put("quantity", Integer.toString(sale.quantity()))
                .put("catalog_object_id", sale.variation())
                .put("item_type", "ITEM");
        line.set("base_price_money", money(sale.price()));
        line.set("gross_sales_money", money(net));
        line.set("total_tax_money", money(tax));
        line.set("total_discount_money", money(0));
        line.set("total_money", money(net + tax));
        line.putArray("applied_taxes").addObject().put("tax_uid", "vat").set("applied_money", money(tax));
        order.putArray("taxes")
                .addObject()
                .put("uid", "vat")
                .put("name", "VAT")
                .put("percentage", Long.toString(TAX_PERCENT));
        order.set("total_money", money(net + tax + sale.tip()));
        order.set("total_tax_money", money(tax));
        order.set("total_tip_money", money(sale.tip()));
        order.set("total_discount_money", money(0));
        order.set("total_service_charge_money", money(0));
        var tender = order.putArray("tenders")
                .addObject()
                .put("id", payment.path("id").asString())
                .put("type", sale.method())
                .put("payment_id", payment.path("id").asString());
        tender.set("amount_money", money(net + tax + sale.tip()));
        if (sale.tip() > 0) {
            tender.set("tip_money", money(sale.tip()));
        }
        tell("order.created", order);
        return id;
    }

    private ObjectNode order(String id, String location) {
        var order = JSON.createObjectNode()
                .put("id", id)
                .put("location_id", location)
                .put("created_at", now())
                .put("updated_at", now())
                .put("closed_at", now())
                .put("state", "COMPLETED")
                .put("version", 4);
        all("orders").put(id, order);
        return order;
    }

    private ObjectNode payment(String order, Sale sale, long due) {
        var id = id();
        var payment = JSON.createObjectNode()
                .put("id", id)
                .put("created_at", now())
                .put("updated_at", now())
                .put("status", "COMPLETED")
                .put("source_type", sale.method())
                .put("location_id", sale.location())
                .put("order_id", order);
        payment.set("amount_money", money(due));
        payment.set("total_money", money(due + sale.tip()));
        if (sale.tip() > 0) {
            payment.set("tip_money", money(sale.tip()));
        }
        all("payments").put(id, payment);
        tell("payment.created", payment);
        return payment;
    }

    /** The till takes all goods of an order back. @return the number of the order that says so */
    public synchronized String giveBack(String number) {
        var sold = Optional.ofNullable(all("orders").get(number))
                .orElseThrow(() -> new IllegalArgumentException("There is no order " + number));
        var id = id();
        var back = order(id, sold.path("location_id").asString());
        var amount = 0L;
        var part = back.putArray("returns").addObject().put("uid", id()).put("source_order_id", number);
        part.set("return_taxes", sold.path("taxes"));
        var lines = part.putArray("return_line_items");
        for (var line : sold.path("line_items").values()) {
            var returned = ((ObjectNode) line).deepCopy();
            returned.put("source_line_item_uid", line.path("uid").asString()).put("uid", id());
            lines.add(returned);
            amount += line.path("total_money").path("amount").asLong();
        }
        var tender = sold.path("tenders").path(0).path("id").asString();
        var refund = refunded(tender, amount, "Returned Goods", id);
        back.putArray("refunds")
                .addObject()
                .put("id", refund.path("id").asString())
                .put("tender_id", tender)
                .put("status", "APPROVED")
                .set("amount_money", money(amount));
        tell("order.created", back);
        return id;
    }

    private ObjectNode refunded(String payment, long amount, String reason, String order) {
        var refund = JSON.createObjectNode()
                .put("id", payment + "_" + id())
                .put("status", "COMPLETED")
                .put("payment_id", payment)
                .put("order_id", order)
                .put("reason", reason)
                .put("created_at", now())
                .put("updated_at", now());
        refund.set("amount_money", money(amount));
        all("refunds").put(refund.path("id").asString(), refund);
        tell("refund.created", refund);
        return refund;
    }

    /** A call of the API: the same key gets the same answer. */
    synchronized JsonNode refund(JsonNode body) {
        var key = body.path("idempotency_key").asString("");
        var known = byKey.get(key);
        if (known != null) {
            return known;
        }
        var payment = all("payments").get(body.path("payment_id").asString(""));
        var amount = body.path("amount_money").path("amount").asLong();
        if (payment == null || amount > left(payment)) {
            var document = JSON.createObjectNode();
            document.putArray("errors")
                    .addObject()
                    .put("category", "REFUND_ERROR")
                    .put("code", payment == null ? "NOT_FOUND" : "REFUND_AMOUNT_INVALID")
                    .put("detail", "The requested refund amount exceeds the amount available to refund.");
            return document;
        }
        var refund = refunded(
                payment.path("id").asString(), amount, body.path("reason").asString(""), id());
        var document = JSON.createObjectNode().set("refund", refund);
        byKey.put(key, document);
        return document;
    }

    private long left(JsonNode payment) {
        var left = payment.path("total_money").path("amount").asLong();
        for (var refund : all("refunds").values()) {
            if (refund.path("payment_id").asString().equals(payment.path("id").asString())) {
                left -= refund.path("amount_money").path("amount").asLong();
            }
        }
        return left;
    }

    synchronized void cancelPayment(String order) {
        all("payments").values().stream()
                .filter(payment -> payment.path("order_id").asString().equals(order))
                .forEach(payment -> {
                    payment.put("status", "CANCELED").put("updated_at", now());
                    tell("payment.updated", payment);
                });
    }

    private void tell(String type, ObjectNode object) {
        var kind = type.substring(0, type.indexOf('.'));
        var event = JSON.createObjectNode()
                .put("merchant_id", "MLX3Q2FKWWR6M")
                .put("type", type)
                .put("event_id", UUID.randomUUID().toString())
                .put("created_at", now());
        var data = event.putObject("data").put("id", object.path("id").asString());
        if (kind.equals("order")) {
            // Square tells that there is an order, and not what is in it
            var name = type.replace('.', '_');
            data.put("type", name)
                    .putObject("object")
                    .putObject(name)
                    .put("order_id", object.path("id").asString())
                    .put("version", object.path("version").asLong())
                    .put("location_id", object.path("location_id").asString())
                    .put("state", object.path("state").asString())
                    .put("created_at", object.path("created_at").asString());
        } else {
            data.put("type", kind).putObject("object").set(kind, object.deepCopy());
        }
        events.add(event);
    }

    synchronized Optional<JsonNode> order(String id) {
        return Optional.ofNullable(all("orders").get(id));
    }

    synchronized JsonNode page(String what, Instant from, Instant to, int limit, String cursor) {
        var skip = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        var found = all(what).values().stream()
                .filter(object -> {
                    var at = Instant.parse(object.path("updated_at").asString());
                    return !at.isBefore(from) && at.isBefore(to);
                })
                .sorted(Comparator.comparing(object -> object.path("updated_at").asString()))
                .toList();
        var document = JSON.createObjectNode();
        ArrayNode list = document.putArray(what);
        found.stream().skip(skip).limit(limit).forEach(list::add);
        if (skip + limit < found.size()) {
            document.put("cursor", Integer.toString(skip + limit));
        }
        return document;
    }

    synchronized JsonNode count(JsonNode body) {
        for (var change : body.path("changes").values()) {
            var count = change.path("physical_count");
            stock.put(
                    count.path("catalog_object_id").asString() + "@"
                            + count.path("location_id").asString(),
                    count.path("quantity").asString());
        }
        var document = JSON.createObjectNode();
        document.putArray("counts");
        return document;
    }

    /** What the seller believes to have, by variation and location. */
    public synchronized Map<String, String> stock() {
        return Map.copyOf(stock);
    }

    /** The refunds that were paid. */
    public synchronized List<JsonNode> refunds() {
        return List.copyOf(all("refunds").values());
    }

    synchronized void clear() {
        kept.clear();
        variations.clear();
        byKey.clear();
        stock.clear();
        events.clear();
    }
}
