package io.tieout.channels.simulator.amazon;

import io.tieout.channels.simulator.amazon.AmazonSimulator.Call;
import io.tieout.channels.simulator.amazon.AmazonSimulator.Fault;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which operation a call is, and its answer when all goes well. */
final class AmazonRoutes {

    static final String TOKEN = "Atza|simulated";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE_MAX = 100;

    private record Route(String operation, String method, Pattern path) {}

    private static final List<Route> ROUTES = List.of(
            route("getToken", "POST", "/auth/o2/token"),
            route("getOrders", "GET", "/orders/v0/orders"),
            route("getOrderItems", "GET", "/orders/v0/orders/([^/]+)/orderItems"),
            route("confirmShipment", "POST", "/orders/v0/orders/([^/]+)/shipmentConfirmation"),
            route("getOrder", "GET", "/orders/v0/orders/([^/]+)"),
            route("searchOrders", "GET", "/orders/2026-01-01/orders"),
            route("getOrder", "GET", "/orders/2026-01-01/orders/([^/]+)"),
            route("getInventorySummaries", "GET", "/fba/inventory/v1/summaries"),
            route("createReport", "POST", "/reports/2021-06-30/reports"),
            route("getReports", "GET", "/reports/2021-06-30/reports"),
            route("getReportDocument", "GET", "/reports/2021-06-30/documents/([^/]+)"),
            route("createFeedDocument", "POST", "/feeds/2021-06-30/documents"),
            route("getFeedDocument", "GET", "/feeds/2021-06-30/documents/([^/]+)"),
            route("createFeed", "POST", "/feeds/2021-06-30/feeds"),
            route("getFeeds", "GET", "/feeds/2021-06-30/feeds"),
            route("getFeed", "GET", "/feeds/2021-06-30/feeds/([^/]+)"),
            route("uploadDocument", "PUT", "/documents/([^/]+)"),
            route("downloadDocument", "GET", "/documents/([^/]+)"));

    private AmazonRoutes() {}

    record Answer(int status, String type, byte[] bytes) {

        static Answer json(int status, JsonNode body) {
            return new Answer(status, "application/json", JSON.writeValueAsBytes(body));
        }

        static Answer errors(int status, String code, String message) {
            var body = JSON.createObjectNode();
            body.putArray("errors").addObject().put("code", code).put("message", message);
            return json(status, body);
        }

        static Answer nothing(int status) {
            return new Answer(status, "application/json", new byte[0]);
        }
    }

    private static Route route(String operation, String method, String path) {
        return new Route(operation, method, Pattern.compile(path));
    }

