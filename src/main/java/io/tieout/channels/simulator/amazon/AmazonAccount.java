package io.tieout.channels.simulator.amazon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A seller's account as the simulator keeps it, in memory. */
public final class AmazonAccount {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
    private final Map<String, ObjectNode> inventory = new LinkedHashMap<>();
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> reports = new LinkedHashMap<>();
    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private final AtomicLong numbers = new AtomicLong(1000);

    /** A feed as it was handed over. */
    public record Feed(String id, String type, String content, ObjectNode status) {}

    /** An order, in the form of either version of the Orders API; a v0 order with its {@code OrderItems} inside. */
    public synchronized void order(JsonNode order) {
        orders.put(order.path("AmazonOrderId").asString(order.path("orderId").asString("")), (ObjectNode) order);
    }

    synchronized Optional<ObjectNode> order(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    synchronized List<ObjectNode> orders() {
        return new ArrayList<>(orders.values());
    }

    /** An inventory summary as getInventorySummaries tells it. */
    public synchronized void inventory(JsonNode summary) {
        inventory.put(summary.path("sellerSku").asString(""), (ObjectNode) summary);
    }

    synchronized List<ObjectNode> inventory() {
        return new ArrayList<>(inventory.values());
    }

    /** A report that is ready. */
    public synchronized void report(String type, String content) {
        var document = document(content);
        var id = next("report");
        reports.put(
                id,
                JSON.createObjectNode()
                        .put("reportId", id)
                        .put("reportType", type)
                        .put("createdTime", "2026-11-24T00:00:00Z")
                        .put("processingStatus", "DONE")
                        .put("reportDocumentId", document));
    }

    synchronized List<ObjectNode> reports() {
        return new ArrayList<>(reports.values());
    }

    /** Feeds in the order in which they were created. */
    public synchronized List<Feed> feeds() {
        return List.copyOf(feeds.values());
    }

    synchronized Feed feed(String type, String document) {
        var id = next("feed");
        var status = JSON.createObjectNode()
                .put("feedId", id)
                .put("feedType", type)
                .put("createdTime", java.time.Instant.now().toString())
                .put("processingStatus", "IN_PROGRESS");
        var feed = new Feed(id, type, documents.getOrDefault(document, ""), status);
        feeds.put(id, feed);
        return feed;
    }

    /** Amazon is done with a feed. @param status DONE, FATAL or CANCELLED */
    public synchronized void end(String feed, String status, String report) {
        feeds.get(feed).status().put("processingStatus", status).put("resultFeedDocumentId", document(report));
    }

    synchronized String document(String content) {
        var id = next("document");
        documents.put(id, content);
        return id;
    }

    synchronized void fill(String document, String content) {
        documents.put(document, content);
    }

    synchronized Optional<String> content(String document) {
        return Optional.ofNullable(documents.get(document));
    }

    private String next(String kind) {
        return kind + "-" + numbers.incrementAndGet();
    }
}
