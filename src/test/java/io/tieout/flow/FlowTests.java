package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The main job, from a partner's own payload to the bank line, over HTTP against the whole application. */
@IntegrationTest
class FlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private final Receiver receiver = new Receiver();
    private Hub hub = new Hub("", "");
    private Hub second = new Hub("", "");

    @BeforeEach
    void open() {
        hub = client("flow-");
        second = client("second-");
        hub.configure(retailer.configuration(3, receiver.url()));
        hub.map(second, retailer.amazon, "ItemTax");
        hub.map(second, retailer.tills, "VAT19");
        retailer.receive(
                hub, "opening", retailer.warehouse, 20, List.of(retailer.sku(1), retailer.sku(2), retailer.sku(3)));
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Hub client(String name) {
        var issued = clients.create(name + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    @Test
    void aShopOrderIsReservedToldShippedInvoicedAndInTheErp() throws Exception {
        var items = List.of(retailer.item(1, 2, "10.00"), retailer.item(2, 1, "5.55"));
        var order = papers.shopOrder(1001, "MwSt", items);

        var message = hub.processed(order);

        assertThat(hub.order(retailer.shop, "1001").path("reservation").asString())
                .isNotBlank();
        assertThat(position(1)).containsEntry("reserved", "2").containsEntry("onHand", "20");
        var released = hook("sales-order.released");
        new Webhook(Retailer.WEBHOOK_SECRET)
                .verify(released.body(), HttpHeaders.of(released.headers(), (_, _) -> true));
        assertThat(released.key()).isEqualTo("order:" + retailer.shop + ":1001");
        assertThat(released.event().path("correlationid").asString())
                .isEqualTo(message.path("correlationId").asString());
        hook("fulfilment.requested");
        eventually(() -> assertThat(numbers()).anyMatch(number -> number.startsWith("SO-")));

        assertThat(hub.in(order).status()).as("a repeat").isEqualTo(200);
        hub.processed(papers.shipment(retailer.shop, "1001", "P1", items));

        eventually(() -> assertThat(invoices()).singleElement().satisfies(invoice -> {
            assertThat(invoice.path("erp").path("number").asString()).startsWith("INV-");
            assertThat(invoice.path("total").path("amount").asString()).isEqualTo("30.40");
        }));
        eventually(() -> assertThat(numbers()).anyMatch(number -> number.startsWith("JE-")));
        assertThat(position(1)).containsEntry("reserved", "0").containsEntry("onHand", "18");
        assertThat(hub.balances(retailer.entity))
                .containsEntry("channel.receivable", "30.40")
                .containsEntry("sales.revenue", "-25.55")
                .containsEntry("tax.payable", "-4.85");
        hook("invoice.triggered");
        hook("journal.posted");
        assertThat(receiver.taken().stream().map(Receiver.Call::id)).doesNotHaveDuplicates();
        clean();
    }

    @Test
    void aMarketplaceOrderIsPaidToTheCentAndItsStoryReachesTheBankLine() {
        var orderId = "305-" + Math.floorMod(retailer.id.hashCode(), 9_000_000) + "-0000001";
        var items = List.of(retailer.item(1, 1, "100.00"), retailer.item(2, 2, "19.99"));
        hub.processed(papers.amazonOrder(orderId, items));
        hub.processed(papers.shipment(retailer.amazon, orderId, "P1", items));
        eventually(() -> assertThat(invoices()).hasSize(1));
        var rows = Papers.settled(orderId, items, "-24.99");
        var deposit = Papers.total(rows);
        var number = "S" + Math.floorMod(retailer.id.hashCode(), 1_000_000);

        hub.processed(papers.settlement(number, deposit, rows));
        eventually(() -> assertThat(settlement().path("state").asString()).isEqualTo("POSTED"));
        hub.processed(papers.statement("B" + number, "R" + number, deposit, number + " MARKETPLACE SETTLEMENT"));

        eventually(() -> assertThat(settlement().path("state").asString()).isEqualTo("RECONCILED"));
        var footing = settlement().path("footing");
        assertThat(footing.path("difference").asString()).isEqualTo("0.00");
        assertThat(footing.path("bank").asString()).isEqualTo(deposit.toPlainString());
        eventually(() -> assertThat(hub.balances(retailer.entity))
                .containsEntry("bank", deposit.toPlainString())
                .containsEntry("fees.commission", "24.99")
                .doesNotContainEntry("channel.receivable", "141.58"));
        for (var settled : List.of("channel.receivable", "channel.balance", "cash.in-transit", "suspense")) {
            assertThat(new BigDecimal(hub.balances(retailer.entity).getOrDefault(settled, "0")))
                    .as(settled)
                    .isEqualByComparingTo("0");
        }
        var story = hub.get("/api/v1/trace/" + orderId).ok();
        assertThat(Hub.items(story.path("steps")).map(step -> step.path("what").asString()))
                .contains("message.received", "order.reserved", "order.released", "order.shipped", "order.settled")
                .anyMatch(what -> what.startsWith("payout."));
        assertThat(story.path("awaited").size()).as(story.toString()).isZero();
        hook("settlement.reconciled");
        hook("payout.reconciled");
        clean();
    }

    @Test
    void aTillsSaleAndItsReturnMoveStockAndMoney() {
        var bought = retailer.item(1, 3, "10.00");
        var back = retailer.item(1, 1, "10.00");
        retailer.receive(hub, "store", retailer.store, 5, List.of(retailer.sku(1)));

        hub.processed(papers.poslog(
                papers.receipt(1, "Sale", bought, ""), papers.receipt(2, "Return", back, papers.boughtWith(1))));

        eventually(() -> assertThat(hub.balances(retailer.entity))
                .containsEntry("sales.revenue", "-30.00")
                .containsEntry("sales.returns", "10.00")
                .containsEntry("tax.payable", "-3.80")
                .containsEntry("tender.cash", "23.80"));
        assertThat(new BigDecimal(hub.balances(retailer.entity).getOrDefault("till.clearing", "0")))
                .isEqualByComparingTo("0");
        assertThat(position(1, retailer.store)).containsEntry("onHand", "3");
        clean();
    }

    @Test
    void aMarketplacesGoodsBroughtToAStoreWaitForADecision() {
        var orderId = "306-" + Math.floorMod(retailer.id.hashCode(), 9_000_000) + "-0000001";
        var items = List.of(retailer.item(1, 1, "100.00"));
        hub.processed(papers.amazonOrder(orderId, items));
        hub.processed(papers.shipment(retailer.amazon, orderId, "P1", items));

        var taken = hub.post("/api/v1/returns?waitMs=30000", """
                        {"connection":"%s","externalId":"R1","orderConnection":"%s","orderExternalId":"%s","location":"%s",
                         "occurredAt":"%s","received":true,"lines":[{"sku":"%s","quantity":1,"reason":"does not fit"}]}""".formatted(
                                retailer.tills,
                                retailer.amazon,
                                orderId,
                                retailer.store,
                                Papers.MORNING.plusSeconds(40_000),
                                retailer.sku(1)))
                .ok();

        assertThat(taken.path("state").asString()).as(taken.toString()).isEqualTo("processed");
        var key = "return:" + retailer.tills + ":R1";
        assertThat(hub.openItems("return.awaits-decision", key)).hasSize(1);
        assertThat(hub.balances(retailer.entity)).doesNotContainKey("sales.returns");
        var waiting = hub.all("/api/v1/returns?state=AWAITS_DECISION").stream()
                .filter(one -> one.path("connection").asString().equals(retailer.tills))
                .findFirst()
                .orElseThrow();

        hub.post(
                        "/api/v1/returns/" + waiting.path("id").asString() + "/decision",
                        "{\"approve\":true,\"reason\":\"as good as new\",\"dispositions\":{\"%s\":\"RESALEABLE\"}}"
                                .formatted(retailer.sku(1)))
                .ok();

        eventually(() -> assertThat(hub.balances(retailer.entity)).containsEntry("sales.returns", "100.00"));
        assertThat(hub.openItems("return.awaits-decision", key)).isEmpty();
        assertThat(position(1, retailer.store)).containsEntry("onHand", "1").containsEntry("availableToPromise", "1");
        hook("return.decided");
        hook("credit-memo.triggered");
        clean();
    }

    @Test
    void anUnmappedTaxParksOnlyItsDocumentAndASecondPersonLetsItGoOn() {
        var items = List.of(retailer.item(1, 1, "10.00"));
        var tax = "Kurtaxe " + retailer.id;
        hub.processed(papers.shopOrder(2001, tax, items));
        hub.processed(papers.shopOrder(2002, "MwSt", items));
        hub.processed(papers.shipment(retailer.shop, "2001", "P1", items));
        hub.processed(papers.shipment(retailer.shop, "2002", "P2", items));

        eventually(() -> assertThat(hub.balances(retailer.entity)).containsEntry("sales.revenue", "-10.00"));
        eventually(() -> assertThat(unmapped(tax)).hasSize(1));
        assertThat(position(1)).as("the goods have left").containsEntry("onHand", "18");

        var set = hub.propose(retailer.shop, tax + " 0.19");
        var own = hub.post(set + "/approve", "");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.code()).isEqualTo("four-eyes.same-person");
        second.post(set + "/approve", "").ok();

        eventually(() -> assertThat(hub.balances(retailer.entity)).containsEntry("sales.revenue", "-20.00"));
        eventually(() -> assertThat(unmapped(tax)).isEmpty());
        eventually(() -> assertThat(invoices()).hasSize(2));
        clean();
    }

    @Test
    void anOrderWithoutStockIsOwnedAndReleasedOnceTheGoodsAreThere() {
        var items = List.of(retailer.item(3, 50, "1.00"));
        hub.processed(papers.shopOrder(3001, "MwSt", items));
        var key = "order:" + retailer.shop + ":3001";
        var item = hub.openItems("order.reservation-failed", key).getFirst();
        assertThat(item.path("ownerRole").asString()).isEqualTo("operations");
        assertThat(receiver.calls()).noneMatch(call -> call.key().equals(key));

        var retry = "/api/v1/work-items/" + item.path("id").asString() + "/actions/retry-reservation";
        assertThat(hub.post(retry, "").ok().path("state").asString()).isEqualTo("open");
        retailer.receive(hub, "later", retailer.warehouse, 40, List.of(retailer.sku(3)));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                hub.order(retailer.shop, "3001").path("state").asString())
                        .isEqualTo("RELEASED"));
        assertThat(hub.openItems("order.reservation-failed", key)).isEmpty();
        assertThat(position(3)).containsEntry("reserved", "50");
        hook("sales-order.released");
        clean();
    }

    private List<JsonNode> unmapped(String tax) {
        return hub.all("/api/v1/work-items?state=open").stream()
                .filter(item -> item.path("detail").asString().contains(tax))
                .toList();
    }

    private JsonNode settlement() {
        return hub.all("/api/v1/settlements?connection=" + retailer.amazon).getFirst();
    }

    private List<JsonNode> invoices() {
        return hub.all("/api/v1/documents?kind=invoice").stream()
                .filter(document -> document.path("entity").asString().equals(retailer.entity))
                .toList();
    }

    private List<String> numbers() {
        return hub.all("/api/v1/deliveries?destination=" + retailer.erp).stream()
                .map(delivery -> delivery.path("documentNumber").asString())
                .toList();
    }

    private Map<String, String> position(int product) {
        return position(product, retailer.warehouse);
    }

    private Map<String, String> position(int product, String location) {
        var position = hub.get("/api/v1/inventory/positions?sku=" + retailer.sku(product) + "&location=" + location)
                .ok()
                .path("items")
                .path(0);
        return position.propertyNames().stream()
                .collect(java.util.stream.Collectors.toMap(
                        name -> name, name -> position.path(name).asString()));
    }

    private Receiver.Call hook(String type) {
        var wanted = "io.tieout." + type + ".v1";
        return await().atMost(SOON)
                .until(
                        () -> receiver.taken().stream()
                                .filter(call ->
                                        call.event().path("type").asString().equals(wanted))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Waits; what does not come about is told with the exceptions that are open. */
    private void eventually(ThrowingRunnable assertion) {
        try {
            await().atMost(SOON).pollInterval(Duration.ofMillis(300)).untilAsserted(assertion);
        } catch (ConditionTimeoutException late) {
            var open = hub.all("/api/v1/work-items?state=open").stream()
                    .filter(item -> item.toString().contains(retailer.id))
                    .map(item -> item.path("code").asString() + ": "
                            + item.path("detail").asString())
                    .toList();
            throw new AssertionError(late.getMessage() + "\nopen: " + open, late);
        }
    }

    /** The proof, as far as this retailer is concerned: other tests leave their own traces in the same database. */
    private void clean() {
        eventually(() -> assertThat(hub.violations()).noneMatch(one -> one.contains(retailer.id)));
    }
}
