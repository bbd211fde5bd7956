package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonCalls.Call;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Orders API in both versions. The older one tells an order's items by a call of their own; both end as one document for
 * each order.
 */
@Component
class OrderFetching {

    private static final String V0 = "/orders/v0/orders";
    private static final String V2026 = "/orders/2026-01-01/orders";
    private static final String DATASETS =
            "BUYER,RECIPIENT,PROCEEDS,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT";
    private static final int PAGE_V0 = 50;
    private static final int PAGE_2026 = 100;
    private static final int ITEM_PAGES_MAX = 200;

    private final AmazonCalls calls;
    private final JsonMapper json;

    OrderFetching(AmazonCalls calls, JsonMapper json) {
        this.calls = calls;
        this.json = json;
    }

    /** An order with all that Amazon tells of it, or why not. */
    sealed interface Fetched {}

    record Whole(Found found) implements Fetched {}

    record Part(Failed failed) implements Fetched {}

    /** A page of orders. */
    record Listed(List<JsonNode> orders, @Nullable String nextToken) {

        static Listed in(JsonNode body) {
            var payload = body.has("payload") ? body.path("payload") : body;
            var list = payload.has("Orders") ? payload.path("Orders") : payload.path("orders");
            var orders = new ArrayList<JsonNode>();
            list.forEach(orders::add);
            var token = payload.path("NextToken")
                    .asString(payload.path("pagination").path("nextToken").asString(""));
            return new Listed(orders, token.isBlank() ? null : token);
        }
    }

    /** The published limits, until Amazon's answers tell the account's own. */
    void expectLimits(AmazonSettings settings, PartnerCalls partner) {
        if (settings.ordersApi().equals("v0")) {
            partner.expect("getOrders", 0.0167, 20);
            partner.expect("getOrderItems", 0.5, 30);
            partner.expect("getOrder", 0.5, 30);
        }
    }

    AmazonAnswer list(Connection connection, AmazonSettings settings, OrdersCursor round, PartnerCalls partner) {
        var query = new TreeMap<String, String>();
        settings.marketplace();
        var marketplaces = String.join(",", settings.marketplaces());
        if (settings.ordersApi().equals("v0")) {
            query.put("MarketplaceIds", marketplaces);
            query.put("LastUpdatedAfter", round.since().toString());
            query.put("LastUpdatedBefore", round.until().toString());
            query.put("MaxResultsPerPage", Integer.toString(PAGE_V0));
            put(query, "FulfillmentChannels", settings.fbaLocation() == null ? "MFN" : null);
            put(query, "NextToken", round.token());
            return calls.call(connection, partner, Call.get("getOrders", Priority.ORDERS, V0, query));
        }
        query.put("marketplaceIds", marketplaces);
        query.put("lastUpdatedAfter", round.since().toString());
        query.put("lastUpdatedBefore", round.until().toString());
        query.put("maxResultsPerPage", Integer.toString(PAGE_2026));
        query.put("includedData", DATASETS);
        put(query, "fulfilledBy", settings.fbaLocation() == null ? "MERCHANT" : null);
        put(query, "paginationToken", round.token());
        return calls.call(connection, partner, Call.get("searchOrders", Priority.ORDERS, V2026, query));
    }

    private static void put(TreeMap<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    /** One order by its id. */
    Fetched fetch(Connection connection, AmazonSettings settings, String id, PartnerCalls partner) {
        var path = "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        var v0 = settings.ordersApi().equals("v0");
        var call = v0
                ? Call.get("getOrder", Priority.ORDERS, V0 + path, java.util.Map.of())
                : Call.get("getOrder", Priority.ORDERS, V2026 + path, java.util.Map.of("includedData", DATASETS));
        return switch (calls.call(connection, partner, call)) {
            case Failed failed -> new Part(failed);
            case Done done -> {
                var order = v0 ? done.body().path("payload") : done.body().path("order");
                yield order.isObject()
                        ? complete(connection, order, partner)
                        : new Part(new AmazonAnswer.Later("getOrder gave no order " + id, null, done.status(), null));
            }
        };
    }

    /** A listed order with its items. */
    Fetched complete(Connection connection, JsonNode order, PartnerCalls partner) {
        if (order.has("orderId")) {
            return new Whole(found(json.createObjectNode().set("order", order)));
        }
        var whole = (ObjectNode) order.deepCopy();
        if (order.path("OrderStatus").asString("").equals("Canceled")) {
            return new Whole(found(whole));
        }
        var items = whole.putArray("OrderItems");
        var token = (String) null;
        for (var page = 0; page < ITEM_PAGES_MAX; page++) {
            var query = new TreeMap<String, String>();
            put(query, "NextToken", token);
            var path = V0 + "/" + URLEncoder.encode(id(order), StandardCharsets.UTF_8) + "/orderItems";
            switch (calls.call(connection, partner, Call.get("getOrderItems", Priority.ORDERS, path, query))) {
                case Failed failed -> {
                    return new Part(failed);
                }
                case Done done -> {
                    var payload = done.body().path("payload");
                    payload.path("OrderItems").forEach(items::add);
                    token = payload.path("NextToken").asString("");
                }
            }
            if (token.isBlank()) {
                return new Whole(found(whole));
            }
        }
        return new Part(new AmazonAnswer.Later("The items of " + id(order) + " do not end", null, null, null));
    }

    static String id(JsonNode order) {
        return order.path("AmazonOrderId").asString(order.path("orderId").asString(""));
    }

    private Found found(JsonNode document) {
        return new Found("order", AmazonStream.JSON, json.writeValueAsBytes(document));
    }
}
