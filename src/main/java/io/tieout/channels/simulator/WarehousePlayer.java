package io.tieout.channels.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A warehouse that speaks JSON ({@code docs/partners/warehouse.md}): keeps the orders that it is to ship ({@code POST} or
 * {@code PUT} of anything with an order's number) and ships when told: action {@code ship?order=..} sends the shipment's
 * message; {@code send?kind=..} sends the given body as it is, such as a receipt or an adjustment. Where it sends to is told by
 * {@code hub?url=..&key=..}.
 */
public final class WarehousePlayer implements SimulatedPartner {

    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, JsonNode> orders = new ConcurrentHashMap<>();
    private volatile @Nullable ToTheHub hub;
    private volatile String hubUrl = "";
    private volatile String key = "";

    @Override
    public String name() {
        return "warehouse";
    }

    @Override
    public void connect(ToTheHub toTheHub) {
        hub = toTheHub;
    }

    @Override
    public Response answer(Request request) {
        if (request.method().equals("GET")) {
            return Response.json(json.writeValueAsString(orders));
        }
        var order = json.readTree(request.text());
        var number = number(order);
        if (number.isEmpty()) {
            return Response.json("{\"code\":\"order.number-missing\",\"message\":\"No order number\"}")
                    .withStatus(422);
        }
        var known = orders.putIfAbsent(number, order) != null;
        return Response.json("{\"documentNumber\":\"W-" + number + "\"}").withStatus(known ? 200 : 201);
    }

    private static String number(JsonNode order) {
        for (var name : new String[] {"orderExternalId", "orderId", "orderNumber"}) {
            if (order.hasNonNull(name)) {
                return order.path(name).asString();
            }
        }
        return "";
    }

    @Override
    public Response act(String action, Request request) {
        return switch (action) {
            case "hub" -> {
                hubUrl = request.query().getOrDefault("url", "");
                key = request.query().getOrDefault("key", "");
                yield Response.status(204);
            }
            case "ship" -> shipped(request.query().getOrDefault("order", ""));
            case "send" -> sent(request.query().getOrDefault("kind", ""), request.body());
            default -> throw new IllegalArgumentException("hub, ship or send, not " + action);
        };
    }

    private Response shipped(String number) {
        var order = orders.get(number);
        if (order == null) {
            return Response.status(404);
        }
        var shipment = json.createObjectNode()
                .put("shipmentId", "SH-" + number)
                .put("orderId", number)
                .put("location", order.path("location").asString())
                .put("shippedAt", Instant.now().toString())
                .put("carrier", "DHL")
                .put("trackingNumber", "JJD" + number);
        if (order.hasNonNull("channel")) {
            shipment.put("channel", order.path("channel").asString());
        }
        var lines = shipment.putArray("lines");
        for (var line : order.path("lines")) {
            lines.addObject()
                    .put("sku", line.path("sku").asString())
                    .put("quantity", line.path("quantity").asInt());
        }
        return sent("shipment", shipment.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Response sent(String kind, byte[] body) {
        var way = hub;
        if (way == null || hubUrl.isEmpty()) {
            throw new IllegalArgumentException("Where the hub is was not told: hub?url=..&key=..");
        }
        var status = way.send(
                URI.create(hubUrl + "/" + kind),
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + key),
                body);
        return Response.json("{\"status\":" + status + "}");
    }

    @Override
    public void reset() {
        orders.clear();
    }
}
