package io.tieout.channels.simulator.square;

import io.tieout.channels.simulator.SimulatedPartner;
import io.tieout.channels.simulator.ToTheHub;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A seller at Square with a till: searches of orders, payments and refunds with their cursors, refunds with idempotency keys,
 * counts of stock, and signed events. Actions: {@code hub?url=..&secret=..&notificationUrl=..}, {@code
 * variation?id=..&sku=..}, {@code sell?variation=..&quantity=..&price=1000&method=CARD&tip=0}, {@code giveBack?order=..},
 * {@code cancelPayment?order=..}.
 */
public final class SellerSimulator implements SimulatedPartner {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final SellerState state = new SellerState();
    private volatile @Nullable ToTheHub hub;
    private volatile String hubUrl = "";
    private volatile String notificationUrl = "";
    private volatile String secret = "";

    @Override
    public String name() {
        return "square";
    }

    public SellerState state() {
        return state;
    }

    @Override
    public void connect(ToTheHub toTheHub) {
        hub = toTheHub;
    }

    @Override
    public Response answer(Request request) {
        var response = switch (request.path()) {
            case "/v2/orders/search" -> search(JSON.readTree(request.text()));
            case "/v2/orders/batch-retrieve" -> retrieve(JSON.readTree(request.text()));
            case "/v2/payments" -> list("payments", request);
            case "/v2/refunds" ->
                request.method().equals("POST")
                        ? state.refund(JSON.readTree(request.text()))
                        : list("refunds", request);
            case "/v2/catalog/list" -> state.catalogue();
            case "/v2/inventory/changes/batch-create" -> state.count(JSON.readTree(request.text()));
            default -> null;
        };
        pushAll();
        if (response == null) {
            return Response.status(404);
        }
        return Response.json(response.toString()).withStatus(response.has("errors") ? 400 : 200);
    }

    @Override
    public Response errorsWithin(Request request) {
        return Response.json("{\"errors\":[{\"category\":\"API_ERROR\",\"code\":\"INTERNAL_SERVER_ERROR\",\"detail\":"
                + "\"An internal error has occurred.\"}]}");
    }

    @Override
    public Response throttled(Request request, int seconds) {
        return Response.json("{\"errors\":[{\"category\":\"RATE_LIMIT_ERROR\",\"code\":\"RATE_LIMITED\",\"detail\":"
                        + "\"Too many requests.\"}]}")
                .withStatus(429)
                .with("Retry-After", Integer.toString(seconds));
    }

    private JsonNode search(JsonNode body) {
        var changed = body.path("query").path("filter").path("date_time_filter").path("updated_at");
        return state.page(
                "orders",
                Instant.parse(changed.path("start_at").asString("1970-01-01T00:00:00Z")),
                Instant.parse(changed.path("end_at").asString("9999-01-01T00:00:00Z")),
                body.path("limit").asInt(500),
                body.path("cursor").asString(""));
    }

    private JsonNode retrieve(JsonNode body) {
        var document = JSON.createObjectNode();
        var orders = document.putArray("orders");
        body.path("order_ids").values().forEach(id -> state.order(id.asString()).ifPresent(orders::add));
        return document;
    }

    private JsonNode list(String what, Request request) {
        var query = request.query();
        return state.page(
                what,
                Instant.parse(query.getOrDefault("updated_at_begin_time", "1970-01-01T00:00:00Z")),
                Instant.parse(query.getOrDefault("updated_at_end_time", "9999-01-01T00:00:00Z")),
                Integer.parseInt(query.getOrDefault("limit", "100")),
                query.getOrDefault("cursor", ""));
    }

    @Override
    public Response act(String action, Request request) {
        var query = request.query();
        var order = query.getOrDefault("order", "");
        switch (action) {
            case "hub" -> {
                hubUrl = query.getOrDefault("url", "");
                notificationUrl = query.getOrDefault("notificationUrl", hubUrl + "/event");
                secret = query.getOrDefault("secret", "");
                return Response.status(204);
            }
            case "variation" -> state.variation(query.getOrDefault("id", "V1"), query.getOrDefault("sku", "SKU"));
            case "sell" ->
                order = state.sell(new SellerState.Sale(
                        query.getOrDefault("location", "L1"),
                        query.getOrDefault("variation", "V1"),
                        Integer.parseInt(query.getOrDefault("quantity", "1")),
                        Long.parseLong(query.getOrDefault("price", "1000")),
                        query.getOrDefault("method", "CARD"),
                        Long.parseLong(query.getOrDefault("tip", "0"))));
            case "giveBack" -> order = state.giveBack(order);
            case "cancelPayment" -> state.cancelPayment(order);
            default ->
                throw new IllegalArgumentException("hub, variation, sell, giveBack or cancelPayment, not " + action);
        }
        pushAll();
        return Response.json(JSON.createObjectNode().put("order", order).toString());
    }

    /** Sends the events of what has happened since. */
    private void pushAll() {
        var way = hub;
        for (var event : state.events()) {
            if (way != null && !hubUrl.isEmpty()) {
                var body = event.toString().getBytes(StandardCharsets.UTF_8);
                way.send(
                        URI.create(hubUrl + "/event"),
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "X-Square-HmacSha256-Signature",
                                sign(body),
                                "Square-Environment",
                                "Sandbox",
                                "Square-Initial-Delivery-Timestamp",
                                Instant.now().toString()),
                        body);
            }
        }
    }

    private String sign(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(notificationUrl.getBytes(StandardCharsets.UTF_8));
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
