package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A little retailer whose returns are told over the API: a marketplace, tills, a warehouse, a store, a store of another entity. */
final class ReturnStage {

    static final Instant ORDERED = Instant.parse("2026-11-20T10:00:00Z");
    static final Instant BACK = Instant.parse("2026-11-23T10:00:00Z");

    final String id = UUID.randomUUID().toString().substring(0, 8);
    final String entity = "E" + id;
    final String other = "F" + id;
    final String warehouse = "WH" + id;
    final String store = "ST" + id;
    final String foreignStore = "FS" + id;
    final String market = "market-" + id;
    final String tills = "tills-" + id;
    final Hub hub;
    final Hub second;
    private final JdbcClient jdbc;

    ReturnStage(ApiClients clients, int port, JdbcClient jdbc) {
        this.jdbc = jdbc;
        hub = client(clients, port, "first-");
        second = client(clients, port, "second-");
        hub.configure("""
                entities:
                  - {code: %1$s, name: Seller, country: DE, currency: EUR, zone: Europe/Berlin}
                  - {code: %2$s, name: Other, country: DE, currency: EUR, zone: Europe/Berlin}
                locations:
                  - {code: %3$s, type: WAREHOUSE, entity: %1$s, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: true}
                  - {code: %4$s, type: STORE, entity: %1$s, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: false}
                  - {code: %5$s, type: STORE, entity: %2$s, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: false}
                products:
                  - {sku: A-%6$s, name: Lamp, taxCategory: STANDARD, unit: EA}
                  - {sku: B-%6$s, name: Shade, taxCategory: STANDARD, unit: EA}
                  - {sku: G-%6$s, name: Gift, taxCategory: STANDARD, unit: EA}
                connections:
                  - {code: %7$s, adapter: canonical, entity: %1$s, zone: Europe/Berlin}
                  - {code: %8$s, adapter: canonical, entity: %1$s, zone: Europe/Berlin}
                """.formatted(entity, other, warehouse, store, foreignStore, id, market, tills));
        hub.map(second, market, "VAT");
        hub.map(second, tills, "VAT");
        for (var sku : List.of(sku("A"), sku("B"), sku("G"))) {
            hub.post("/api/v1/inventory/movements?waitMs=30000", """
                            {"externalId":"open-%1$s","sku":"%1$s","location":"%2$s","quantity":20,"reason":"RECEIPT","occurredAt":"%3$s"}
                            """.formatted(
                                    sku, warehouse, ORDERED.minusSeconds(86_400)))
                    .ok();
        }
    }

