package io.tieout.channels.simulator.shopify;

import io.tieout.channels.simulator.SimulatedPartner;
import io.tieout.channels.simulator.ToTheHub;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop at Shopify: the list of orders of the REST Admin API with its pages and its bucket of calls, the GraphQL operations that
 * the hub sends, and signed webhooks. Actions: {@code hub?url=..&secret=..} says where webhooks go, {@code
 * product?sku=..&price=..}, {@code sell?sku=..&quantity=..}, {@code ship?order=..}, {@code refund?order=..&restock=return},
 * {@code cancel?order=..}, {@code touch?order=..}.
 */
public final class ShopSimulator implements SimulatedPartner {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BUCKET = 40;

    private final ShopState state = new ShopState();
    private final ShopOperations operations = new ShopOperations(state);
    private volatile @Nullable ToTheHub hub;
    private volatile String hubUrl = "";
    private volatile String secret = "";

    @Override
    public String name() {
        return "shopify";
    }

    public ShopState state() {
        return state;
    }

    @Override
    public void connect(ToTheHub toTheHub) {
        hub = toTheHub;
    }

    @Override
    public Response answer(Request request) {
        if (request.path().endsWith("/graphql.json")) {
            var answer = operations.answer(JSON.readTree(request.text()));
            pushAll();
            return Response.json(answer.toString());
        }
        return request.path().endsWith("/orders.json") ? orders(request) : Response.status(404);
    }

    @Override
    public Response errorsWithin(Request request) {
        return Response.json(
                "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}],\"extensions\":"
                        + "{\"cost\":{\"requestedQueryCost\":120,\"actualQueryCost\":null,\"throttleStatus\":"
                        + "{\"maximumAvailable\":2000.0,\"currentlyAvailable\":20,\"restoreRate\":100.0}}}}");
    }

    /** Pages as Shopify makes them: the mark of the next one is in the header Link, and goes alone with the limit. */
    private Response orders(Request request) {
        var query = request.query();
        var limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        var mark = query.get("page_info");
        var from = mark == null ? query.getOrDefault("updated_at_min", "") : parts(mark)[0];
        var to = mark == null ? query.getOrDefault("updated_at_max", "") : parts(mark)[1];
        var skip = mark == null ? 0 : Integer.parseInt(parts(mark)[2]);
        var all = state.orders(
                from.isEmpty() ? Instant.EPOCH : Instant.parse(from), to.isEmpty() ? Instant.MAX : Instant.parse(to));
        var document = JSON.createObjectNode();
        var list = document.putArray("orders");
        all.stream().skip(skip).limit(limit).forEach(list::add);
        var response = Response.json(document.toString())
                .with("X-Shopify-API-Version", "2026-01")
                .with("X-Shopify-Shop-Api-Call-Limit", "1/" + BUCKET);
        if (skip + limit >= all.size()) {
            return response;
        }
        var next = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((from + "|" + to + "|" + (skip + limit)).getBytes(StandardCharsets.UTF_8));
        return response.with(
                "Link",
                "<https://shop.example/admin/api/2026-01/orders.json?limit=" + limit + "&page_info=" + next
                        + ">; rel=\"next\"");
    }

    private static String[] parts(String mark) {
        return new String(Base64.getUrlDecoder().decode(mark), StandardCharsets.UTF_8).split("\\|", -1);
    }

    @Override
    public Response act(String action, Request request) {
        var query = request.query();
        var order = query.getOrDefault("order", "");
        switch (action) {
            case "hub" -> {
                hubUrl = query.getOrDefault("url", "");
                secret = query.getOrDefault("secret", "");
                return Response.status(204);
            }
            case "product" ->
                state.product(query.getOrDefault("sku", "SKU"), new BigDecimal(query.getOrDefault("price", "10.00")));
            case "sell" ->
                order = state.sell(
                        query.getOrDefault("sku", "SKU"), Integer.parseInt(query.getOrDefault("quantity", "1")));
            case "ship" -> state.ship(order, query.getOrDefault("tracking", ""));
            case "refund" -> state.refund(order, query.getOrDefault("restock", "return"));
            case "cancel" -> state.cancel(order);
            case "touch" -> state.touch(order);
            default ->
                throw new IllegalArgumentException("hub, product, sell, ship, refund, cancel or touch, not " + action);
        }
        pushAll();
        return Response.json(JSON.createObjectNode().put("order", order).toString());
    }

    /** Sends the webhooks of what has happened since. */
    private void pushAll() {
        for (var webhook : state.webhooks()) {
            push(webhook.topic(), webhook.body());
        }
    }

    private void push(String topic, JsonNode body) {
        var way = hub;
        if (way == null || hubUrl.isEmpty()) {
            return;
        }
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<>(Map.of(
                "Content-Type",
                "application/json",
                "X-Shopify-Topic",
                topic,
                "X-Shopify-API-Version",
                "2026-01",
                "X-Shopify-Webhook-Id",
                UUID.randomUUID().toString(),
                "X-Shopify-Hmac-Sha256",
                sign(bytes)));
        headers.put(
                "X-Shopify-Triggered-At",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        way.send(URI.create(hubUrl + "/" + kind(topic)), headers, bytes);
    }

    private static String kind(String topic) {
        return switch (topic.substring(0, topic.indexOf('/'))) {
            case "orders" -> topic.equals("orders/cancelled") ? "order-change" : "order";
            case "refunds" -> "refund";
            case "fulfillments" -> "fulfillment";
            case "inventory_levels" -> "inventory-level";
            case "products" -> "product";
            default -> "app";
        };
    }

    private String sign(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void reset() {
        state.clear();
    }
}
