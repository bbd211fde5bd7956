package io.tieout.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Ids;
import io.tieout.testing.Http;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A retailer of its own, reached only as partners and clients reach it: through the door and the API. */
final class OrderDesk {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SOON = Duration.ofSeconds(20);

    final String id;
    final String entity;
    final String warehouse;
    final String other;
    final String third;
    /** Two stores that decide about their own stock. */
    final String store;

    final String secondStore;
    final String channel;
    final String stores;
    final String erp;
    final String pen;
    final String ink;
    final Http admin;
    final Http second;
    private final JdbcClient jdbc;
    private final AtomicInteger numbers = new AtomicInteger();

    OrderDesk(int port, ApiClients clients, JdbcClient jdbc) {
        this.jdbc = jdbc;
        var unique = Ids.next().toString();
        id = unique.substring(unique.length() - 9);
        entity = "E" + id;
        warehouse = "WA" + id;
        other = "WB" + id;
        third = "WC" + id;
        store = "SA" + id;
        secondStore = "SB" + id;
        channel = "shop-" + id;
        stores = "stores-" + id;
        erp = "erp-" + id;
        pen = "PEN-" + id;
        ink = "INK-" + id;
        admin = client(port, clients);
        second = client(port, clients);
        configure("""
                entities: [{code: %1$s, name: Desk, country: DE, currency: EUR, zone: Europe/Berlin}]
                locations:
                  - {code: %2$s, type: WAREHOUSE, entity: %1$s}
                  - {code: %3$s, type: WAREHOUSE, entity: %1$s}
                  - {code: %4$s, type: WAREHOUSE, entity: %1$s}
                  - {code: %5$s, type: STORE, entity: %1$s, stockAuthority: STORE, fulfils: true}
                  - {code: %6$s, type: STORE, entity: %1$s, stockAuthority: STORE, fulfils: true}
                products:
                  - {sku: %7$s, name: Pen, taxCategory: STANDARD, unit: EA}
                  - {sku: %8$s, name: Ink, taxCategory: STANDARD, unit: EA}
                connections:
                  - {code: %9$s, adapter: canonical, entity: %1$s}
                  - {code: %10$s, adapter: store-service, entity: %1$s}
                destinations:
                  - {code: %11$s, adapter: webhook, entity: %1$s, url: "http://127.0.0.1:9/hook", allowInternal: true, secret: "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", events: ["*"]}
                """.formatted(entity, warehouse, other, third, store, secondStore, pen, ink, channel, stores, erp));
    }

    private static Http client(int port, ApiClients clients) {
        return new Http(
                port,
                clients.create(
                                "desk-" + UUID.randomUUID(),
                                ApiClients.Terms.of(List.of(Scopes.ADMIN)),
                                Actor.system("test"))
                        .key());
    }

    JsonNode configure(String yaml) {
        return read(admin.send("PUT", "/api/v1/config", yaml, Map.of("Content-Type", "application/yaml")), 200);
    }

    /** Proposes a sourcing policy for this retailer and has the second person approve it. */
    void policy(String settings) {
        var changes = configure("sourcing: [{entity: %s, %s}]".formatted(entity, settings))
                .toString();
        assertThat(changes).contains("sourcing:");
        var version = read(admin.get("/api/v1/sourcing-policies"), 200)
                .at("/items/0/version")
                .asInt();
        read(second.send("POST", "/api/v1/sourcing-policies/" + version + "/approve", "", Map.of()), 200);
    }

    void stock(String sku, String location, int quantity) {
        read(
                admin.send(
                        "POST",
                        "/api/v1/inventory/movements?waitMs=20000",
                        """
                        {"externalId":"m-%s","sku":"%s","location":"%s","quantity":%d,"reason":"RECEIPT",
                         "occurredAt":"2026-11-19T08:00:00Z"}""".formatted(Ids.next(), sku, location, quantity),
                        Map.of()),
                201);
    }

    /** A line of the canonical order; net and tax for the whole line. */
    static String line(String reference, String sku, int quantity, String net, String tax) {
        return """
                {"reference":"%s","sku":"%s","title":"Thing","quantity":%d,"net":{"amount":"%s","currency":"EUR"},
                 "taxes":[{"code":"VAT 0.19","amount":{"amount":"%s","currency":"EUR"}}]}""".formatted(reference, sku, quantity, net, tax);
    }

    static String order(String number, int version, String total, String... lines) {
        return """
                {"externalId":"%s","version":"%d","orderedAt":"2026-11-20T09:00:00Z","paid":true,
                 "shipTo":{"name":"A Customer","city":"Hamburg","country":"DE"},
                 "lines":[%s],"total":{"amount":"%s","currency":"EUR"}}""".formatted(number, version, String.join(",", lines), total);
    }

    /** Sends through the door and waits for the end. @return the message as it ended */
    JsonNode in(String connection, String kind, String body) {
        var taken = read(admin.send("POST", "/in/" + connection + "/" + kind, body, Map.of()), 202);
        return read(admin.get("/api/v1/messages/" + taken.path("messageId").asString() + "?waitMs=20000"), 200);
    }

