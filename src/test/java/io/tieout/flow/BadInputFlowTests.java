package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is wrong gets a clear answer or an owner, and changes nothing else. */
@IntegrationTest
class BadInputFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private final List<Retailer.Item> items = List.of(retailer.item(1, 1, "100.00"));
    private Hub hub = new Hub("", "");
    private Map<String, Integer> before = Map.of();

    @BeforeEach
    void open() {
        hub = client("bad-", null);
        hub.configure(retailer.configuration(2, ""));
        retailer.receive(hub, "opening", retailer.warehouse, 20, List.of(retailer.sku(1)));
        before = counts();
    }

    /** Whatever was sent: nothing half-done, and the proof is clean. */
    @AfterEach
    void nothingHalfDone() {
        assertThat(counts()).isEqualTo(before);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(hub.violations()).noneMatch(one -> one.contains(retailer.id)));
    }

    private Hub client(String name, @org.jspecify.annotations.Nullable Instant expiresAt) {
        var terms = new ApiClients.Terms(List.of("admin"), null, expiresAt, true);
        var issued = clients.create(name + retailer.id, terms, Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    private Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        counts.put(
                "movements",
                hub.all("/api/v1/inventory/movements?sku=" + retailer.sku(1)).size());
        counts.put(
                "journals",
                hub.all("/api/v1/journals?entity=" + retailer.entity).size());
        counts.put(
                "deliveries",
                hub.all("/api/v1/deliveries?destination=" + retailer.erp).size());
        for (var channel : List.of(retailer.amazon, retailer.shop, retailer.tills)) {
            counts.put(
                    "orders of " + channel,
                    hub.all("/api/v1/orders?connection=" + channel).size());
        }
        counts.put(
                "settlements",
                hub.all("/api/v1/settlements?connection=" + retailer.amazon).size());
        counts.put("bank lines", (int) hub.all("/api/v1/bank-lines").stream()
                .filter(line -> line.toString().contains(retailer.iban))
                .count());
        return counts;
    }

    /** Kept, failed or parked with this code, and owned. */
    private JsonNode owned(Letter letter, String state, String code) {
        var message = hub.outcome(letter);
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo(state);
        assertThat(message.path("code").asString()).as(message.toString()).isEqualTo(code);
        var item = hub.get("/api/v1/work-items/" + message.path("workItem").asString())
                .ok();
        assertThat(item.path("state").asString()).isEqualTo("open");
        assertThat(item.path("ownerRole").asString()).isNotBlank();
        assertThat(item.path("advice").asString()).isNotBlank();
        assertThat(hub.get("/api/v1/problems/" + code).status())
                .as("%s is documented", code)
                .isEqualTo(200);
        assertThat(hub.get("/api/v1/messages/" + message.path("id").asString() + "/raw")
                        .text())
                .isEqualTo(letter.body());
        return item;
    }

    private void refused(Hub.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.headers().getOrDefault("content-type", List.of())).contains("application/problem+json");
        for (var field : List.of("type", "title", "detail", "correlationId")) {
            assertThat(answer.body().path(field).asString()).as(field).isNotBlank();
        }
        assertThat(hub.get("/api/v1/problems/" + code).status())
                .as("%s is documented", code)
                .isEqualTo(200);
    }

    @Test
    void malformedJson() {
        owned(Letter.json(retailer.amazon, "order", "{\"AmazonOrderId\": \"1\","), "failed", "message.unreadable");
        refused(hub.post("/api/v1/orders", "{\"externalId\":"), 400, "request.unreadable");
    }

    @Test
    void xmlWithADocumentTypeOrEntities() {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
        var file = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>";
        for (var head : List.of(bomb, file)) {
            owned(
                    Letter.xml(retailer.tills, "transactions", head + "<POSLog>&a;</POSLog>"),
                    "failed",
                    "xml.doctype-refused");
        }
        owned(
                Letter.xml(retailer.bank, "bank-statement", file + "<Document>&a;</Document>"),
                "failed",
                "xml.doctype-refused");
        owned(Letter.xml(retailer.tills, "transactions", "<POSLog>&a;</POSLog>"), "failed", "xml.doctype-refused");
    }

    @Test
    void aWrongSignature() {
        var order = papers.shopOrder(1, "MwSt", items);
        refused(hub.in(order.with(order.body() + " ")), 401, "signature.invalid");
        assertThat(hub.all("/api/v1/messages?connection=" + retailer.shop)).isEmpty();
    }

    @Test
    void twoHundredMegabytes() throws Exception {
        var size = 200L * 1024 * 1024;
        var zeros = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? '0' : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                var count = (int) Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        var key = clients.create("large-" + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"))
                .key();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/in/" + retailer.amazon + "/settlement"))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "text/plain")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> zeros))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            refused(
                    new Hub.Answer(
                            answer.statusCode(), answer.body(), answer.headers().map()),
                    413,
                    "request.too-large");
        }
        assertThat(hub.all("/api/v1/messages?connection=" + retailer.amazon)).isEmpty();
    }

    @Test
    void anUnknownSku() {
        var strange = List.of(new Retailer.Item("NOBODY-KNOWS-" + retailer.id, 1, BigDecimal.TEN));
        owned(papers.shopOrder(2, "MwSt", strange), "failed", "order.sku-unknown");
    }

    @Test
    void anUnknownCurrency() {
        var order = papers.amazonOrder("400-0000001-0000001", items);
        owned(order.with(order.body().replace("EUR", "XQZ")), "failed", "message.field-invalid");
    }

    @Test
    void amountsThatDoNotAddUp() {
        var order = papers.shopOrder(3, "MwSt", items);
        var wrong = order.body().replace("\"total_price\":\"119.00\"", "\"total_price\":\"119.01\"");
        owned(papers.signed(wrong), "failed", "order.amounts-differ");
        var receipt = papers.poslog(papers.receipt(1, "Sale", items.getFirst(), ""));
        owned(
                receipt.with(receipt.body().replace("<Amount>119.00</Amount>", "<Amount>118.00</Amount>")),
                "failed",
                "poslog.totals-differ");
    }

    @Test
    void aSettlementThatDoesNotFoot() {
        var rows = Papers.settled("400-0000001-0000002", items, "-15.00");
        owned(
                papers.settlement("F" + retailer.id, Papers.total(rows).add(new BigDecimal("0.01")), rows),
                "failed",
                "settlement.does-not-foot");
    }

    @Test
    void theSameSettlementTwice() {
        var orderId = "400-" + retailer.id + "-0000003";
        hub.processed(papers.amazonOrder(orderId, items));
        hub.processed(papers.shipment(retailer.amazon, orderId, "P1", items));
        var rows = Papers.settled(orderId, items, "-15.00");
        var file = papers.settlement("T" + retailer.id, Papers.total(rows), rows);
        hub.processed(file);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> hub.all("/api/v1/settlements?connection=" + retailer.amazon + "&state=POSTED")
                                .size()
                        == 1);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(
                        () -> assertThat(hub.get("/api/v1/deliveries?destination=" + retailer.erp + "&state=pending")
                                        .ok()
                                        .path("items"))
                                .isEmpty());
        before = counts();

        var again = hub.in(file);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("duplicate").asBoolean()).isTrue();
        var changed = Papers.settled(orderId, items, "-14.00");
        var anew = hub.outcome(papers.settlement("T" + retailer.id, Papers.total(changed), changed));
        assertThat(hub.all("/api/v1/work-items?state=open&code=settlement.reissued").stream()
                        .filter(item -> item.path("subject").asString().contains(retailer.amazon)))
                .as(anew.toString())
                .hasSize(1);
        before = withReissue(before);
    }

    /** The second version is kept beside the first, and posts nothing. */
    private Map<String, Integer> withReissue(Map<String, Integer> counts) {
        var expected = new TreeMap<>(counts);
        expected.put(
                "settlements",
                hub.all("/api/v1/settlements?connection=" + retailer.amazon).size());
        assertThat(hub.all("/api/v1/settlements?connection=" + retailer.amazon + "&state=POSTED"))
                .hasSize(1);
        return expected;
    }

    private Hub.Answer journal(String day, String credit) {
        return hub.post("/api/v1/journals", """
                {"entity":"%s","businessDate":"%s","currency":"EUR","text":"by hand","lines":[
                 {"account":"bank","debit":"10.00"},{"account":"suspense","credit":"%s"}]}""".formatted(retailer.entity, day, credit));
    }

    @Test
    void anUnbalancedManualJournal() {
        refused(journal(Papers.DAY.toString(), "9.99"), 422, "journal.unbalanced");
    }

    @Test
    void postingIntoAClosedPeriod() {
        var month = Papers.DAY.minusMonths(2);
        var period = month.toString().substring(0, 7);
        hub.post("/api/v1/periods/" + retailer.entity + "/" + period + "/close", "{}")
                .ok();
        refused(journal(month.toString(), "10.00"), 409, "period.closed");
    }

    @Test
    void anExpiredKey() {
        var late = client("late-", Instant.now().minusSeconds(1));
        refused(late.get("/api/v1/orders"), 401, "unauthenticated");
        refused(late.in(Letter.json(retailer.amazon, "order", "{}")), 401, "unauthenticated");
        refused(late.post("/api/v1/orders", "{}"), 401, "unauthenticated");
    }
}