    static Call call(String method, URI address, String body) {
        var query = new TreeMap<String, String>();
        var raw = Optional.ofNullable(address.getRawQuery()).orElse("");
        for (var part : raw.split("&")) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                query.put(
                        part.substring(0, equals),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        var operation = ROUTES.stream()
                .filter(route -> route.method.equals(method)
                        && route.path.matcher(address.getPath()).matches())
                .map(Route::operation)
                .findFirst()
                .orElse("unknown");
        return new Call(operation, method, address.getPath(), query, body);
    }

    static Answer answer(Call call, @Nullable String token, AmazonAccount account, URI base, @Nullable Fault fault) {
        if (call.operation().equals("getToken")) {
            return token(call);
        }
        if (!call.path().startsWith("/documents/") && !TOKEN.equals(token)) {
            return Answer.errors(403, "Unauthorized", "The access token is missing or wrong");
        }
        var last = call.path().substring(call.path().lastIndexOf('/') + 1);
        return switch (call.operation()) {
            case "getOrders", "searchOrders" -> orders(call, account, fault);
            case "getOrder" -> order(last, call, account);
            case "getOrderItems" -> items(call.path().split("/")[4], account);
            case "confirmShipment" -> Answer.nothing(204);
            case "getInventorySummaries" -> inventory(call, account);
            case "createReport" -> Answer.json(202, JSON.createObjectNode().put("reportId", "asked"));
            case "getReports" -> list("reports", account.reports());
            case "createFeedDocument" -> {
                var document = account.document("");
                yield Answer.json(201, document("feedDocumentId", document, base));
            }
            case "getReportDocument" -> Answer.json(200, document("reportDocumentId", last, base));
            case "getFeedDocument" -> Answer.json(200, document("feedDocumentId", last, base));
            case "uploadDocument" -> {
                account.fill(last, call.body());
                yield Answer.nothing(200);
            }
            case "downloadDocument" ->
                account.content(last)
                        .map(text -> new Answer(200, "text/plain", text.getBytes(StandardCharsets.UTF_8)))
                        .orElse(Answer.nothing(404));
            case "createFeed" -> {
                var body = JSON.readTree(call.body());
                var feed = account.feed(
                        body.path("feedType").asString(""),
                        body.path("inputFeedDocumentId").asString(""));
                yield Answer.json(202, JSON.createObjectNode().put("feedId", feed.id()));
            }
            case "getFeeds" ->
                list(
                        "feeds",
                        account.feeds().stream().map(AmazonAccount.Feed::status).toList());
            case "getFeed" ->
                account.feeds().stream()
                        .filter(feed -> feed.id().equals(last))
                        .findFirst()
                        .map(feed -> Answer.json(200, feed.status()))
                        .orElse(Answer.errors(404, "NotFound", "There is no such feed"));
            default -> Answer.errors(404, "NotFound", "There is no such operation");
        };
    }

    private static Answer token(Call call) {
        return call.body().contains("grant_type=refresh_token")
                ? Answer.json(
                        200,
                        JSON.createObjectNode()
                                .put("access_token", TOKEN)
                                .put("token_type", "bearer")
                                .put("expires_in", 3600))
                : Answer.json(400, JSON.createObjectNode().put("error", "unsupported_grant_type"));
    }

    private static ObjectNode document(String name, String id, URI base) {
        return JSON.createObjectNode().put(name, id).put("url", base + "/documents/" + id);
    }

    private static Answer list(String name, List<ObjectNode> all) {
        var body = JSON.createObjectNode();
        all.forEach(body.putArray(name)::add);
        return Answer.json(200, body);
    }

    private static Answer orders(Call call, AmazonAccount account, @Nullable Fault fault) {
        var v0 = call.operation().equals("getOrders");
        var query = call.query();
        var after = query.getOrDefault(v0 ? "LastUpdatedAfter" : "lastUpdatedAfter", "");
        var before = query.getOrDefault(v0 ? "LastUpdatedBefore" : "lastUpdatedBefore", "9999");
        var matching = new ArrayList<ObjectNode>();
        for (var order : account.orders()) {
            var at = order.path(v0 ? "LastUpdateDate" : "lastUpdatedTime").asString("");
            if (!at.isEmpty() && at.compareTo(after) >= 0 && at.compareTo(before) <= 0 && wanted(order, query)) {
                matching.add(order);
                if (fault == Fault.DUPLICATE) {
                    matching.add(order);
                }
            }
        }
        if (fault == Fault.LATE) {
            matching.clear();
        }
        if (fault == Fault.REORDERED) {
            Collections.reverse(matching);
        }
        var size = Math.min(
                PAGE_MAX, Integer.parseInt(query.getOrDefault(v0 ? "MaxResultsPerPage" : "maxResultsPerPage", "100")));
        var from = Integer.parseInt(query.getOrDefault(v0 ? "NextToken" : "paginationToken", "0"));
        var to = Math.min(matching.size(), from + size);
        return page(matching.subList(Math.min(from, to), to), to < matching.size() ? Integer.toString(to) : null, v0);
    }

    private static boolean wanted(ObjectNode order, Map<String, String> query) {
        var channel = query.get("FulfillmentChannels");
        return channel == null
                || channel.equals(order.path("FulfillmentChannel").asString(""));
    }

    private static Answer page(List<ObjectNode> orders, @Nullable String next, boolean v0) {
        var body = JSON.createObjectNode();
        if (v0) {
            var payload = body.putObject("payload");
            var list = payload.putArray("Orders");
            orders.forEach(order -> list.add(withoutItems(order)));
            if (next != null) {
                payload.put("NextToken", next);
            }
        } else {
            orders.forEach(body.putArray("orders")::add);
            if (next != null) {
                body.putObject("pagination").put("nextToken", next);
            }
        }
        return Answer.json(200, body);
    }

    private static ObjectNode withoutItems(ObjectNode order) {
        var copy = order.deepCopy();
        copy.remove("OrderItems");
        return copy;
    }

    private static Answer order(String id, Call call, AmazonAccount account) {
        var v0 = call.path().startsWith("/orders/v0/");
        return account.order(id)
                .map(order -> {
                    var body = JSON.createObjectNode();
                    body.set(v0 ? "payload" : "order", v0 ? withoutItems(order) : order);
                    return Answer.json(200, body);
                })
                .orElse(Answer.errors(404, "ResourceNotFound", "There is no such order"));
    }

    private static Answer items(String id, AmazonAccount account) {
        return account.order(id)
                .map(order -> {
                    var body = JSON.createObjectNode();
                    var payload = body.putObject("payload").put("AmazonOrderId", id);
                    order.path("OrderItems").forEach(payload.putArray("OrderItems")::add);
                    return Answer.json(200, body);
                })
                .orElse(Answer.errors(404, "ResourceNotFound", "There is no such order"));
    }

    private static Answer inventory(Call call, AmazonAccount account) {
        var body = JSON.createObjectNode();
        var payload = body.putObject("payload");
        payload.putObject("granularity")
                .put("granularityType", "Marketplace")
                .put("granularityId", call.query().getOrDefault("granularityId", ""));
        account.inventory().forEach(payload.putArray("inventorySummaries")::add);
        return Answer.json(200, body);
    }
}
