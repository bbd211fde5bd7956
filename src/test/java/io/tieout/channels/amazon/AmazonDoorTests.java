package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.delivery.Destination;
import io.tieout.delivery.Destinations;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.Position;
import io.tieout.kernel.Actor;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import io.tieout.orders.Shop;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes of Amazon's payloads, from the door to stock, documents and what must not exist. */
@IntegrationTest
class AmazonDoorTests {

    private static final Actor TESTER = Actor.system("test");

    @Autowired
    Connections connections;

    @Autowired
    ApiClients clients;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    Orders orders;

    @Autowired
    Destinations destinations;

    @Autowired
    AmazonRows rows;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final JsonMapper json = JsonMapper.shared();
    private Shop shop;
    private Http http;
    private LocationCode fba;
    private Sku pen;
    private final Instant nine =
            Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(9));

    @BeforeEach
    void connect() {
        shop = new Shop(catalog, inventory);
        pen = shop.product("PEN");
        fba = LocationCode.of("FBA" + shop.id);
        place(Location.Type.VIRTUAL, false);
        save(Map.of());
        // Nobody answers there, and nothing is sent: what would be told is what counts.
        destinations.save(
                new Destination(
                        "erp-" + shop.id,
                        "webhook",
                        shop.entity,
                        URI.create("http://127.0.0.1:9/hook"),
                        true,
                        List.of("*"),
                        Map.of(),
                        true),
                Optional.empty(),
                TESTER);
        http = new Http(
                port,
                clients.create(
                                "amz-" + shop.id,
                                ApiClients.Terms.of(List.of("messages.write", "messages.read", "orders.read")),
                                TESTER)
                        .key());
    }

    private void place(Location.Type type, boolean fulfils) {
        catalog.save(new Location(
                fba, type, shop.entity, "EU", "DE", ZoneId.of("Europe/Berlin"), Location.StockAuthority.HUB, fulfils));
    }

    private void save(Map<String, String> more) {
        var settings = new TreeMap<>(Map.of(
                "sellerId",
                "S",
                "marketplaceIds",
                "A1PA6795UKMFR9",
                "fbaLocation",
                fba.value(),
                "returnsLocation",
                shop.warehouse.value()));
        settings.putAll(more);
        connections.save(
                new Connection(shop.channel, "amazon", shop.entity, ZoneOffset.UTC, settings, List.of(), false),
                Map.of(),
                TESTER);
    }

    private JsonNode send(String kind, JsonNode body) {
        return send(kind, json.writeValueAsString(body), "application/json");
    }

    private JsonNode send(String kind, String body, String type) {
        var answer = http.send("POST", "/in/" + shop.channel + "/" + kind, body, Map.of("Content-Type", type));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return message(json.readTree(answer.body()).path("messageId").asString());
    }

    private JsonNode message(String id) {
        return json.readTree(
                http.get("/api/v1/messages/" + id + "?waitMs=20000").body());
    }

    private String number(String ending) {
        return "305-" + shop.id + "-" + ending;
    }

    private Position position(LocationCode location) {
        return shop.position(pen, location);
    }

    private OrderState state(String number) {
        return orders.find(shop.channel, number).orElseThrow().summary().state();
    }

    private List<String> documents(String number) {
        return jdbc.sql("select type from delivery.outbound_message where key = :key order by id")
                .param("key", "order:" + shop.channel + ":" + number)
                .query(String.class)
                .list();
    }

    @Test
    void amazonsStockAndOursAreApart_R52() {
        shop.stock(pen, shop.warehouse, 5);
        send("stock", snapshot(0, Payloads.summary(pen.value(), 3, 0, 0)));
        var byAmazon = number("1");
        var byUs = number("2");

        send("order", Payloads.orderV0(byAmazon, at(60), "Unshipped", "AFN", pen.value(), 3, 0));
        send("order", Payloads.orderV0(byUs, at(60), "Unshipped", "MFN", pen.value(), 5, 0));

        assertThat(position(fba).reserved()).isEqualTo(Quantity.of(3));
        assertThat(position(shop.warehouse).reserved()).isEqualTo(Quantity.of(5));
        var third = number("3");
        send("order", Payloads.orderV0(third, at(60), "Unshipped", "AFN", pen.value(), 1, 0));
        assertThat(state(third)).as("not from the merchant's stock").isEqualTo(OrderState.HELD);
        assertThat(position(shop.warehouse).reserved()).isEqualTo(Quantity.of(5));
    }

    @Test
    void whatOnlyAmazonHasIsNoMerchantsToSell_R52() {
        shop.stock(pen, shop.warehouse, 1);
        send("stock", snapshot(0, Payloads.summary(pen.value(), 100, 0, 0)));
        var order = number("1");

        send("order", Payloads.orderV0(order, at(60), "Unshipped", "MFN", pen.value(), 2, 0));

        assertThat(state(order)).isEqualTo(OrderState.HELD);
        assertThat(position(fba).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(documents(order)).isEmpty();
    }

    @Test
    void whatAmazonShipsLeavesAmazonsStock_R52() {
        shop.stock(pen, shop.warehouse, 5);
        send("stock", snapshot(0, Payloads.summary(pen.value(), 3, 0, 0)));
        var order = number("1");
        send("order", Payloads.orderV0(order, at(60), "Unshipped", "AFN", pen.value(), 2, 0));

        send("order", Payloads.orderV0(order, at(120), "PartiallyShipped", "AFN", pen.value(), 2, 1));
        assertThat(state(order)).isEqualTo(OrderState.PARTIALLY_SHIPPED);
        var shipped = Payloads.orderV0(order, at(180), "Shipped", "AFN", pen.value(), 2, 2);
        send("order", shipped);
        send("order", shipped);

        assertThat(state(order)).isEqualTo(OrderState.SHIPPED);
        assertThat(position(fba).onHand()).isEqualTo(Quantity.of(1));
        assertThat(position(fba).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(position(shop.warehouse).onHand()).isEqualTo(Quantity.of(5));
    }

    @Test
    void whatAmazonShippedWasThereWhateverTheLastSnapshotSaid_R52() {
        send("stock", snapshot(0, Payloads.summary(pen.value(), 0, 0, 0)));
        var order = number("1");

        send("order", Payloads.orderV0(order, at(180), "Shipped", "AFN", pen.value(), 2, 2));

        assertThat(state(order)).isEqualTo(OrderState.SHIPPED);
        assertThat(position(fba).onHand()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void whatHadLeftBeforeTheSnapshotLeavesItsFigureAlone_R52() {
        send("stock", snapshot(0, Payloads.summary(pen.value(), 3, 0, 0)));
        var order = number("1");
        send("order", Payloads.orderV0(order, at(60), "Unshipped", "AFN", pen.value(), 2, 0));
        send("stock", snapshot(240, Payloads.summary(pen.value(), 1, 0, 0)));

        send("order", Payloads.orderV0(order, at(180), "Shipped", "AFN", pen.value(), 2, 2));

        assertThat(state(order)).isEqualTo(OrderState.SHIPPED);
        assertThat(position(fba).onHand()).isEqualTo(Quantity.of(1));
        assertThat(position(fba).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aLocationThatOthersUseIsRefusedForAmazonsStock_R52() {
        place(Location.Type.THIRD_PARTY, true);

        var message = send("order", Payloads.orderV0(number("1"), at(60), "Unshipped", "AFN", pen.value(), 1, 0));

        assertThat(message.path("state").asString()).isEqualTo("failed");
        assertThat(message.path("code").asString()).isEqualTo("amazon.fba-location-shared");
        assertThat(message.path("workItem").asString()).isNotBlank();
        assertThat(orders.find(shop.channel, number("1"))).isEmpty();
    }

    @Test
    void whatIsSetAsideForOrdersIsNotSubtractedTwice() {
        send("stock", snapshot(0, Payloads.summary(pen.value(), 3, 0, 0)));
        var order = number("1");
        send("order", Payloads.orderV0(order, at(60), "Unshipped", "AFN", pen.value(), 2, 0));

        send("stock", snapshot(120, Payloads.summary(pen.value(), 1, 2, 0)));

        assertThat(position(fba).onHand()).isEqualTo(Quantity.of(3));
        assertThat(position(fba).availableToPromise()).isEqualTo(Quantity.of(1));
    }

    @Test
    void aPendingOrderSetsStockAsideForAWhile_R53() {
        shop.stock(pen, shop.warehouse, 5);
        var order = number("1");

        send("order", Payloads.pendingV0(order, at(60), "MFN", pen.value(), 2));

        assertThat(position(shop.warehouse).reserved()).isEqualTo(Quantity.of(2));
        assertThat(documents(order))
                .as("nobody may ship it, the ERP hears of no order")
                .isEmpty();
        assertThat(state(order)).isEqualTo(OrderState.HELD);
        assertThat(expiry(order)).as("it does not last for ever").isAfter(Instant.now());
    }

    @Test
    void aPendingOrdersStockIsFreeWhenItVanishes_R53() {
        shop.stock(pen, shop.warehouse, 5);
        var order = number("1");
        send("order", Payloads.pendingV0(order, at(60), "MFN", pen.value(), 2));

        send("order", Payloads.orderV0(order, at(120), "Canceled", "MFN", pen.value(), 2, 0));

        assertThat(position(shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(state(order)).isEqualTo(OrderState.CANCELLED);
        assertThat(documents(order))
                .as("who was never told of it hears of no end")
                .isEmpty();
    }

    @Test
    void aPendingOrderBecomesFirmWithItsPrices_R53() {
        shop.stock(pen, shop.warehouse, 5);
        var order = number("1");
        send("order", Payloads.pendingV0(order, at(60), "MFN", pen.value(), 2));

        send("order", Payloads.orderV0(order, at(120), "Unshipped", "MFN", pen.value(), 2, 0));

        assertThat(state(order)).isEqualTo(OrderState.RELEASED);
        assertThat(position(shop.warehouse).reserved()).as("once").isEqualTo(Quantity.of(2));
        var found = orders.find(shop.channel, order).orElseThrow();
        assertThat(found.summary().total()).hasToString("23.80 EUR");
        assertThat(found.lines().getFirst().net()).hasToString("20.00 EUR");
        assertThat(expiry(order)).as("what is paid does not lapse").isNull();
        assertThat(documents(order)).contains("sales-order.released");
    }

    @Test
    void aPendingOrderOfAmazonsWaitsToo_R53() {
        shop.stock(pen, shop.warehouse, 5);
        send("stock", snapshot(0, Payloads.summary(pen.value(), 3, 0, 0)));
        var order = number("1");

        send("order", Payloads.pendingV0(order, at(60), "AFN", pen.value(), 2));

        assertThat(position(fba).reserved()).isEqualTo(Quantity.of(2));
        assertThat(position(shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(documents(order)).isEmpty();
        assertThat(state(order)).isEqualTo(OrderState.HELD);
    }

    private @Nullable Instant expiry(String order) {
        return jdbc.sql("select expires_at from inventory.reservation where business_key = :key and state = 'ACTIVE'")
                .param("key", "order:" + shop.channel + ":" + order)
                .query((row, _) -> {
                    var at = row.getObject(1, java.time.OffsetDateTime.class);
                    return Optional.ofNullable(at).map(java.time.OffsetDateTime::toInstant);
                })
                .list()
                .getFirst()
                .orElse(null);
    }

    @Test
    void anOrderChangeIsNotedOnceAndACancellationTaken() {
        shop.stock(pen, shop.warehouse, 5);
        var order = number("1");
        var change = Payloads.orderChange("n-" + shop.id, order, "Unshipped");

        assertThat(send("notification", change).path("state").asString()).isEqualTo("processed");
        send("notification", change);

        assertThat(rows.changedOrders(shop.channel, 10))
                .singleElement()
                .satisfies(noted -> assertThat(noted.orderId()).isEqualTo(order));

        send("order", Payloads.orderV0(order, at(60), "Unshipped", "MFN", pen.value(), 2, 0));
        send("notification", Payloads.orderChange("c-" + shop.id, order, "Canceled"));
        assertThat(state(order)).isEqualTo(OrderState.CANCELLED);
        assertThat(position(shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void anUnknownNotificationIsKeptAndSomebodysToLookAt() {
        var message = send(
                "notification",
                Payloads.json("{\"NotificationType\":\"NEVER_SEEN\",\"NotificationMetadata\":{\"NotificationId\":\"u-"
                        + shop.id + "\"}}"));

        assertThat(message.path("state").asString()).isEqualTo("processed");
        assertThat(items("notification:" + shop.channel + ":NEVER_SEEN"))
                .containsExactly("amazon.notification-unknown");
    }

    private List<String> items(String subject) {
        return jdbc.sql("select code from exceptions.work_item where subject = :subject and state = 'OPEN'")
                .param("subject", subject)
                .query(String.class)
                .list();
    }

    @Test
    void aReturnsReportIsTakenApartAndEachReturnExpectedOrReceived() {
        shop.stock(pen, shop.warehouse, 5);
        var order = number("1");
        send("order", Payloads.orderV0(order, at(60), "Unshipped", "MFN", pen.value(), 2, 0));
        orders.ship(shop.shipment(order, "P1", shop.warehouse, Map.of(order + "-1", 2)));
        var report =
                "Order ID\tReturn request date\tReturn request status\tAmazon RMA ID\tMerchant SKU\tReturn quantity\t"
                        + "Return Reason\tColour\n"
                        + order + "\t24-Nov-2026\tApproved\tRMA-" + shop.id + "-1\t" + pen + "\t1\tAMZ-PG-BAD\tred\n"
                        + order + "\t24-Nov-2026\tDenied\tRMA-" + shop.id + "-2\t" + pen + "\t1\tAMZ-PG-BAD\tred\n";

        var whole = send("return", report, "text/tab-separated-values");

        assertThat(whole.path("state").asString()).isEqualTo("processed");
        await(() -> assertThat(returns()).containsExactly("RMA-" + shop.id + "-1"));
        assertThat(position(shop.warehouse).onHand()).as("expected, not here").isEqualTo(Quantity.of(3));
    }

    @Test
    void whatCameBackToAmazonIsInAmazonsStockByItsState() {
        send("stock", snapshot(0, Payloads.summary(pen.value(), 2, 0, 0)));
        var order = number("1");
        send("order", Payloads.orderV0(order, at(60), "Shipped", "AFN", pen.value(), 2, 2));
        var header = "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\t"
                + "detailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments\n";
        var row = "2026-11-24T13:00:00+00:00\t" + order + "\t" + pen
                + "\tB1\tX1\tA pen\t1\tBER1\t%s\tUNWANTED_ITEM\tUnit returned" + " to inventory\tLPN-" + shop.id
                + "-%s\t\n";

        send("return", header + row.formatted("SELLABLE", "1"), "text/tab-separated-values");
        send("return", header + row.formatted("CUSTOMER_DAMAGED", "2"), "text/tab-separated-values");

        await(() -> assertThat(returns()).hasSize(2));
        assertThat(shop.position(pen, fba).availableToPromise())
                .as("what is damaged is not sold again")
                .isLessThan(Quantity.of(2));
    }

    private List<String> returns() {
        return jdbc.sql("select external_id from returns.customer_return where connection = :connection order by 1")
                .param("connection", shop.channel.value())
                .query(String.class)
                .list();
    }

    private static void await(org.awaitility.core.ThrowingRunnable check) {
        org.awaitility.Awaitility.await().untilAsserted(check);
    }

    @Test
    void whatAmazonRefusesOfAFeedIsSomebodys() {
        var id = UUID.randomUUID();
        var subject = "listing:" + shop.channel + ":" + pen;
        rows.feedStarted(new AmazonRows.Feed(
                id,
                shop.channel,
                AmazonFeeds.LISTINGS,
                "availability:" + shop.channel,
                json.createObjectNode().put("1", subject),
                "d",
                null,
                Instant.now()));
        rows.feedHandedOver(id, "feed-" + shop.id);
        var report = "{\"issues\":[{\"messageId\":1,\"sku\":\"" + pen
                + "\",\"code\":\"90220\",\"severity\":\"ERROR\",\"message\":\"is required\"}],\"summary\":{\"errors\":1}}";
        var result = json.createObjectNode()
                .put("feedId", "feed-" + shop.id)
                .put("feedType", AmazonFeeds.LISTINGS)
                .put("processingStatus", "DONE")
                .put("report", report);

        assertThat(send("feed-result", result).path("state").asString()).isEqualTo("processed");

        assertThat(items(subject)).containsExactly("amazon.feed-refused");
        assertThat(rows.openFeeds(shop.channel, 10)).isEmpty();
    }

    /** Minutes after nine o'clock of a day that has passed. */
    private String at(int minute) {
        return nine.plus(Duration.ofMinutes(minute)).toString();
    }

    private JsonNode snapshot(int minute, JsonNode summary) {
        var document = json.createObjectNode().put("asOf", at(minute));
        document.putObject("payload").putArray("inventorySummaries").add(summary);
        return document;
    }
}