    JsonNode place(String body) {
        var message = in(channel, "order", body);
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
        return message;
    }

    void ship(String order, String shipment, String location, String reference, int quantity) {
        var message = in(channel, "shipment", """
                {"orderExternalId":"%s","externalId":"%s","location":"%s","shippedAt":"2026-11-21T15:00:00Z",
                 "lines":[{"lineReference":"%s","quantity":%d}]}""".formatted(order, shipment, location, reference, quantity));
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
    }

    JsonNode find(String order) {
        return read(admin.get("/api/v1/orders/" + channel + ":" + order), 200);
    }

    JsonNode act(String order, String action, String body) {
        return read(admin.send("POST", "/api/v1/orders/" + channel + ":" + order + "/" + action, body, Map.of()), 200);
    }

    String refused(String order, String action, String body) {
        var answer = admin.send("POST", "/api/v1/orders/" + channel + ":" + order + "/" + action, body, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        return JSON.readTree(answer.body()).path("code").asString();
    }

    String state(String order) {
        return find(order).path("state").asString();
    }

    BigDecimal reserved(String sku, String location) {
        return position(sku, location).path("reserved").decimalValue();
    }

    BigDecimal onHand(String sku, String location) {
        return position(sku, location).path("onHand").decimalValue();
    }

    BigDecimal available(String sku, String location) {
        return position(sku, location).path("availableToPromise").decimalValue();
    }

    JsonNode position(String sku, String location) {
        return read(admin.get("/api/v1/inventory/positions?sku=" + sku + "&location=" + location), 200)
                .at("/items/0");
    }

    /** The types of what left for the ERP about an order, in their order. */
    List<String> told(String order) {
        return outbound(order).stream().map(row -> row.path("type").asString()).toList();
    }

    /** What left for the ERP about an order: its data, with the type. */
    List<JsonNode> outbound(String order) {
        return jdbc.sql("""
                        select type, body::text as body from delivery.outbound_message
                         where destination = :erp and key = :key order by sequence
                        """)
                .param("erp", erp)
                .param("key", "order:" + channel + ":" + order)
                .query((row, _) -> {
                    var event = (tools.jackson.databind.node.ObjectNode) JSON.readTree(row.getString("body"));
                    event.put("type", row.getString("type"));
                    return (JsonNode) event;
                })
                .list();
    }

    List<JsonNode> items(String code) {
        var found = new ArrayList<JsonNode>();
        read(admin.get("/api/v1/work-items?state=open&limit=500&code=" + code), 200)
                .path("items")
                .forEach(item -> {
                    if (item.toString().contains(id)) {
                        found.add(item);
                    }
                });
        return found;
    }

    JsonNode act(JsonNode item, String action, String body) {
        return read(
                admin.send(
                        "POST",
                        "/api/v1/work-items/" + item.path("id").asString() + "/actions/" + action,
                        body,
                        Map.of()),
                200);
    }

    /** Invoices and credit memos of the retailer, once there are so many: kind and total. */
    List<String> documents(int expected) {
        return await().atMost(SOON).until(this::documents, found -> found.size() >= expected);
    }

    private List<String> documents() {
        var found = new ArrayList<String>();
        read(admin.get("/api/v1/documents?limit=500&entity=" + entity), 200)
                .path("items")
                .forEach(document -> {
                    var kind = document.path("kind")
                            .asString()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', '-');
                    if (!kind.equals("journal") && document.toString().contains(channel)) {
                        found.add(kind + " " + document.at("/total/amount").asString());
                    }
                });
        return found.reversed();
    }

    /** The balance of an account key, as the trial balance says it. */
    BigDecimal balance(String key) {
        var balance = BigDecimal.ZERO;
        for (var account : read(admin.get("/api/v1/trial-balance?entity=" + entity + "&asOf=2026-12-31"), 200)
                .path("accounts")) {
            if (account.path("key").asString().equals(key)) {
                balance = balance.add(new BigDecimal(account.path("balance").asString()));
            }
        }
        return balance;
    }

    /** The number of the request that a store was last asked with about an order. */
    String request(String order, String location) {
        return jdbc.sql("""
                        select r.id::text from orders.store_request r join orders.sales_order o on o.id = r.order_id
                         where o.connection = :channel and o.external_id = :order and r.location = :location
                         order by r.requested_at desc, r.id desc limit 1
                        """)
                .param("channel", channel)
                .param("order", order)
                .param("location", location)
                .query(String.class)
                .single();
    }

    JsonNode answer(String request, String answer) {
        return in(stores, "reservation-reply", """
                {"request":"%s","answeredAt":"2026-11-20T09:05:00Z",%s}""".formatted(request, answer));
    }

    String next(String prefix) {
        return prefix + "-" + id + "-" + numbers.incrementAndGet();
    }

    static JsonNode read(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.request().uri(), answer.body())
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
