package io.tieout.orders;

import static io.tieout.orders.OrderDesk.line;
import static io.tieout.orders.OrderDesk.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Orders as they go wrong, from what a channel sends to what ERP, warehouse and ledger hear, and what they must not. */
@IntegrationTest
class OrderCasesTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    ApiClients clients;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    OrderDesk desk;
    String number;

    @BeforeEach
    void open() {
        desk = new OrderDesk(port, clients, jdbc);
        number = desk.next("A");
    }

    private void sold(int quantity, int version) {
        desk.place(
                order(number, version, gross(quantity), line("1", desk.pen, quantity, net(quantity), tax(quantity))));
    }

    private static String net(int quantity) {
        return quantity * 10 + ".00";
    }

    private static String tax(int quantity) {
        return new BigDecimal("1.90").multiply(BigDecimal.valueOf(quantity)).toPlainString();
    }

    private static String gross(int quantity) {
        return new BigDecimal("11.90").multiply(BigDecimal.valueOf(quantity)).toPlainString();
    }

    @Test
    void aCancellationAfterThePickFreesThePickingPlaceAndHasTheGoodsPutBack_R36() {
        desk.stock(desk.pen, desk.warehouse, 5);
        desk.stock(desk.pen, desk.other, 5);
        sold(2, 1);
        // picked elsewhere than reserved: the reservation moves first
        desk.act(number, "picks", "{\"location\":\"%s\",\"quantities\":{\"1\":2}}".formatted(desk.other));
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.reserved(desk.pen, desk.other)).isEqualByComparingTo("2");

        desk.act(number, "cancel", "{\"reason\":\"customer\"}");

        assertThat(desk.state(number)).isEqualTo("CANCELLED");
        assertThat(desk.reserved(desk.pen, desk.other)).isEqualByComparingTo("0");
        assertThat(desk.onHand(desk.pen, desk.other)).isEqualByComparingTo("5");
        assertThat(desk.items("order.put-back"))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.path("detail").asString()).contains("2 x " + desk.pen + " at " + desk.other));
        assertThat(desk.told(number)).endsWith("sales-order.cancelled").doesNotContain("invoice.triggered");
        assertThat(desk.documents(0)).isEmpty();
    }

    @Test
    void aPartialCancellationOfASplitLineFreesExactlyWhatWasAllocated_R37() {
        desk.policy("splitLines: true, locationsMax: 3, rules: [{rule: types, order: [WAREHOUSE]}]");
        desk.stock(desk.pen, desk.warehouse, 3);
        desk.stock(desk.pen, desk.other, 2);
        sold(5, 1);
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        assertThat(desk.reserved(desk.pen, desk.other)).isEqualByComparingTo("2");

        var cancellation = "{\"cancellationId\":\"c1\",\"quantities\":{\"1\":3},\"reason\":\"too many\"}";
        desk.act(number, "cancel-lines", cancellation);
        desk.act(number, "cancel-lines", cancellation);

        var left = desk.find(number).path("allocations");
        assertThat(desk.reserved(desk.pen, desk.warehouse).add(desk.reserved(desk.pen, desk.other)))
                .isEqualByComparingTo("2");
        assertThat(left.size()).isEqualTo(1);
        var place = left.at("/0/location").asString();
        assertThat(desk.reserved(desk.pen, place)).isEqualByComparingTo("2");
        assertThat(desk.told(number)).contains("sales-order.changed", "fulfilment.withdrawn");
        desk.ship(number, desk.next("P"), place, "1", 2);
        assertThat(desk.state(number)).isEqualTo("SHIPPED");
        assertThat(desk.documents(1)).containsExactly("invoice 23.80");
        assertThat(desk.onHand(desk.pen, place).add(desk.reserved(desk.pen, desk.other)))
                .isLessThanOrEqualTo(new BigDecimal("1"));
    }

    @Test
    void aShipmentThatDidNotLeaveCanBeShippedLater_R38() {
        desk.stock(desk.pen, desk.warehouse, 3);
        sold(3, 1);
        var parcel = desk.next("P");
        desk.ship(number, parcel, desk.warehouse, "1", 3);
        assertThat(desk.documents(1)).containsExactly("invoice 35.70");

        desk.act(number, "shipments/" + parcel + "/cancel", "{\"reason\":\"label void\"}");
        desk.act(number, "shipments/" + parcel + "/cancel", "{\"reason\":\"label void\"}");

        assertThat(desk.state(number)).isEqualTo("RELEASED");
        assertThat(desk.onHand(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        assertThat(desk.available(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.documents(2)).containsExactly("invoice 35.70", "credit-memo 35.70");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(desk.balance("sales.revenue")).isEqualByComparingTo("0"));

        // the late repeat of what did not leave ships nothing
        orders.ship(new ConfirmShipment(
                ConnectionCode.of(desk.channel),
                number,
                parcel,
                LocationCode.of(desk.warehouse),
                Shop.NOON,
                null,
                null,
                List.of(new ConfirmShipment.Line("1", null, Quantity.of(3))),
                null));
        assertThat(desk.onHand(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 3);
        assertThat(desk.state(number)).isEqualTo("SHIPPED");
        assertThat(desk.documents(3)).containsExactly("invoice 35.70", "credit-memo 35.70", "invoice 35.70");
        assertThat(desk.onHand(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
    }

    @Test
    void aNewPriceReservesNothing_R39() {
        desk.stock(desk.pen, desk.warehouse, 3);
        sold(3, 1);

        desk.place(order(number, 2, "32.13", line("1", desk.pen, 3, "27.00", "5.13")));

        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        assertThat(desk.items("order.edited")).isEmpty();
        assertThat(desk.told(number))
                .containsExactly("sales-order.released", "fulfilment.requested", "sales-order.changed");
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 3);
        assertThat(desk.documents(1)).containsExactly("invoice 32.13");
    }

    @Test
    void moreIsReservedBeforeTheErpHearsOfIt_R40() {
        desk.stock(desk.pen, desk.warehouse, 3);
        sold(2, 1);
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 1);

        // 5 wanted, 1 shipped, 1 reserved, 1 free: 3 more are not to be had
        desk.in(desk.channel, "order", order(number, 2, "59.50", line("1", desk.pen, 5, "50.00", "9.50")));
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("1");
        assertThat(desk.items("order.edited")).hasSize(1);
        assertThat(desk.told(number)).doesNotContain("sales-order.changed");

        desk.stock(desk.pen, desk.warehouse, 2);
        desk.act(desk.items("order.edited").getFirst(), "retry-edit", "{}");

        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("4");
        assertThat(desk.items("order.edited")).isEmpty();
        var change = last(desk.outbound(number).stream()
                .filter(event -> event.path("type").asString().equals("sales-order.changed"))
                .toList());
        assertThat(change.at("/data/lines/0/quantity").asInt()).isEqualTo(5);
        assertThat(change.at("/data/lines/0/shipped").asInt()).isEqualTo(1);
        var asked = last(desk.outbound(number).stream()
                .filter(event -> event.path("type").asString().equals("fulfilment.requested"))
                .toList());
        assertThat(asked.at("/data/lines/0/quantity").asInt()).isEqualTo(3);
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 4);
        assertThat(desk.documents(2)).containsExactly("invoice 11.90", "invoice 47.60");
    }

    @Test
    void linesComeAndGo() {
        desk.stock(desk.pen, desk.warehouse, 3);
        desk.stock(desk.ink, desk.warehouse, 3);
        sold(3, 1);

        desk.place(order(
                number, 2, "35.70", line("1", desk.pen, 1, "10.00", "1.90"), line("2", desk.ink, 2, "20.00", "3.80")));
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("1");
        assertThat(desk.reserved(desk.ink, desk.warehouse)).isEqualByComparingTo("2");

        desk.place(order(number, 3, "23.80", line("2", desk.ink, 2, "20.00", "3.80")));
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        desk.ship(number, desk.next("P"), desk.warehouse, "2", 2);

        assertThat(desk.state(number)).isEqualTo("SHIPPED");
        assertThat(desk.documents(1)).containsExactly("invoice 23.80");
    }

    @Test
    void anUpdateMayComeBeforeWhatItUpdates_R54() {
        desk.stock(desk.pen, desk.warehouse, 9);
        sold(3, 2);

        var late = desk.in(desk.channel, "order", order(number, 1, "59.50", line("1", desk.pen, 5, "50.00", "9.50")));

        assertThat(late.path("state").asString()).isEqualTo("ignored");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        assertThat(desk.items("order.edited")).isEmpty();
        assertThat(desk.told(number)).containsExactly("sales-order.released", "fulfilment.requested");
        // a shipment may come first as well: it waits for its order
        var early = desk.next("B");
        var parked = desk.in(desk.channel, "shipment", """
                {"orderExternalId":"%s","externalId":"%s","location":"%s","shippedAt":"2026-11-21T15:00:00Z",
                 "lines":[{"lineReference":"1","quantity":1}]}""".formatted(early, desk.next("P"), desk.warehouse));
        assertThat(parked.path("state").asString()).isEqualTo("parked");
        desk.place(order(early, 1, gross(1), line("1", desk.pen, 1, net(1), tax(1))));
        await().atMost(SOON).untilAsserted(() -> assertThat(desk.state(early)).isEqualTo("SHIPPED"));
    }

    @Test
    void aCancellationThatComesFirstEndsTheOrderBeforeItBegins_R55() {
        desk.stock(desk.pen, desk.warehouse, 3);
        orders.cancel(new CancelOrder(ConnectionCode.of(desk.channel), number, Shop.NOON, "customer", null));

        desk.place(order(number, 1, gross(2), line("1", desk.pen, 2, net(2), tax(2))));

        assertThat(desk.state(number)).isEqualTo("CANCELLED");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.told(number)).isEmpty();
        assertThat(desk.documents(0)).isEmpty();
    }

    @Autowired
    Orders orders;

    @Test
    void aCancellationOfWhatIsUnderWayStopsTheParcelOrExpectsItBack_R56() {
        desk.stock(desk.pen, desk.warehouse, 4);
        sold(2, 1);
        var stopped = number;
        desk.ship(stopped, desk.next("P"), desk.warehouse, "1", 2);
        var sentBack = desk.next("A");
        desk.place(order(sentBack, 1, gross(2), line("1", desk.pen, 2, net(2), tax(2))));
        desk.ship(sentBack, desk.next("P"), desk.warehouse, "1", 2);
        assertThat(desk.documents(2)).containsExactly("invoice 23.80", "invoice 23.80");

        cancelAtChannel(stopped);
        cancelAtChannel(sentBack);

        // nothing is undone by the channel's word alone
        assertThat(desk.onHand(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.state(stopped)).isEqualTo("SHIPPED");
        assertThat(desk.told(stopped)).doesNotContain("sales-order.cancelled");
        var items = desk.items("order.cancelled-after-shipment");
        assertThat(items).hasSize(2);
        desk.act(item(items, stopped), "parcel-stopped", "{}");
        desk.act(item(items, sentBack), "expect-return", "{}");

        assertThat(desk.state(stopped)).isEqualTo("CANCELLED");
        assertThat(desk.onHand(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.documents(3)).containsExactlyInAnyOrder("invoice 23.80", "invoice 23.80", "credit-memo 23.80");
        assertThat(desk.state(sentBack)).isEqualTo("SHIPPED");
        var expected = OrderDesk.read(desk.admin.get("/api/v1/returns?limit=500"), 200).path("items").values().stream()
                .filter(each -> each.toString().contains(desk.channel))
                .toList();
        assertThat(expected).hasSize(1);
        assertThat(expected.getFirst().path("state").asString()).isEqualTo("EXPECTED");
        assertThat(expected.getFirst().path("order"))
                .isEqualTo(desk.find(sentBack).path("id"));
        // told again, it is no new problem
        cancelAtChannel(sentBack);
        assertThat(desk.items("order.cancelled-after-shipment")).isEmpty();
    }

    private void cancelAtChannel(String order) {
        orders.cancel(new CancelOrder(ConnectionCode.of(desk.channel), order, Shop.NOON, "customer", null));
    }

    private static JsonNode item(List<JsonNode> items, String order) {
        return items.stream()
                .filter(item -> item.path("subject").asString().endsWith(order))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsCancelledWhileItWaitsIsNeverInvoiced_R57() {
        desk.policy("releasePartly: true, rules: [{rule: types, order: [WAREHOUSE]}]");
        desk.stock(desk.pen, desk.warehouse, 2);
        sold(5, 1);
        assertThat(desk.find(number).at("/lines/0/waiting").asInt()).isEqualTo(3);
        var released = desk.outbound(number).getFirst();
        assertThat(released.at("/data/lines/0/quantity").asInt()).isEqualTo(2);
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 2);
        assertThat(desk.state(number)).isEqualTo("PARTIALLY_SHIPPED");

        desk.act(number, "cancel-lines", "{\"cancellationId\":\"c\",\"quantities\":{\"1\":3},\"reason\":\"too late\"}");

        assertThat(desk.state(number)).isEqualTo("SHIPPED");
        assertThat(desk.documents(1)).containsExactly("invoice 23.80");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(desk.balance("sales.revenue").abs()).isEqualByComparingTo("20.00"));
        assertThat(desk.balance("channel.receivable")).isEqualByComparingTo("23.80");
        assertThat(desk.items("order.reservation-failed")).isEmpty();
        // stock that comes later is nobody's
        desk.stock(desk.pen, desk.warehouse, 9);
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.told(number)).contains("sales-order.cancelled");
    }

    @Test
    void aPendingOrderIsSetAsideForAWhileAndToldToNobody_R53() {
        desk.stock(desk.pen, desk.warehouse, 3);
        desk.place(pending(number));

        assertThat(desk.find(number).path("holdCode").asString()).isEqualTo("order.awaiting-payment");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(desk.told(number)).isEmpty();
        assertThat(desk.items("order.awaiting-payment")).isEmpty();
        assertThat(expiring()).isEqualTo(1);

        desk.place(order(number, 2, "23.80", line("1", desk.pen, 2, "20.00", "3.80")));

        assertThat(desk.state(number)).isEqualTo("RELEASED");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(expiring()).isZero();
        assertThat(desk.told(number)).containsExactly("sales-order.released", "fulfilment.requested");

        var vanishes = desk.next("V");
        desk.place(pending(vanishes).replace("\"quantity\":2", "\"quantity\":1"));
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("3");
        cancelAtChannel(vanishes);
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(desk.state(vanishes)).isEqualTo("CANCELLED");
        assertThat(desk.told(vanishes)).isEmpty();
    }

    private String pending(String order) {
        return order(order, 1, "0.00", line("1", desk.pen, 2, "0.00", "0.00"))
                .replace("\"paid\":true", "\"paid\":false")
                .replaceAll("\"shipTo\":\\{[^}]*},", "");
    }

    private int expiring() {
        return jdbc.sql("""
                        select count(*) from inventory.reservation where state = 'ACTIVE' and expires_at is not null
                           and business_key like :key
                        """)
                .param("key", "order:" + desk.channel + ":" + number + "%")
                .query(Integer.class)
                .single();
    }

    @Test
    void backordersAreReleasedOldestFirstWithoutOverselling() {
        var second = desk.next("A");
        var third = desk.next("A");
        for (var each : new String[] {number, second, third}) {
            desk.place(order(each, 1, gross(2), line("1", desk.pen, 2, net(2), tax(2))));
        }
        assertThat(desk.find(third).path("holdCode").asString()).isEqualTo("order.reservation-failed");

        desk.stock(desk.pen, desk.warehouse, 5);

        await().atMost(SOON).untilAsserted(() -> assertThat(desk.state(second)).isEqualTo("RELEASED"));
        assertThat(desk.state(number)).isEqualTo("RELEASED");
        assertThat(desk.state(third)).isEqualTo("HELD");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("4");
        assertThat(desk.items("order.reservation-failed")).hasSize(1);
        var waiting = OrderDesk.read(desk.admin.get("/api/v1/orders?backordered=true&connection=" + desk.channel), 200);
        assertThat(waiting.path("items").size()).isEqualTo(1);
    }

    @Test
    void aPersonHoldsAndReleases() {
        desk.stock(desk.pen, desk.warehouse, 3);
        sold(2, 1);

        desk.act(number, "hold", "{\"reason\":\"address looks odd\"}");
        assertThat(desk.find(number).path("holdCode").asString()).isEqualTo("order.held-by-person");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(desk.told(number)).endsWith("sales-order.cancelled");

        desk.act(desk.items("order.held-by-person").getFirst(), "release-order", "{\"reason\":\"called them\"}");
        assertThat(desk.state(number)).isEqualTo("RELEASED");
        assertThat(desk.told(number)).endsWith("sales-order.released", "fulfilment.requested");
        assertThat(desk.refused(number, "release", "{\"reason\":\"again\"}")).isEqualTo("state.conflict");
        desk.act(number, "picks", "{\"location\":\"%s\",\"quantities\":{\"1\":2}}".formatted(desk.warehouse));
        assertThat(desk.refused(number, "source-anew", "{\"reason\":\"closed\"}"))
                .isEqualTo("state.conflict");
    }

    @Test
    void whatIsMissingAtThePickComesFromElsewhere() {
        desk.stock(desk.pen, desk.warehouse, 3);
        desk.stock(desk.pen, desk.other, 3);
        sold(3, 1);

        var shortPick = "{\"externalId\":\"s1\",\"location\":\"%s\",\"quantities\":{\"1\":1},\"reason\":\"DAMAGED\"}"
                .formatted(desk.warehouse);
        desk.act(number, "short-picks", shortPick);
        desk.act(number, "short-picks", shortPick);

        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(desk.position(desk.pen, desk.warehouse).path("qualityHold").asInt())
                .isEqualTo(1);
        assertThat(desk.reserved(desk.pen, desk.other)).isEqualByComparingTo("1");
        assertThat(desk.told(number))
                .containsExactly(
                        "sales-order.released",
                        "fulfilment.requested",
                        "sales-order.changed",
                        "fulfilment.requested",
                        "fulfilment.withdrawn");
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 2);
        desk.ship(number, desk.next("P"), desk.other, "1", 1);
        assertThat(desk.documents(2)).containsExactly("invoice 23.80", "invoice 11.90");
    }

    @Test
    void theOrderSaysWhyItComesFromThereAndNotFromElsewhere() {
        desk.policy("rules: [{rule: cost, perOrder: {%s: \"9.90\", %s: \"4.90\"}, otherwise: \"20\"},"
                        .formatted(desk.warehouse, desk.other)
                + " {rule: capacity, perDay: {%s: 1}}], noSplitBelow: {amount: \"50.00\", currency: EUR}"
                        .formatted(desk.other));
        desk.stock(desk.pen, desk.warehouse, 9);
        desk.stock(desk.pen, desk.other, 9);
        desk.stock(desk.ink, desk.third, 9);
        sold(1, 1);

        var first = desk.find(number);
        assertThat(first.path("location").asString()).isEqualTo(desk.other);
        var decision = first.at("/sourcing/0");
        assertThat(decision.path("policy").asInt()).isPositive();
        assertThat(decision.path("others").toString()).contains("comes later by cost", desk.warehouse);

        var second = desk.next("A");
        desk.place(order(second, 1, gross(1), line("1", desk.pen, 1, net(1), tax(1))));
        assertThat(desk.find(second).path("location").asString()).isEqualTo(desk.warehouse);
        assertThat(desk.find(second).at("/sourcing/0/others").toString()).contains("has its 1 orders of today already");

        var cheap = desk.next("A");
        desk.place(order(
                cheap, 1, "23.80", line("1", desk.pen, 1, "10.00", "1.90"), line("2", desk.ink, 1, "10.00", "1.90")));
        assertThat(desk.find(cheap).path("holdCode").asString()).isEqualTo("order.not-sourceable");
        assertThat(desk.find(cheap).path("holdReason").asString()).contains("an order below 50.00 EUR is not split");
    }

    private static JsonNode last(List<JsonNode> nodes) {
        return nodes.getLast();
    }
}
