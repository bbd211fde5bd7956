package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.RequiresGroup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * What the hub posts for the example story is posted into Tryton as well, an ERP that knows nothing of us; then each account there
 * has moved by what our trial balance says. CONTRIBUTING.md says how the server is found.
 */
@IntegrationTest
@Tag("tryton")
@RequiresGroup("tryton")
class TrytonTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    @Test
    void everyAccountMovesInTrytonAsInOurTrialBalance() throws Exception {
        var admin = admin();
        var retailer = new ExampleRetailer();
        live(admin, retailer);
        var journals = journals(admin, retailer);
        var trialBalance = admin.get("/api/v1/trial-balance?asOf=2099-12-31&entity=" + retailer.entity);
        var tryton = Tryton.signedIn();
        var before = tryton.sums();

        for (var journal : journals) {
            var lines = journal.path("lines").values().stream()
                    .map(Tryton.Line::from)
                    .toList();
            var move = tryton.draft(
                    LocalDate.parse(journal.path("businessDate").asString()),
                    journal.path("number").asString(),
                    lines);
            tryton.model("account.move.post", List.of(move));
            assertThat(tryton.state(move)).isEqualTo("posted");
        }

        var moved = tryton.sums();
        moved.replaceAll((key, sums) -> sums.minus(Objects.requireNonNull(before.get(key))));
        assertThat(trialBalance.path("currency").asString()).isEqualTo("USD");
        assertThat(moved).isEqualTo(ours(trialBalance));
    }

    @Test
    void anUnbalancedEntryIsRefusedByBoth() throws Exception {
        var admin = admin();
        var retailer = new ExampleRetailer();
        admin.configure(inDollars(retailer, "retailer.yaml"), "");
        var tryton = Tryton.signedIn();
        var before = tryton.sums();
        var move = tryton.draft(
                LocalDate.of(2026, 11, 22),
                "A cent is missing",
                List.of(
                        new Tryton.Line("channel.balance", new BigDecimal("10.00"), BigDecimal.ZERO),
                        new Tryton.Line("sales.revenue", BigDecimal.ZERO, new BigDecimal("9.99"))));

        var refusal = tryton.answer("model.account.move.post", List.of(List.of(move), tryton.context()));
        var ours = admin.refusal("POST", "/api/v1/journals", retailer.own("""
                {"entity": "DE01", "businessDate": "2026-11-22", "currency": "USD", "text": "A cent is missing",
                 "lines": [{"account": "channel.balance", "debit": "10.00"}, {"account": "sales.revenue", "credit": "9.99"}]}
                """), 422);

        assertThat(refusal.path("error").path(0).asString()).isEqualTo("UserError");
        assertThat(refusal.path("error").path(1).path(0).asString()).contains("you must balance all its lines");
        assertThat(tryton.state(move)).isEqualTo("draft");
        assertThat(tryton.sums()).isEqualTo(before);
        assertThat(ours.path("code").asString()).isEqualTo("journal.unbalanced");
        assertThat(journals(admin, retailer)).isEmpty();
        tryton.model("account.move.delete", List.of(move));
    }

    private Caller admin() {
        var terms = ApiClients.Terms.of(List.of(Scopes.ADMIN));
        return new Caller(new Http(
                port,
                clients.create("tryton-" + UUID.randomUUID(), terms, Actor.system("test"))
                        .key()));
    }

    /** Sold, shipped, settled, half of it returned; until all of it is posted. */
    private static void live(Caller admin, ExampleRetailer retailer) throws IOException {
        admin.configure(inDollars(retailer, "retailer.yaml"), "");
        for (var step : List.of("inventory/movements stock", "orders order", "shipments shipment")) {
            var words = step.split(" ");
            processed(
                    admin.post("/api/v1/" + words[0] + "?waitMs=20000", inDollars(retailer, words[1] + ".json"), 201));
        }
        var upload = admin.send(
                "/in/" + retailer.channel + "/settlement", inDollars(retailer, "settlement.txt"), "text/plain", 202);
        processed(admin.get("/api/v1/messages/" + upload.path("messageId").asString() + "?waitMs=20000"));
        processed(admin.post("/api/v1/returns?waitMs=20000", retailer.own("""
                {"connection": "amazon-de", "externalId": "R-%s", "orderExternalId": "305-1234567-1234567", "location": "WH1",
                 "occurredAt": "2026-11-23T10:00:00Z",
                 "lines": [{"lineReference": "60000000000001", "sku": "A-1", "quantity": 1}]}
                """.formatted(retailer.suffix)), 201));
        var registered = admin.get("/api/v1/returns?limit=500").path("items").values().stream()
                .filter(item -> item.path("externalId").asString().equals("R-" + retailer.suffix))
                .findFirst()
                .orElseThrow();
        admin.post(
                "/api/v1/returns/" + registered.path("id").asString() + "/decision",
                "{\"approve\": true, \"reason\": \"as new\", \"dispositions\": {\"60000000000001\": \"RESALEABLE\"}}",
                200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(journals(admin, retailer))
                        .extracting(journal -> journal.path("event").asString())
                        .containsExactlyInAnyOrder(
                                "shipment.invoiced",
                                "settlement.row",
                                "settlement.row",
                                "settlement.row",
                                "payout.sent",
                                "return.decided"));
    }

    /** The company in Tryton keeps its books in dollars, so the retailer does as well. */
    private static String inDollars(ExampleRetailer retailer, String name) throws IOException {
        return retailer.own(Files.readString(Path.of("docs", "examples", name)).replace("EUR", "USD"));
    }

    private static void processed(JsonNode message) {
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
    }

    private static List<JsonNode> journals(Caller admin, ExampleRetailer retailer) {
        return admin
                .get("/api/v1/journals?limit=500&state=posted&entity=" + retailer.entity)
                .path("items")
                .values()
                .stream()
                .toList();
    }

    private static Map<String, Tryton.Sums> ours(JsonNode trialBalance) {
        var sums = new TreeMap<String, Tryton.Sums>();
        for (var account : trialBalance.path("accounts").values()) {
            sums.put(
                    account.path("key").asString(),
                    new Tryton.Sums(
                            new BigDecimal(account.path("debit").asString()),
                            new BigDecimal(account.path("credit").asString()),
                            new BigDecimal(account.path("balance").asString())));
        }
        return sums;
    }
}
