package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a till at Square tells, by its events and what is fetched for them, over HTTP against the whole application. */
@IntegrationTest
class SquareFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECRET = "square-secret";
    private static final String NOTIFICATION_URL = "https://hub.example/in/square/event";

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final String square = "square-" + retailer.id;
    private Hub hub = new Hub("", "");
    private Hub second = new Hub("", "");

    @BeforeEach
    void open() {
        hub = client("square-");
        second = client("second-");
        hub.configure(retailer.configuration(2, ""));
        hub.configure("""
                connections:
                  - {code: %s, adapter: square, entity: %s, zone: Europe/Berlin, secrets: {webhook: "%s"},
                     settings: {notificationUrl: "%s", locations: "%s=L1"}}
                """.formatted(square, retailer.entity, SECRET, NOTIFICATION_URL, retailer.store));
        retailer.receive(hub, "opening", retailer.store, 10, List.of(retailer.sku(1)));
        hub.map(second, square, "VAT 19");
        map();
    }

    private Hub client(String name) {
        var issued = clients.create(name + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    @Test
    void aCompletedOrderIsASaleOnceAndItsTipIsOwedOn() {
        var body = order("S1", 4, 2, 200, true, "COMPLETED");

        hub.processed(letter("order", body));
        var again = hub.outcome(letter("order", order("S1", 5, 2, 200, true, "COMPLETED")));

        assertThat(again.path("state").asString()).isEqualTo("ignored");
        assertThat(position()).containsEntry("onHand", "8");
        eventually(() -> assertThat(hub.balances(retailer.entity))
                .containsEntry("sales.revenue", "-20.00")
                .containsEntry("tax.payable", "-3.80")
                .containsEntry("tips", "-2.00")
                .containsEntry("tender.card", "25.80"));
        clean();
    }

    @Test
    void anOrderThatIsNotFinishedSellsNothing() {
        var open = hub.outcome(letter("order", order("S2", 1, 2, 0, true, "OPEN")));

        assertThat(open.path("state").asString()).isEqualTo("ignored");
        assertThat(position()).containsEntry("onHand", "10");
    }

    @Test
    void orderAndPaymentMeetInWhateverOrderTheyCome() {
        // the order first: it does not say how it was paid
        var waiting = hub.outcome(letter("order", order("S3", 4, 1, 0, false, "COMPLETED")));
        assertThat(waiting.path("state").asString()).isEqualTo("parked");
        assertThat(waiting.path("code").asString()).isEqualTo("square.payments-not-here");
        assertThat(position()).containsEntry("onHand", "10");
        hub.processed(event("payment.updated", payment("P3", "S3", 1190, "COMPLETED")));
        eventually(() -> assertThat(state(waiting)).isEqualTo("processed"));
        assertThat(position()).containsEntry("onHand", "9");

        // the payment first
        hub.processed(event("payment.created", payment("P4", "S4", 1190, "COMPLETED")));
        hub.processed(letter("order", order("S4", 4, 1, 0, false, "COMPLETED")));
        assertThat(position()).containsEntry("onHand", "8");
        clean();
    }

    @Test
    void whatCameBackIsAReturnThatTheTillPaidOut() {
        hub.processed(letter("order", order("S5", 4, 2, 0, true, "COMPLETED")));
        hub.processed(event("payment.updated", payment("T-S5", "S5", 2380, "COMPLETED")));

        hub.processed(letter("order", """
                {"order":{"id":"R5","location_id":"L1","state":"COMPLETED","version":4,"updated_at":"%1$s","closed_at":"%1$s",
                 "returns":[{"source_order_id":"S5","return_taxes":[{"uid":"vat","name":"VAT","percentage":"19"}],
                   "return_line_items":[{"uid":"r1","source_line_item_uid":"S5-1","quantity":"1","catalog_object_id":"V1","item_type":"ITEM",
                     "applied_taxes":[{"tax_uid":"vat","applied_money":{"amount":190,"currency":"EUR"}}],
                     "total_tax_money":{"amount":190,"currency":"EUR"},"total_money":{"amount":1190,"currency":"EUR"}}]}],
                 "refunds":[{"id":"F5","tender_id":"T-S5","status":"APPROVED","amount_money":{"amount":1190,"currency":"EUR"}}]}}
                """.formatted(at())));

        assertThat(position()).containsEntry("onHand", "9");
        eventually(() -> assertThat(hub.balances(retailer.entity))
                .containsEntry("tender.card", "11.90")
                .containsEntry("sales.returns", "10.00"));
        clean();
    }

    @Test
    void moneyThatWentBackForNoGoodsMovesNoStockAndIsSomebodysWork() {
        hub.processed(letter("order", """
                {"id":"R6","location_id":"L1","state":"COMPLETED","version":4,"updated_at":"%1$s","closed_at":"%1$s",
                 "returns":[{"source_order_id":"S6","return_line_items":[{"uid":"r1","quantity":"1","item_type":"CUSTOM_AMOUNT",
                   "total_money":{"amount":200,"currency":"EUR"}}]}],
                 "refunds":[{"id":"F6","tender_id":"T6","status":"APPROVED","amount_money":{"amount":200,"currency":"EUR"}}]}
                """.formatted(at())));

        assertThat(hub.openItems("square.refund-without-goods", "refund:" + square + ":R6"))
                .hasSize(1);
        assertThat(position()).containsEntry("onHand", "10");
        assertThat(hub.all("/api/v1/returns").stream()
                        .filter(one -> one.toString().contains(square)))
                .isEmpty();
    }

    @Test
    void aVariationThatNobodyKnowsWaitsUntilTheCatalogueNamesItsSku() {
        var unknown = order("S7", 4, 1, 0, true, "COMPLETED").replace("\"V1\"", "\"V9\"");
        var waiting = hub.outcome(letter("order", unknown));
        assertThat(waiting.path("code").asString()).isEqualTo("order.sku-unknown");

        hub.processed(letter("catalog", """
                {"objects":[{"type":"ITEM_VARIATION","id":"V9","version":1,"item_variation_data":{"sku":"%s"}}]}
                """.formatted(retailer.sku(1))));

        eventually(() -> assertThat(state(waiting)).isEqualTo("processed"));
        assertThat(position()).containsEntry("onHand", "9");
    }

    @Test
    void aPaymentThatWasTakenBackAfterTheSaleIsSomebodysWork() {
        hub.processed(letter("order", order("S8", 4, 1, 0, true, "COMPLETED")));

        hub.processed(event("payment.updated", payment("P8", "S8", 1190, "CANCELED")));

        assertThat(hub.openItems("square.payment-reversed", "order:" + square + ":S8"))
                .hasSize(1);
        assertThat(position()).containsEntry("onHand", "9");
    }

    @Test
    void anEventWithoutSquaresSignatureIsRefused() {
        var letter = letter("order", order("S9", 4, 1, 0, true, "COMPLETED"));

        assertThat(hub.in(new Letter(
                                square,
                                "order",
                                "application/json",
                                Map.of("X-Square-HmacSha256-Signature", "no"),
                                letter.body()))
                        .code())
                .isEqualTo("signature.invalid");
    }

    private static String at() {
        return Papers.MORNING.plusSeconds(7200).toString();
    }

    /** Some things at 10.00 and 19 %. @param told whether it says how it was paid */
    private static String order(String id, int version, int quantity, int tip, boolean told, String state) {
        var net = quantity * 1000;
        var tax = quantity * 190;
        var tenders = told
                ? "\"tenders\":[{\"id\":\"T-%s\",\"type\":\"CARD\",\"amount_money\":%s,\"tip_money\":%s}],"
                        .formatted(id, money(net + tax + tip), money(tip))
                : "";
        return """
                {"id":"%1$s","location_id":"L1","state":"%2$s","version":%3$d,"created_at":"%4$s","updated_at":"%4$s","closed_at":"%4$s",
                 "taxes":[{"uid":"vat","name":"VAT","percentage":"19"}],%5$s
                 "line_items":[{"uid":"%1$s-1","name":"Thing","quantity":"%6$d","catalog_object_id":"V1","item_type":"ITEM",
                   "applied_taxes":[{"tax_uid":"vat","applied_money":%7$s}],"total_tax_money":%7$s,"total_money":%8$s}],
                 "total_money":%9$s,"total_tip_money":%10$s}""".formatted(
                        id,
                        state,
                        version,
                        at(),
                        tenders,
                        quantity,
                        money(tax),
                        money(net + tax),
                        money(net + tax + tip),
                        money(tip));
    }

    private static String money(int amount) {
        return "{\"amount\":%d,\"currency\":\"EUR\"}".formatted(amount);
    }

    private static String payment(String id, String order, int amount, String state) {
        return """
                {"id":"%s","order_id":"%s","status":"%s","source_type":"CARD","location_id":"L1","created_at":"%s","updated_at":"%4$s",
                 "amount_money":%5$s,"total_money":%5$s}""".formatted(id, order, state, at(), money(amount));
    }

    private Letter event(String type, String object) {
        var kind = type.substring(0, type.indexOf('.'));
        return letter("event", """
                {"merchant_id":"M","type":"%s","event_id":"%s","created_at":"%s","data":{"type":"%s","id":"x","object":{"%4$s":%5$s}}}""".formatted(type, UUID.randomUUID(), at(), kind, object));
    }

    private Letter letter(String kind, String body) {
        return new Letter(square, kind, "application/json", Map.of("X-Square-HmacSha256-Signature", sign(body)), body);
    }

    private static String sign(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal((NOTIFICATION_URL + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void map() {
        var proposed = hub.post("/api/v1/mappings", """
                        {"kind":"sku","partner":"%s","validFrom":"%s","entries":{"V1":"%s"}}""".formatted(square, Papers.DAY.minusDays(30), retailer.sku(1)))
                .ok();
        var set = "/api/v1/mappings/" + proposed.path("id").asString();
        hub.post(set + "/submit", "").ok();
        second.post(set + "/approve", "").ok();
    }

    private String state(JsonNode message) {
        return hub.get("/api/v1/messages/" + message.path("id").asString())
                .ok()
                .path("state")
                .asString();
    }

    private Map<String, String> position() {
        return hub.all("/api/v1/inventory/positions?sku=" + retailer.sku(1) + "&location=" + retailer.store).stream()
                .flatMap(position -> position.properties().stream())
                .filter(field -> field.getKey().equals("onHand"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().asString()));
    }

    private void clean() {
        assertThat(hub.violations().stream().filter(line -> line.contains(retailer.id)))
                .isEmpty();
    }

    private static void eventually(ThrowingRunnable what) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(what);
    }
}
