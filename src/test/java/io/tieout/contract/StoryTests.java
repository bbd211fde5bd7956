package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The README's ten minutes, then every action of the contract, on the way comparing the answers with its examples. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final ExampleRetailer retailer = new ExampleRetailer();
    private Caller admin = new Caller(new Http(0, ""));
    private Caller second = admin;
    private JsonNode settlement = new tools.jackson.databind.json.JsonMapper().createObjectNode();

    @BeforeAll
    void live() {
        admin = client();
        second = client();
        admin.configure(retailer.file("retailer.yaml"), "");
        processed(admin.post("/api/v1/inventory/movements?waitMs=20000", retailer.file("stock.json"), 201));
        processed(admin.post("/api/v1/orders?waitMs=20000", retailer.file("order.json"), 201));
        processed(admin.post("/api/v1/shipments?waitMs=20000", retailer.file("shipment.json"), 201));
        var upload = admin.send(
                "/in/" + retailer.channel + "/settlement", retailer.file("settlement.txt"), "text/plain", 202);
        processed(admin.get("/api/v1/messages/" + upload.path("messageId").asString() + "?waitMs=20000"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(settled().path("state").asString()).isEqualTo("POSTED"));
        settlement = settled();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(journals("settlement.row")).isNotEmpty());
    }

    private JsonNode settled() {
        return admin.get("/api/v1/settlements?connection=" + retailer.channel)
                .path("items")
                .path(0);
    }

    private Caller client() {
        var key = clients.create(
                        "story-" + UUID.randomUUID(), ApiClients.Terms.of(List.of(Scopes.ADMIN)), Actor.system("test"))
                .key();
        return new Caller(new Http(port, key));
    }

    private static void processed(JsonNode message) {
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
    }

    private List<JsonNode> journals(String event) {
        return admin
                .get("/api/v1/journals?limit=500&entity=" + retailer.entity + "&event=" + event)
                .path("items")
                .values()
                .stream()
                .toList();
    }

    @Test
    void theOrderIsFoundByEitherName() {
        var named = admin.get("/api/v1/orders/" + retailer.channel + ":" + retailer.order);

        assertThat(admin.get("/api/v1/orders/" + named.path("id").asString())).isEqualTo(named);
        assertThat(named.path("total").toString()).isEqualTo("{\"amount\":\"119.00\",\"currency\":\"EUR\"}");
        var position = admin.get("/api/v1/inventory/positions?sku=" + retailer.sku)
                .path("items")
                .path(0);
        assertThat(position.toString()).contains("\"onHand\":8");
        assertThat(admin.get("/api/v1/inventory/movements?sku=" + retailer.sku)
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void theSettlementTiesOut() {
        assertThat(settlement.path("footing").propertyNames())
                .contains("opening", "lines", "closing", "deposit", "header", "bank", "difference");
        assertThat(settlement.at("/footing/lines").asString()).isEqualTo("104.00");
        assertThat(settlement.at("/footing/difference").asString()).isEqualTo("0.00");
        assertThat(admin.get("/api/v1/settlements/" + settlement.path("id").asString()))
                .isEqualTo(settlement);
        assertThat(admin.get("/api/v1/settlements/" + settlement.path("id").asString() + "/lines")
                        .path("items")
                        .size())
                .isEqualTo(3);
        var again = admin.http()
                .send("POST", "/api/v1/settlements/" + settlement.path("id").asString() + "/post", "", Map.of());
        assertThat(again.statusCode()).as(again.body()).isIn(200, 409);
    }

    @Test
    void theTrialBalanceAnswersByExample() {
        var balance = admin.get("/api/v1/trial-balance?entity=" + retailer.entity + "&asOf=2026-12-31");

        assertThat(balance.propertyNames())
                .containsExactlyInAnyOrder("entity", "asOf", "currency", "debit", "credit", "accounts");
        assertThat(balance.path("debit")).isEqualTo(balance.path("credit"));
        assertThat(balance.path("accounts").values())
                .isNotEmpty()
                .allSatisfy(account -> assertThat(account.propertyNames())
                        .containsExactlyInAnyOrder("code", "key", "name", "debit", "credit", "balance"));
        var code = balance.path("accounts").path(0).path("code").asString();
        assertThat(admin.get("/api/v1/accounts/" + code + "/open-items?entity=" + retailer.entity)
                        .propertyNames())
                .containsExactlyInAnyOrder("items", "next");
    }

    @Test
    void aJournalAnswersByExample() {
        var journal = journals("settlement.row").getFirst();

        assertThat(journal.propertyNames())
                .contains(
                        "id",
                        "number",
                        "entity",
                        "postedOn",
                        "businessDate",
                        "period",
                        "state",
                        "event",
                        "source",
                        "reverses",
                        "lines");
        assertThat(journal.path("number").asString()).startsWith(retailer.entity + "-");
        assertThat(journal.path("state").asString()).isEqualTo("posted");
        assertThat(journal.path("source").propertyNames()).containsExactlyInAnyOrder("messageId", "row");
        assertThat(journal.at("/source/row").isNumber()).isTrue();
        assertThat(journal.path("reverses").isNull()).isTrue();
        assertThat(journal.path("lines").values()).allSatisfy(line -> {
            assertThat(line.propertyNames())
                    .containsExactlyInAnyOrder("account", "key", "debit", "credit", "currency", "dimensions");
            assertThat(line.path("dimensions").propertyNames()).contains("channel", "store");
            assertThat(line.at("/dimensions/channel").asString()).isEqualTo(retailer.channel);
        });
        assertThat(admin.get("/api/v1/documents?limit=500").toString()).contains(retailer.order);
        for (var format : List.of("csv", "json", "hledger")) {
            var export = admin.http().get("/api/v1/journals/export?format=" + format + "&entity=" + retailer.entity);
            assertThat(export.statusCode()).isEqualTo(200);
            assertThat(export.body()).contains(journal.path("number").asString());
        }
    }

    @Test
    void theTraceAnswersByExample() {
        var trace = admin.get("/api/v1/trace/" + retailer.order);

        assertThat(trace.propertyNames()).containsExactlyInAnyOrder("identifier", "subjects", "steps", "awaited");
        assertThat(trace.at("/subjects/0").asString()).isEqualTo("order:" + retailer.channel + ":" + retailer.order);
        assertThat(trace.path("steps").values())
                .hasSizeGreaterThan(3)
                .allSatisfy(step -> assertThat(step.propertyNames())
                        .containsExactlyInAnyOrder("at", "what", "by", "messageId", "subject", "detail", "state"));
        assertThat(trace.path("steps").values().stream()
                        .map(step -> step.path("what").asString()))
                .contains("message.received", "order.released", "order.shipped", "invoice.triggered", "order.settled");
    }

    @Test
    void theProofAnswersByExample() {
        var proof = admin.get("/api/v1/integrity");

        assertThat(proof.propertyNames()).contains("ok", "at", "checks");
        assertThat(proof.path("checks").values())
                .anySatisfy(check -> assertThat(check.path("id").asString()).isEqualTo("ledger.balanced"))
                .allSatisfy(check -> assertThat(check.propertyNames()).contains("id", "ok", "checked", "violations"));
    }

    @Test
    void anOrderIsCancelledOnceForAnIdempotencyKey() {
        var order = retailer.file("order.json").replace(retailer.order, retailer.order + "-C");
        var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        var first = admin.http().send("POST", "/api/v1/orders?waitMs=20000", order, headers);
        var again = admin.http().send("POST", "/api/v1/orders?waitMs=20000", order, headers);
        var other = admin.http().send("POST", "/api/v1/orders?waitMs=20000", order + " ", headers);

        processed(Caller.read(first, 201));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(other.statusCode()).isEqualTo(422);
        var cancelled = admin.post(
                "/api/v1/orders/" + retailer.channel + ":" + retailer.order + "-C/cancel",
                "{\"reason\":\"wrong colour\"}",
                200);
        assertThat(cancelled.path("state").asString()).isEqualTo("CANCELLED");
        assertThat(admin.refusal(
                                "POST",
                                "/api/v1/orders/" + retailer.channel + ":" + retailer.order + "/cancel",
                                "{\"reason\":\"too late\"}",
                                409)
                        .path("code")
                        .asString())
                .isEqualTo("state.conflict");
    }

    @Test
    void aReturnIsDecided() {
        var body = retailer.own("""
                {"connection": "amazon-de", "externalId": "R-%s", "orderExternalId": "305-1234567-1234567", "location": "WH1",
                 "occurredAt": "2026-11-23T10:00:00Z",
                 "lines": [{"lineReference": "60000000000001", "sku": "A-1", "quantity": 1}]}
                """.formatted(retailer.suffix));
        processed(admin.post("/api/v1/returns?waitMs=20000", body, 201));
        var registered = admin.get("/api/v1/returns?limit=500").path("items").values().stream()
                .filter(item -> item.path("externalId").asString().equals("R-" + retailer.suffix))
                .findFirst()
                .orElseThrow();

        var decided = admin.post(
                "/api/v1/returns/" + registered.path("id").asString() + "/decision",
                "{\"approve\": true, \"reason\": \"as new\", \"dispositions\": {\"60000000000001\": \"RESALEABLE\"}}",
                200);

        assertThat(decided.path("state").asString()).isEqualTo("DECIDED");
    }

    @Test
    void manualJournalsAndPeriodsAreKept() {
        var journal = retailer.own("""
                {"entity": "DE01", "businessDate": "2026-11-22", "currency": "EUR", "text": "Stamps",
                 "lines": [{"account": "%s", "debit": "5.00"}, {"account": "%s", "credit": "5.00"}]}
                """);
        var accounts =
                admin.get("/api/v1/trial-balance?entity=" + retailer.entity).path("accounts");
        var body = journal.formatted(
                accounts.path(0).path("code").asString(),
                accounts.path(1).path("code").asString());
        var unbalanced = body.replaceFirst("5.00", "6.00");

        assertThat(admin.refusal("POST", "/api/v1/journals", unbalanced, 422)
                        .path("code")
                        .asString())
                .contains("balance");
        var posted = admin.post("/api/v1/journals", body, 201);
        var reversed = admin.post(
                "/api/v1/journals/" + posted.path("id").asString() + "/reverse", "{\"reason\":\"wrong\"}", 201);
        assertThat(reversed.path("reverses")).isEqualTo(posted.path("id"));
        admin.refusal("POST", "/api/v1/journals/" + posted.path("id").asString() + "/approve", "", 409);

        var period = "/api/v1/periods/" + retailer.entity + "/2025-01/";
        assertThat(admin.post(period + "close", "", 200).path("state").asString())
                .isEqualTo("CLOSED");
        var late = body.replace("2026-11-22", "2025-01-15");
        assertThat(admin.http().send("POST", "/api/v1/journals", late, Map.of()).statusCode())
                .isBetween(400, 422);
        assertThat(admin.post(period + "reopen", "", 200).path("state").asString())
                .isEqualTo("OPEN");
    }

    @Test
    void aMappingNeedsASecondPerson() {
        var proposed = admin.post(
                "/api/v1/mappings",
                "{\"kind\": \"payment-method\", \"partner\": \"" + retailer.channel
                        + "\", \"entries\": {\"VISA\": \"card\"}}",
                201);
        var path = "/api/v1/mappings/" + proposed.path("id").asString();

        admin.post(path + "/submit", "", 200);
        assertThat(admin.post(path + "/simulate", "", 200).propertyNames()).contains("changes", "resumes");
        assertThat(admin.refusal("POST", path + "/approve", "", 403)
                        .path("code")
                        .asString())
                .isEqualTo("four-eyes.same-person");
        assertThat(second.post(path + "/approve", "", 200).path("state").asString())
                .isNotEqualTo("submitted");
        second.refusal("POST", path + "/reject", "{\"reason\": \"too late\"}", 409);
    }

    @Test
    void whatGoesOutCanBeRetriedAcknowledgedAndSkipped() {
        var deliveries = admin.get("/api/v1/deliveries?limit=500&destination=mine-" + retailer.channel)
                .path("items")
                .values();
        assertThat(deliveries.stream().map(delivery -> delivery.path("type").asString()))
                .contains("sales-order.released", "fulfilment.requested", "invoice.triggered", "journal.posted");
        var first = "/api/v1/deliveries/"
                + deliveries.stream()
                        .filter(delivery -> delivery.path("type").asString().equals("sales-order.released"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();

        assertThat(admin.http().send("POST", first + "/retry", "", Map.of()).statusCode())
                .isIn(200, 409);
        assertThat(admin.post(first + "/acknowledgement", "{\"documentNumber\":\"4711\"}", 200)
                        .path("documentNumber")
                        .asString())
                .isEqualTo("4711");
        admin.refusal("POST", first + "/skip", "{\"reason\":\"done\"}", 409);
        admin.refusal("POST", "/api/v1/work-items/" + UUID.randomUUID() + "/actions/waive", "{}", 404);
    }

    @Test
    void messagesAreReplayedByFilter() {
        var filter =
                "{\"connection\": \"" + retailer.channel + "\", \"kind\": \"shipment\", \"state\": \"processed\"%s}";

        var dry = admin.post("/api/v1/replays", filter.formatted(", \"dryRun\": true"), 200);
        var done = admin.post("/api/v1/replays", filter.formatted(""), 202);

        assertThat(dry.path("replayed").asInt()).isZero();
        assertThat(done.path("replayed").asInt()).isEqualTo(dry.path("count").asInt());
        assertThat(admin.refusal("POST", "/api/v1/replays", "{}", 400)
                        .path("code")
                        .asString())
                .isEqualTo("request.invalid");
        for (var message : done.path("sample").values()) {
            admin.post("/api/v1/messages/" + message.path("messageId").asString() + "/replay", "", 202);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(admin.get("/api/v1/inventory/positions?sku=" + retailer.sku)
                                .toString())
                        .contains("\"onHand\":8"));
    }

    /** The example of the contract, with the elisions filled in. */
    @Test
    void theExampleOfAConfigurationApplies() throws IOException {
        var example = retailer.own(Files.readString(Path.of("src/test/resources/contract/config.yaml")));

        var dry = admin.configure(example, "?dryRun=true");
        var applied = admin.configure(example, "");

        assertThat(dry.path("applied").asBoolean()).isFalse();
        assertThat(dry.path("sections").propertyNames())
                .contains("entities", "connections", "destinations", "mappings");
        assertThat(applied.path("applied").asBoolean()).isTrue();
        assertThat(applied.path("waiting").values()).isNotEmpty();
        assertThat(admin.get("/api/v1/config").toString())
                .contains("\"webhook\":\"secret:webhook\"")
                .doesNotContain("whsec_MDEy");
        var internal = retailer.own("""
                destinations: [{code: erp, adapter: webhook, entity: DE01, url: "http://127.0.0.1:9999/hook", allowInternal: false, events: ["*"]}]
                """);
        var refused = admin.http().send("PUT", "/api/v1/config", internal, Map.of("Content-Type", "application/yaml"));
        assertThat(Caller.read(refused, 422).toString()).contains("destination.address-refused");
    }
}
