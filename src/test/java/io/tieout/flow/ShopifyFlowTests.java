package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a Shopify shop tells by its webhooks, in whatever order, over HTTP against the whole application. */
@IntegrationTest
class ShopifyFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private Hub hub = new Hub("", "");
    private Hub second = new Hub("", "");

    @BeforeEach
    void open() {
        hub = client("shopify-");
        second = client("second-");
        hub.configure(retailer.configuration(2, ""));
        retailer.receive(hub, "opening", retailer.warehouse, 20, List.of(retailer.sku(1), retailer.sku(2)));
    }

    private Hub client(String name) {
        var issued = clients.create(name + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    @Test
    void anUpdateThatOvertookItsOrderIsTheOrderAndTheOlderOneChangesNothing_R54() {
        var updated = order(1001, 2, 60, "");
        var created = order(1001, 2, 0, "");

        hub.processed(webhook("order", "orders/updated", updated));
        var late = hub.outcome(webhook("order", "orders/create", created));

        assertThat(late.path("state").asString()).isEqualTo("ignored");
        assertThat(position(1)).containsEntry("reserved", "2").containsEntry("onHand", "20");
        assertThat(hub.all("/api/v1/orders?connection=" + retailer.shop)).hasSize(1);
        assertThat(hub.openItems("order.edited", "order:" + retailer.shop + ":1001"))
                .isEmpty();
        clean();
    }

    @Test
    void aRefundAndAShipmentThatOvertookTheirOrderWaitForIt_R54() {
        var fulfilment = hub.outcome(webhook("fulfillment", "fulfillments/create", fulfilment(1002, 5002, 2)));
        var refund = hub.outcome(webhook("refund", "refunds/create", refund(1002, 7002, "return", 1, "")));

        assertThat(fulfilment.path("state").asString()).isEqualTo("parked");
        assertThat(refund.path("state").asString()).isEqualTo("parked");
        assertThat(refund.path("code").asString()).isEqualTo("order.not-here");
        assertThat(position(1)).containsEntry("onHand", "20");

        hub.processed(webhook("order", "orders/create", order(1002, 2, 0, "")));

        for (var message : List.of(fulfilment, refund)) {
            assertThat(hub.ended(message.path("id").asString()).path("id")).isEqualTo(message.path("id"));
            eventually(() -> assertThat(
                            hub.get("/api/v1/messages/" + message.path("id").asString())
                                    .ok()
                                    .path("state")
                                    .asString())
                    .isEqualTo("processed"));
        }
        assertThat(position(1)).containsEntry("onHand", "18").containsEntry("reserved", "0");
        assertThat(hub.openItems("order.not-here", "order:" + retailer.shop + ":1002"))
                .isEmpty();
        clean();
    }

    @Test
    void aCancellationThatOvertookItsOrderIsNotLost_R55() {
        hub.processed(webhook(
                "order-change",
                "orders/cancelled",
                order(1003, 2, 60, "\"cancel_reason\":\"customer\",\"cancelled_at\":\"" + at(60) + "\",")));
        hub.processed(webhook("order", "orders/create", order(1003, 2, 0, "")));

        assertThat(hub.order(retailer.shop, "1003").path("state").asString()).isEqualToIgnoringCase("cancelled");
        assertThat(position(1)).containsEntry("reserved", "0").containsEntry("onHand", "20");
        assertThat(Hub.items(hub.get("/api/v1/trace/order:" + retailer.shop + ":1003")
                                .ok()
                                .path("steps"))
                        .map(step -> step.path("what").asString()))
                .contains("order.cancelled")
                .doesNotContain("order.released", "order.reserved");
        clean();
    }

    @Test
    void theShopsFlagThatGoodsWerePutBackMovesNoStock_R64() {
        hub.processed(webhook("order", "orders/create", order(1004, 2, 0, "")));
        hub.processed(webhook("fulfillment", "fulfillments/create", fulfilment(1004, 5004, 2)));
        assertThat(position(1)).containsEntry("onHand", "18");

        // restocked, says the shop, at a location that nobody here knows
        hub.processed(webhook(
                "refund", "refunds/create", refund(1004, 7004, "return", 1, "\"restock\":true,\"location_id\":99,")));

        assertThat(position(1)).as("no phantom stock").containsEntry("onHand", "18");
        assertThat(movements()).as("no movement").noneMatch(movement -> movement.contains("RETURN"));
        assertThat(returns())
                .singleElement()
                .satisfies(one -> assertThat(one.path("received").asBoolean()).isFalse());
        clean();
    }

    @Test
    void aProductMadeAnewInTheShopKeepsItsStockUnderOurSku_R62() {
        hub.processed(webhook("product", "products/create", product(31, 311, 3111, retailer.sku(1))));
        hub.processed(webhook("order", "orders/create", order(1005, 1, 0, "")));

        hub.processed(webhook("product", "products/delete", "{\"id\":31}"));
        hub.processed(webhook("product", "products/create", product(32, 321, 3211, "NEW-" + retailer.id)));
        map("NEW-" + retailer.id, retailer.sku(1));
        hub.processed(webhook(
                "order", "orders/create", order(1006, 1, 0, "").replace(retailer.sku(1), "NEW-" + retailer.id)));
        // an order of the old product that comes late means the same goods
        hub.processed(webhook("order", "orders/create", order(1007, 1, 0, "")));

        assertThat(position(1)).containsEntry("reserved", "3").containsEntry("onHand", "20");
        assertThat(hub.get("/api/v1/products?search=NEW-" + retailer.id)
                        .ok()
                        .path("items")
                        .size())
                .as("no second product")
                .isZero();
        assertThat(hub.openItems("order.sku-unknown", "order:" + retailer.shop + ":1006"))
                .isEmpty();
        clean();
    }

    @Test
    void aWebhookInAnotherVersionIsDoneAndToldOfOnce() {
        hub.processed(webhook("order", "orders/create", order(1008, 1, 0, ""), "2026-10"));
        hub.processed(webhook("order", "orders/create", order(1009, 1, 0, ""), "2026-10"));
        hub.processed(webhook("order", "orders/create", order(1010, 1, 0, ""), "2026-01"));

        assertThat(hub.openItems("shopify.api-version-differs", "api-version:" + retailer.shop + ":2026-10"))
                .hasSize(1);
        assertThat(hub.openItems("shopify.api-version-differs", "api-version:" + retailer.shop + ":2026-01"))
                .isEmpty();
    }

    @Test
    void aRepeatedWebhookIsKnownByItsNumber() {
        var body = order(1011, 1, 0, "");
        var letter = webhook("order", "orders/create", body, Map.of("X-Shopify-Webhook-Id", "w-" + retailer.id));
        hub.processed(letter);

        assertThat(hub.in(letter).status()).isEqualTo(200);
        assertThat(position(1)).containsEntry("reserved", "1");
    }

    @Test
    void whatIsTakenOutOfAnOrderBeforeItComesIsNotReserved() {
        var refunds = "\"refunds\":[" + refund(1012, 7012, "cancel", 1, "") + "],";
        hub.processed(webhook("order", "orders/updated", order(1012, 3, 0, refunds)));

        assertThat(position(1)).containsEntry("reserved", "2");
        assertThat(hub.order(retailer.shop, "1012").path("total").path("amount").asString())
                .isEqualTo("23.80");
    }

    @Test
    void whatTheShopBelievesOfStockIsEvidenceAndNoStock() {
        hub.processed(webhook(
                "inventory-level",
                "inventory_levels/update",
                "{\"inventory_item_id\":808,\"location_id\":905,\"available\":6,\"updated_at\":\"" + at(10) + "\"}"));
        var older = hub.outcome(webhook(
                "inventory-level",
                "inventory_levels/update",
                "{\"inventory_item_id\":808,\"location_id\":905,\"available\":9,\"updated_at\":\"" + at(5) + "\"}"));

        assertThat(older.path("state").asString()).isEqualTo("ignored");
        assertThat(position(1)).containsEntry("onHand", "20");
    }

    @Test
    void anAppThatIsTakenOutIsSomebodysWork() {
        hub.processed(webhook("app", "app/uninstalled", "{\"id\":1,\"domain\":\"shop.example\"}"));

        assertThat(hub.openItems("shopify.app-uninstalled", "connection:" + retailer.shop))
                .hasSize(1);
    }

    private String at(int minutes) {
        return Papers.MORNING.plus(minutes, ChronoUnit.MINUTES).toString();
    }

    /** One line of some things at 10.00 and 19 %. */
    private String order(long number, int quantity, int updatedAfterMinutes, String more) {
        var net = quantity * 1000;
        var tax = quantity * 190;
        return """
                {"id":%1$d,"name":"#%1$d","order_number":%1$d,"created_at":"%2$s","updated_at":"%3$s","processed_at":"%2$s",%9$s
                 "currency":"EUR","financial_status":"paid","taxes_included":false,"test":false,
                 "total_price":"%4$s","subtotal_price":"%5$s","total_tax":"%6$s","total_discounts":"0.00",
                 "shipping_address":{"name":"Erika Muster","address1":"Weg 7","city":"Bremen","zip":"28195","country_code":"DE"},
                 "line_items":[{"id":%1$d1,"variant_id":311,"title":"Thing","name":"Thing","sku":"%7$s","quantity":%8$d,"price":"10.00",
                   "total_discount":"0.00","tax_lines":[{"title":"MwSt","price":"%6$s","rate":0.19}]}],
                 "shipping_lines":[]}""".formatted(
                        number,
                        at(0),
                        at(updatedAfterMinutes),
                        cents(net + tax),
                        cents(net),
                        cents(tax),
                        retailer.sku(1),
                        quantity,
                        more);
    }

    private static String cents(int cents) {
        return "%d.%02d".formatted(cents / 100, cents % 100);
    }

    private String fulfilment(long order, long number, int quantity) {
        return """
                {"id":%d,"order_id":%d,"status":"success","created_at":"%s","updated_at":"%3$s","tracking_company":"DHL",
                 "tracking_number":"T-%1$d","line_items":[{"id":%2$d1,"sku":"%4$s","quantity":%5$d}]}""".formatted(number, order, at(120), retailer.sku(1), quantity);
    }

    private String refund(long order, long number, String restock, int quantity, String more) {
        return """
                {"id":%d,"order_id":%d,"created_at":"%s","processed_at":"%3$s","note":"too large",%6$s
                 "refund_line_items":[{"id":%1$d1,"line_item_id":%2$d1,"quantity":%4$d,"restock_type":"%5$s",
                   "subtotal":"%7$s","total_tax":"%8$s"}],
                 "transactions":[],"order_adjustments":[]}""".formatted(
                        number, order, at(180), quantity, restock, more, cents(quantity * 1000), cents(quantity * 190));
    }

    private String product(long id, long variant, long item, String sku) {
        return """
                {"id":%d,"title":"Thing","updated_at":"%s","variants":[
                  {"id":%d,"product_id":%1$d,"title":"Default","sku":"%s","inventory_item_id":%d,"price":"10.00"}]}""".formatted(id, at(0), variant, sku, item);
    }

    private void map(String partnerSku, String sku) {
        var proposed = hub.post(
                        "/api/v1/mappings", """
                        {"kind":"sku","partner":"%s","validFrom":"%s","entries":{"%s":"%s"}}""".formatted(retailer.shop, Papers.DAY.minusDays(1), partnerSku, sku))
                .ok();
        var set = "/api/v1/mappings/" + proposed.path("id").asString();
        hub.post(set + "/submit", "").ok();
        second.post(set + "/approve", "").ok();
    }

    private Letter webhook(String kind, String topic, String body) {
        return webhook(kind, topic, body, Map.of());
    }

    private Letter webhook(String kind, String topic, String body, String version) {
        return webhook(kind, topic, body, Map.of("X-Shopify-API-Version", version));
    }

    private Letter webhook(String kind, String topic, String body, Map<String, String> more) {
        var signed = papers.signed(body);
        var headers = new TreeMap<>(signed.headers());
        headers.put("X-Shopify-Topic", topic);
        headers.putAll(more);
        return new Letter(retailer.shop, kind, "application/json", headers, body);
    }

    private Map<String, String> position(int sku) {
        return hub
                .all("/api/v1/inventory/positions?sku=" + retailer.sku(sku) + "&location=" + retailer.warehouse)
                .stream()
                .flatMap(position -> position.properties().stream())
                .filter(field -> List.of("onHand", "reserved").contains(field.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().asString()));
    }

    private List<String> movements() {
        return hub.all("/api/v1/inventory/movements?sku=" + retailer.sku(1)).stream()
                .map(JsonNode::toString)
                .toList();
    }

    private List<JsonNode> returns() {
        return hub.all("/api/v1/returns").stream()
                .filter(one -> one.toString().contains(retailer.shop))
                .toList();
    }

    private void clean() {
        assertThat(hub.violations().stream().filter(line -> line.contains(retailer.id)))
                .isEmpty();
    }

    private static void eventually(ThrowingRunnable what) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(what);
    }
}
