package io.tieout.channels.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store's own system ({@code docs/partners/store-service.md}): takes reservation requests and answers them by a message of
 * its own. Confirms all, unless told otherwise: action {@code refuse?reason=NOT_FOUND&sku=A-1} refuses the next line of that
 * SKU, {@code silent} lets it answer nothing until {@code speak}. Where it sends to is told by {@code hub?url=..&key=..}.
 */
public final class StoreServicePlayer implements SimulatedPartner {

    private final JsonMapper json = JsonMapper.shared();
    private final Map<String, JsonNode> reservations = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<String> unanswered = new ArrayList<>();
    private volatile boolean silent;
    private volatile @Nullable ToTheHub hub;
    private volatile String hubUrl = "";
    private volatile String key = "";

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void connect(ToTheHub toTheHub) {
        hub = toTheHub;
    }

    @Override
    public Response answer(Request request) {
        if (!request.path().startsWith("/reservations/")) {
            return Response.status(404);
        }
        var number = request.path().substring("/reservations/".length());
        return switch (request.method()) {
            case "PUT" -> {
                var known = reservations.putIfAbsent(number, json.readTree(request.text()));
                if (known == null) {
                    decided(number);
                }
                yield Response.json("{\"request\":\"" + number + "\"}").withStatus(known == null ? 202 : 200);
            }
            case "DELETE" -> Response.status(reservations.remove(number) == null ? 404 : 204);
            default -> Response.status(405);
        };
    }

    private void decided(String number) {
        if (silent) {
            synchronized (unanswered) {
                unanswered.add(number);
            }
        } else {
            Thread.ofVirtual().name("store-answer-" + number).start(() -> answerNow(number));
        }
    }

    /** Answers a request that it has. */
    private void answerNow(String number) {
        var reservation = reservations.get(number);
        var way = hub;
        if (reservation == null || way == null || hubUrl.isEmpty()) {
            return;
        }
        var refused = json.createArrayNode();
        for (var line : reservation.path("lines")) {
            var reason = refusals.remove(line.path("sku").asString());
            if (reason != null) {
                refused.addObject()
                        .put("reference", line.path("reference").asString())
                        .put("quantity", line.path("quantity").asString())
                        .put("reason", reason);
            }
        }
        var message = json.createObjectNode()
                .put("request", number)
                .put("answer", refused.isEmpty() ? "CONFIRMED" : "REJECTED")
                .put("answeredAt", Instant.now().toString());
        if (!refused.isEmpty()) {
            message.set("lines", refused);
        }
        way.send(
                URI.create(hubUrl + "/reservation-answer"),
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + key),
                message.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Response act(String action, Request request) {
        switch (action) {
            case "hub" -> {
                hubUrl = request.query().getOrDefault("url", "");
                key = request.query().getOrDefault("key", "");
            }
            case "refuse" ->
                refusals.put(
                        request.query().getOrDefault("sku", ""), request.query().getOrDefault("reason", "NOT_FOUND"));
            case "silent" -> silent = true;
            case "speak" -> {
                silent = false;
                List<String> late;
                synchronized (unanswered) {
                    late = List.copyOf(unanswered);
                    unanswered.clear();
                }
                late.forEach(this::answerNow);
            }
            default -> throw new IllegalArgumentException("hub, refuse, silent or speak, not " + action);
        }
        return Response.status(204);
    }

    @Override
    public void reset() {
        reservations.clear();
        refusals.clear();
        silent = false;
    }
}