    private Hub client(ApiClients clients, int port, String name) {
        var issued = clients.create(name + id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    String sku(String letter) {
        return letter + "-" + id;
    }

    /** A rule of the policy for this retailer's marketplace, in force. @param terms its fields in YAML, with a comma before each */
    void policy(String terms) {
        hub.configure("return-policies: [{name: rule-%s, channel: %s%s}]".formatted(id, market, terms));
        for (var version : hub.get("/api/v1/return-policies").ok()) {
            if (version.path("state").asString().equals("SUBMITTED")
                    && version.path("rule").path("name").asString().endsWith(id)) {
                second.post("/api/v1/return-policies/" + version.path("id").asString() + "/approve", "")
                        .ok();
            }
        }
    }

    static String line(String reference, String sku, int quantity, String net, String tax) {
        return line(reference, sku, quantity, net, "0.00", tax, false);
    }

    static String line(
            String reference, String sku, int quantity, String net, String discount, String tax, boolean facilitator) {
        var taxes = new BigDecimal(tax).signum() == 0
                ? "[]"
                : "[{\"code\":\"VAT\",\"amount\":{\"amount\":\"%s\",\"currency\":\"EUR\"},\"facilitator\":%s}]"
                        .formatted(tax, facilitator);
        return """
                {"reference":"%s","sku":"%s","quantity":%d,"net":{"amount":"%s","currency":"EUR"},
                 "discount":{"amount":"%s","currency":"EUR"},"taxes":%s}""".formatted(reference, sku, quantity, net, discount, taxes);
    }

    /** An order that has been shipped whole. @param shipping net of the outbound shipping, untaxed */
    void sold(String number, String total, String shipping, String tenders, String... lines) {
        hub.post("/api/v1/orders?waitMs=30000", """
                        {"connection":"%s","externalId":"%s","orderedAt":"%s","currency":"EUR","lines":[%s],
                         "shipping":[{"net":{"amount":"%s","currency":"EUR"},"taxes":[]}],"tenders":[%s],
                         "total":{"amount":"%s","currency":"EUR"},
                         "shipTo":{"name":"Erika","city":"Ort","postalCode":"12345","country":"DE"}}
                        """.formatted(
                                market, number, ORDERED, String.join(",", lines), shipping, tenders, total))
                .ok();
        var shipped = new StringBuilder();
        for (var line : hub.order(market, number).path("lines")) {
            shipped.append(shipped.isEmpty() ? "" : ",")
                    .append("{\"lineReference\":\"%s\",\"quantity\":%s}"
                            .formatted(
                                    line.path("reference").asString(),
                                    line.path("ordered").asString()));
        }
        var message = hub.post("/api/v1/shipments?waitMs=30000", """
                        {"connection":"%s","externalId":"P-%s","orderExternalId":"%s","location":"%s","shippedAt":"%s","lines":[%s]}
                        """.formatted(
                                market, number, number, warehouse, ORDERED.plusSeconds(3600), shipped))
                .ok();
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
    }

    /** Two lamps at 50.00 each and 5.00 of shipping. */
    void twoLamps(String number) {
        sold(number, "124.00", "5.00", "", line("1", sku("A"), 2, "100.00", "19.00"));
    }

    /** A return as its teller tells it. @param more further fields with a comma before each; @return its id */
    String told(String teller, String number, String order, String where, boolean received, int quantity, String more) {
        return told(
                teller,
                number,
                order,
                where,
                received,
                "{\"lineReference\":\"1\",\"sku\":\"%s\",\"quantity\":%d,\"reason\":\"too small\"%s}"
                        .formatted(sku("A"), quantity, more),
                "");
    }

    String told(String teller, String number, String order, String where, boolean received, String lines, String more) {
        var message = hub.post("/api/v1/returns?waitMs=30000", """
                        {"connection":"%s","externalId":"%s","orderConnection":"%s","orderExternalId":"%s","location":"%s",
                         "occurredAt":"%s","received":%s,"lines":[%s]%s}
                        """.formatted(
                                teller, number, market, order, where, BACK, received, lines, more))
                .ok();
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
        return hub.get("/api/v1/returns/" + teller + ":" + number)
                .ok()
                .path("id")
                .asString();
    }

    JsonNode back(String id) {
        return hub.get("/api/v1/returns/" + id).ok();
    }

    Hub.Answer act(String id, String what, String body) {
        return hub.post("/api/v1/returns/" + id + "/" + what, body);
    }

    JsonNode receive(String id, String reference, String where, boolean complete, int quantity, String more) {
        return act(id, "receipts", """
                {"reference":"%s","location":"%s","receivedAt":"%s","complete":%s,
                 "lines":[{"lineReference":"1","sku":"%s","quantity":%d%s}]}""".formatted(reference, where, BACK, complete, sku("A"), quantity, more))
                .ok();
    }

    String state(String id) {
        return back(id).path("state").asString();
    }

    String position(String sku, String location, String figure) {
        return hub.get("/api/v1/inventory/positions?sku=" + sku + "&location=" + location)
                .ok()
                .path("items")
                .path(0)
                .path(figure)
                .asString("0");
    }

    /** Credit memos of the seller, as net totals. */
    List<JsonNode> creditMemos() {
        return hub.all("/api/v1/documents?kind=credit_memo").stream()
                .filter(document -> document.path("entity").asString().equals(entity))
                .toList();
    }

    /** What the marketplace is expected to settle for returns of the order, a line each. */
    List<String> expected(String order) {
        return jdbc.sql("""
                        select component || ' ' || to_char(amount, 'FM999990.00') from reconciliation.expected_line
                         where connection = :market and order_reference = :order and side = 'R' order by 1
                        """)
                .param("market", market)
                .param("order", order)
                .query(String.class)
                .list();
    }

    List<String> expectedSales(String order) {
        return jdbc.sql("""
                        select component from reconciliation.expected_line
                         where connection = :market and order_reference = :order and side = 'S'
                        """)
                .param("market", market)
                .param("order", order)
                .query(String.class)
                .list();
    }

    String balance(String key) {
        return balance(entity, key);
    }

    String balance(String of, String key) {
        return hub.balances(of).getOrDefault(key, "0.00");
    }

    /** Waits until all that was told is in the books. */
    void posted() {
        eventually(() -> assertThat(jdbc.sql(
                                "select count(*) from finance.finance_event where entity in (:of) and state not in ('POSTED', 'NOTHING_TO_POST')")
                        .param("of", List.of(entity, other))
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }

    void clean() {
        eventually(() -> assertThat(hub.violations()).noneMatch(one -> one.contains(id)));
    }
}
