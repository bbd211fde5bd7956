package io.tieout.channels.simulator.amazon;

import io.tieout.channels.simulator.SimulatedPartner.Request;
import io.tieout.channels.simulator.SimulatedPartner.Response;
import io.tieout.channels.simulator.amazon.AmazonPlayer.Listing;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

    static Response errors(int status, String code, String message) {
        var body = JSON.createObjectNode();
        body.putArray("errors").addObject().put("code", code).put("message", message);
        return json(status, body);
    }

    private static Response json(int status, JsonNode body) {
        return Response.json(JSON.writeValueAsString(body)).withStatus(status).with("x-amzn-RateLimit-Limit", "0.5");
    }

    private static Route route(String operation, String method, String path) {
        return new Route(operation, method, Pattern.compile(path));
    }

    static String operation(Request request) {
        return ROUTES.stream()
                .filter(route -> route.method.equals(request.method())
                        && route.path.matcher(request.path()).matches())
                .map(Route::operation)
                .findFirst()
                .orElse("unknown");
    }

    static Response answer(Request call, AmazonAccount account, URI base, Listing how) {
        var operation = operation(call);
        if (operation.equals("getToken")) {
            return token(call);
        }
        if (!call.path().startsWith("/documents/") && !TOKEN.equals(call.header("x-amz-access-token"))) {
            return errors(403, "Unauthorized", "The access token is missing or wrong");
        }
        var last = call.path().substring(call.path().lastIndexOf('/') + 1);
        return switch (operation) {
            case "getOrders", "searchOrders" -> orders(operation.equals("getOrders"), call, account, how);
            case "getOrder" -> order(last, call, account);
            case "getOrderItems" -> items(call.path().split("/")[4], account);
            case "confirmShipment" -> Response.status(204);
            case "getInventorySummaries" -> inventory(call, account);
            case "createReport" -> json(202, JSON.createObjectNode().put("reportId", "asked"));
            case "getReports" -> list("reports", account.reports());
            case "createFeedDocument" -> {
                var document = account.document("");
                yield json(201, document("feedDocumentId", document, base));
            }
            case "getReportDocument" -> json(200, document("reportDocumentId", last, base));
            case "getFeedDocument" -> json(200, document("feedDocumentId", last, base));
            case "uploadDocument" -> {
                account.fill(last, call.text());
                yield Response.status(200);
            }
            case "downloadDocument" ->
                account.content(last)
                        .map(text -> Response.text("text/plain", text))
                        .orElse(Response.status(404));
            case "createFeed" -> {
                var body = JSON.readTree(call.text());
                var feed = account.feed(
                        body.path("feedType").asString(""),
                        body.path("inputFeedDocumentId").asString(""));
                yield json(202, JSON.createObjectNode().put("feedId", feed.id()));
            }
            case "getFeeds" ->
                list(
                        "feeds",
                        account.feeds().stream().map(AmazonAccount.Feed::status).toList());
            case "getFeed" ->
                account.feeds().stream()
                        .filter(feed -> feed.id().equals(last))
                        .findFirst()
                        .map(feed -> json(200, feed.status()))
                        .orElse(errors(404, "NotFound", "There is no such feed"));
            default -> errors(404, "NotFound", "There is no such operation");
        };
    }

    private static Response token(Request call) {
        return call.text().contains("grant_type=refresh_token")
                ? json(
                        200,
                        JSON.createObjectNode()
                                .put("access_token", TOKEN)
                                .put("token_type", "bearer")
                                .put("expires_in", 3600))
                : json(400, JSON.createObjectNode().put("error", "unsupported_grant_type"));
    }

    private static ObjectNode document(String name, String id, URI base) {
        return JSON.createObjectNode().put(name, id).put("url", base + "/documents/" + id);
    }

    private static Response list(String name, List<ObjectNode> all) {
        var body = JSON.createObjectNode();
        all.forEach(body.putArray(name)::add);
        return json(200, body);
    }

    private static Response orders(boolean v0, Request call, AmazonAccount account, Listing how) {
        var query = call.query();
        var after = query.getOrDefault(v0 ? "LastUpdatedAfter" : "lastUpdatedAfter", "");
        var before = query.getOrDefault(v0 ? "LastUpdatedBefore" : "lastUpdatedBefore", "9999");
        var matching = new ArrayList<ObjectNode>();
        for (var order : account.orders()) {
            var at = order.path(v0 ? "LastUpdateDate" : "lastUpdatedTime").asString("");
            if (!at.isEmpty() && at.compareTo(after) >= 0 && at.compareTo(before) <= 0 && wanted(order, query)) {
                matching.add(order);
                if (how == Listing.DUPLICATE) {
                    matching.add(order);
                }
            }
        }
        if (how == Listing.LATE) {
            matching.clear();
        }
        if (how == Listing.REORDERED) {
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

    private static Response page(List<ObjectNode> orders, @Nullable String next, boolean v0) {
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
        return json(200, body);
    }

    private static ObjectNode withoutItems(ObjectNode order) {
        var copy = order.deepCopy();
        copy.remove("OrderItems");
        return copy;
    }

    private static Response order(String id, Request call, AmazonAccount account) {
        var v0 = call.path().startsWith("/orders/v0/");
        return account.order(id)
                .map(order -> {
                    var body = JSON.createObjectNode();
                    body.set(v0 ? "payload" : "order", v0 ? withoutItems(order) : order);
                    return json(200, body);
                })
                .orElse(errors(404, "ResourceNotFound", "There is no such order"));
    }

    private static Response items(String id, AmazonAccount account) {
        return account.order(id)
                .map(order -> {
                    var body = JSON.createObjectNode();
                    var payload = body.putObject("payload").put("AmazonOrderId", id);
                    order.path("OrderItems").forEach(payload.putArray("OrderItems")::add);
                    return json(200, body);
                })
                .orElse(errors(404, "ResourceNotFound", "There is no such order"));
    }

    private static Response inventory(Request call, AmazonAccount account) {
        var body = JSON.createObjectNode();
        var payload = body.putObject("payload");
        payload.putObject("granularity")
                .put("granularityType", "Marketplace")
                .put("granularityId", call.query().getOrDefault("granularityId", ""));
        account.inventory().forEach(payload.putArray("inventorySummaries")::add);
        return json(200, body);
    }
}
