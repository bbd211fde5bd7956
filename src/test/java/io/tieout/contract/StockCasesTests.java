package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Edge cases of stock, each from a call, each against what a simpler hub would do. */
@IntegrationTest
class StockCasesTests {

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final Instant earlier = Instant.now().minusSeconds(7200);
    private Caller admin = new Caller(new Http(0, ""));

    @BeforeEach
    void open() {
        var terms = ApiClients.Terms.of(List.of(Scopes.ADMIN));
        admin = new Caller(new Http(
                port,
                clients.create("cases-" + UUID.randomUUID(), terms, Actor.system("test"))
                        .key()));
        admin.configure(own("""
                entities: [{code: EID, name: Cases, country: DE, currency: EUR}]
                locations:
                  - {code: WID, type: WAREHOUSE, entity: EID}
                  - {code: SID, type: STORE, entity: EID, fulfils: true}
                  - {code: FID, type: THIRD_PARTY, entity: EID, fulfils: false, dedicatedTo: amz-ID}
                connections:
                  - {code: shop-ID, adapter: canonical, entity: EID, zone: Europe/Berlin}
                  - {code: amz-ID, adapter: canonical, entity: EID, zone: Europe/Berlin}
                products:
                  - {sku: A-ID, name: A, units: [{unit: CS, contains: 12}], aliases: [{code: OLD-ID, validFrom: 2026-01-01}]}
                  - {sku: B-ID, name: B}
                  - {sku: KIT-ID, name: Kit, components: [{sku: A-ID, quantity: 2}, {sku: B-ID, quantity: 1}]}
                """), "");
    }

    /** Nothing of these locations is to be watched once their test is over. */
    @AfterEach
    void close() {
        admin.configure(own("""
                availability: {freshness: [{scope: SID}]}
                """), "");
    }

    private String own(String text) {
        return text.replace("-ID", "-" + id).replaceAll("\\b([EWSF])ID\\b", "$1" + id);
    }

    private JsonNode take(String kind, String body) {
        var answer = admin.http().send("POST", "/api/v1/inventory/" + kind + "?waitMs=20000", own(body), Map.of());
        var json = Caller.read(answer, answer.statusCode());
        assertThat(json.path("state").asString()).as(answer.body()).isEqualTo("processed");
        return json;
    }

    private void stock(String sku, String location, long quantity) {
        take("movements", """
                {"externalId":"%s","sku":"%s","location":"%s","quantity":%d,"reason":"RECEIPT","occurredAt":"%s"}""".formatted(UUID.randomUUID(), sku, location, quantity, earlier));
    }

    private JsonNode position(String sku, String location) {
        return admin.get(own("/api/v1/inventory/positions?sku=" + sku + "&location=" + location))
                .path("items")
                .path(0);
    }

    private void assertPosition(String sku, String location, int onHand, int reserved, int available) {
        var position = position(sku, location);
        assertThat(List.of(
                        position.path("onHand").asInt(),
                        position.path("reserved").asInt(),
                        position.path("availableToPromise").asInt()))
                .as("on hand, reserved, available of %s", position)
                .containsExactly(onHand, reserved, available);
        var proof = admin.get(own("/api/v1/inventory/positions/proof?sku=" + sku + "&location=" + location));
        for (var figure : List.of("onHand", "reserved", "qualityHold", "inTransit", "customerOwned")) {
            assertThat(proof.path("rebuilt").path(figure))
                    .as("%s of %s", figure, proof)
                    .isEqualTo(proof.path("kept").path(figure));
        }
    }

    private JsonNode reserve(String sku, String location, int quantity, int status) {
        return reserve(sku, location, quantity, null, status);
    }

    private JsonNode reserve(
            String sku,
            String location,
            int quantity,
            @org.jspecify.annotations.Nullable Instant expiresAt,
            int status) {
        return admin.post(
                "/api/v1/inventory/reservations",
                own("""
                        {"key":"cart:test:%s","lines":[{"reference":"1","sku":"%s","location":"%s","quantity":%d}]%s}""".formatted(
                                UUID.randomUUID(),
                                sku,
                                location,
                                quantity,
                                expiresAt == null ? "" : ",\"expiresAt\":\"" + expiresAt + "\"")),
                status);
    }

    private String reserved(String sku, String location, int quantity) {
        return reserve(sku, location, quantity, 201)
                .path("reservation")
                .path("id")
                .asString();
    }

    private JsonNode act(String reservation, String what, String body, int status) {
        return admin.post("/api/v1/inventory/reservations/" + reservation + "/" + what, own(body), status);
    }

    private JsonNode published(String connection, String sku) {
        return admin.get(own("/api/v1/inventory/published?connection=" + connection + "&sku=" + sku))
                .path(0);
    }

    private List<JsonNode> openItems(String code, String subject) {
        return admin
                .get(own("/api/v1/work-items?state=open&code=" + code + "&subject=" + subject))
                .path("items")
                .values()
                .stream()
                .toList();
    }

    private void snapshot(String sku, String location, long quantity, Instant asOf, String contained) {
        take("snapshots", """
                {"externalId":"%s","location":"%s","asOf":"%s","source":"erp","items":[{"sku":"%s","quantity":%d}]%s}""".formatted(UUID.randomUUID(), location, asOf, sku, quantity, contained));
    }

    @Test
    void aBundleIsItsComponents_R12() {
        stock("A-ID", "WID", 5);
        stock("B-ID", "WID", 4);
        assertThat(published("shop-ID", "KIT-ID").path("quantity").asInt()).isEqualTo(2);

        var reservation = reserved("KIT-ID", "WID", 2);
        assertPosition("A-ID", "WID", 5, 4, 1);
        assertPosition("B-ID", "WID", 4, 2, 2);
        assertThat(reserve("KIT-ID", "WID", 1, 409)
                        .path("shortages")
                        .path(0)
                        .path("sku")
                        .asString())
                .isEqualTo(own("A-ID"));

        act(reservation, "consume", "{\"location\":\"WID\",\"quantities\":{\"1\":1},\"source\":\"s-ID\"}", 200);
        assertPosition("A-ID", "WID", 3, 2, 1);
        act(reservation, "release", "{\"reason\":\"cancelled\"}", 200);
        assertPosition("A-ID", "WID", 3, 0, 3);
        assertPosition("B-ID", "WID", 3, 0, 3);

        take("movements", """
                {"externalId":"kit-ID","sku":"KIT-ID","location":"WID","quantity":1,"reason":"RETURN","occurredAt":"%s"}""".formatted(Instant.now()));
        assertPosition("A-ID", "WID", 5, 0, 5);
        assertPosition("B-ID", "WID", 4, 0, 4);
        assertThat(position("KIT-ID", "WID").isMissingNode()).isTrue();
    }

    @Test
    void aReservationMovesOnlyWhereThereIsStock_R42() {
        stock("A-ID", "WID", 5);
        stock("A-ID", "SID", 2);
        var reservation = reserved("A-ID", "WID", 3);

        var refused = act(reservation, "move", "{\"to\":\"SID\"}", 409);

        assertThat(refused.path("shortages").path(0).path("available").asInt()).isEqualTo(2);
        assertPosition("A-ID", "WID", 5, 3, 2);
        assertPosition("A-ID", "SID", 2, 0, 2);
        stock("A-ID", "SID", 1);
        act(reservation, "move", "{\"to\":\"SID\"}", 200);
        assertPosition("A-ID", "WID", 5, 0, 5);
        assertPosition("A-ID", "SID", 3, 3, 0);
        stock("A-ID", "WID", 1);
        act(reservation, "move", "{\"to\":\"WID\"}", 200);
        assertPosition("A-ID", "WID", 6, 3, 3);
        assertPosition("A-ID", "SID", 3, 0, 3);
    }

    @Test
    void goodsLeaveOnlyFromWhereTheyAreReserved_R43() {
        stock("A-ID", "WID", 5);
        stock("A-ID", "SID", 5);
        var reservation = reserved("A-ID", "WID", 3);
        var fromStore = "{\"location\":\"SID\",\"quantities\":{\"1\":3},\"source\":\"s43-ID\"}";

        assertThat(act(reservation, "consume", fromStore, 409).path("code").asString())
                .isEqualTo("reservation.elsewhere");
        assertPosition("A-ID", "WID", 5, 3, 2);
        assertPosition("A-ID", "SID", 5, 0, 5);

        act(reservation, "move", "{\"to\":\"SID\"}", 200);
        act(reservation, "consume", fromStore, 200);
        act(reservation, "consume", fromStore, 200);
        assertPosition("A-ID", "WID", 5, 0, 5);
        assertPosition("A-ID", "SID", 2, 0, 2);
    }

    @Test
    void theLastUnitIsSoldOnce_R44() throws Exception {
        stock("A-ID", "WID", 1);

        List<Integer> statuses;
        try (var callers = Executors.newFixedThreadPool(8)) {
            var calls = IntStream.range(0, 8)
                    .mapToObj(number -> callers.submit(() -> admin.http()
                            .send(
                                    "POST",
                                    "/api/v1/orders?waitMs=20000",
                                    order(number % 2 == 0 ? "shop-ID" : "amz-ID", "o" + number),
                                    Map.of())
                            .statusCode()))
                    .toList();
            statuses = calls.stream().map(StockCasesTests::joined).toList();
        }

        assertThat(statuses).allMatch(status -> status == 201);
        var states = List.of("shop-ID", "amz-ID").stream()
                .flatMap(channel ->
                        admin.get(own("/api/v1/orders?connection=" + channel)).path("items").values().stream())
                .map(order -> order.path("state").asString().toUpperCase(java.util.Locale.ROOT))
                .toList();
        assertThat(states).hasSize(8).filteredOn("RELEASED"::equals).hasSize(1);
        assertThat(states).filteredOn("HELD"::equals).hasSize(7);
        assertPosition("A-ID", "WID", 1, 1, 0);
    }

    private static Integer joined(java.util.concurrent.Future<Integer> call) {
        try {
            return call.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String order(String channel, String number) {
        return own("""
                {"connection":"%s","externalId":"%s","orderedAt":"%s","currency":"EUR","entity":"EID","paid":true,
                 "shipTo":{"country":"DE"},
                 "lines":[{"reference":"1","sku":"A-ID","quantity":1,"net":{"amount":"10.00","currency":"EUR"}}],
                 "total":{"amount":"10.00","currency":"EUR"}}""".formatted(channel, number, earlier));
    }

    @Test
    void whatLapsedIsReservedAnewOrNotSold_R45() {
        stock("A-ID", "WID", 1);
        var lapsing =
                reserve("A-ID", "WID", 1, Instant.now().plusMillis(300), 201).path("reservation");
        assertThat(lapsing.path("phase").asString()).isEqualTo("TEMPORARY");
        var cart = lapsing.path("id").asString();
        await().atMost(Duration.ofSeconds(20)).until(() -> phase(cart).equals("EXPIRED"));
        var other = reserved("A-ID", "WID", 1);

        assertThat(act(cart, "keep", "{}", 409).path("phase").asString()).isEqualTo("EXPIRED");
        reserve("A-ID", "WID", 1, 409);
        act(other, "keep", "{}", 200);
        assertThat(phase(other)).isEqualTo("PENDING");
        assertPosition("A-ID", "WID", 1, 1, 0);
    }

    private String phase(String reservation) {
        return admin.get("/api/v1/inventory/reservations/" + reservation)
                .path("phase")
                .asString();
    }

    @Test
    void salesAfterTheWatermarkSurviveALateSnapshot_R46() {
        stock("A-ID", "WID", 50);
        var watermark = Instant.now().minusSeconds(3600);
        take("movements", """
                {"externalId":"sold-ID","sku":"A-ID","location":"WID","quantity":-47,"reason":"SALE","occurredAt":"%s"}""".formatted(watermark.plusSeconds(60)));

        snapshot("A-ID", "WID", 52, watermark, "");

        assertPosition("A-ID", "WID", 5, 0, 5);
        // An older snapshot that comes even later is history.
        snapshot("A-ID", "WID", 99, watermark.minusSeconds(600), "");
        assertPosition("A-ID", "WID", 5, 0, 5);
    }

    @Test
    void aReservationInTheSnapshotIsNotSubtractedTwice_R47() {
        stock("A-ID", "WID", 10);
        var counted = reserved("A-ID", "WID", 3);
        var late = reserved("A-ID", "WID", 1);
        act(counted, "confirm", "{\"by\":\"erp\",\"at\":\"%s\"}".formatted(Instant.now()), 200);
        assertThat(phase(counted)).isEqualTo("CONFIRMED");
        var watermark = Instant.now();
        act(late, "confirm", "{\"by\":\"erp\",\"at\":\"%s\"}".formatted(watermark.plusSeconds(1)), 200);

        snapshot("A-ID", "WID", 7, watermark, ",\"contained\":{\"acknowledged\":true}");

        assertPosition("A-ID", "WID", 7, 1, 6);
        act(counted, "consume", "{\"location\":\"WID\",\"quantities\":{\"1\":2},\"source\":\"s47-ID\"}", 200);
        assertPosition("A-ID", "WID", 7, 1, 6);
        act(counted, "release", "{\"reason\":\"cancelled\"}", 200);
        assertThat(phase(counted)).isEqualTo("CONSUMED");
        assertPosition("A-ID", "WID", 8, 1, 7);
    }

    @Test
    void whatShippedBeforeALateSnapshotArrivedIsNotSubtractedTwice_R47() {
        stock("A-ID", "WID", 10);
        var shipped = reserved("A-ID", "WID", 3);
        var waiting = reserved("A-ID", "WID", 2);
        var watermark = Instant.now();
        act(shipped, "consume", "{\"location\":\"WID\",\"quantities\":{\"1\":3},\"source\":\"t47-ID\"}", 200);
        assertPosition("A-ID", "WID", 7, 2, 5);
        var named = ",\"contained\":{\"reservations\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]}".formatted(shipped, waiting);

        snapshot("A-ID", "WID", 5, watermark, named);
        assertPosition("A-ID", "WID", 5, 0, 5);
        snapshot("A-ID", "WID", 5, watermark.plusMillis(1), named);
        assertPosition("A-ID", "WID", 5, 0, 5);
        // Who counts the shelf finds what waits there, and it is reserved again.
        take("counts", """
                {"externalId":"c47-ID","sku":"A-ID","location":"WID","counted":7,"asOf":"%s"}""".formatted(Instant.now()));
        assertPosition("A-ID", "WID", 7, 2, 5);
    }

    @Test
    void aNegativeFigureIsKeptAndNeverPublished_R48() {
        snapshot("A-ID", "SID", -2, earlier, "");

        assertPosition("A-ID", "SID", -2, 0, 0);
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isZero();
        assertThat(openItems("stock.below-zero", "stock:A-ID:SID")).hasSize(1);
        stock("A-ID", "WID", 3);
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isEqualTo(3);
    }

    @Test
    void aSilentStoreIsOfferedLessAndComesBackByItself_R49() {
        stock("A-ID", "SID", 5);
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isEqualTo(5);
        admin.configure(own("""
                availability:
                  freshness:
                    - {scope: SID, raisedBufferAfter: PT5S, collectOnlyAfter: PT6S, offSaleAfter: PT7S, buffer: 2}
                """), "");

        await().atMost(Duration.ofSeconds(30)).until(() -> grade().equals("OFF_SALE"));
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isZero();
        assertThat(openItems("location.silent", "location:SID")).hasSize(1);

        admin.http()
                .send(
                        "POST",
                        own("/api/v1/inventory/locations/SID/heartbeat"),
                        "{\"at\":\"" + Instant.now() + "\"}",
                        Map.of());

        await().atMost(Duration.ofSeconds(10)).until(() -> grade().equals("NORMAL"));
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isEqualTo(5);
        assertThat(openItems("location.silent", "location:SID")).isEmpty();
        assertPosition("A-ID", "SID", 5, 0, 5);
    }

    private String grade() {
        return admin.get("/api/v1/inventory/locations").values().stream()
                .filter(location -> location.path("location").asString().equals(own("SID")))
                .map(location -> location.path("grade").asString())
                .findFirst()
                .orElse("");
    }

    @Test
    void aPoolOfTheMarketplaceIsNeverOurOffer_R52() {
        stock("A-ID", "FID", 50);
        stock("A-ID", "WID", 3);

        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isEqualTo(3);
        assertThat(published("shop-ID", "A-ID").path("channelFulfilled").asInt())
                .isZero();
        assertThat(published("amz-ID", "A-ID").path("quantity").asInt()).isEqualTo(3);
        assertThat(published("amz-ID", "A-ID").path("channelFulfilled").asInt()).isEqualTo(50);
    }

    @Test
    void goodsOnTheirWayCountNowhere_R58() {
        stock("A-ID", "WID", 10);
        var transfer = """
                {"externalId":"T-ID","from":"WID","to":"SID","sentAt":"%s","lines":[{"sku":"A-ID","quantity":6}]}""".formatted(Instant.now());
        take("transfers", transfer);

        assertPosition("A-ID", "WID", 4, 0, 4);
        assertPosition("A-ID", "SID", 0, 0, 0);
        assertThat(position("A-ID", "SID").path("inTransit").asInt()).isEqualTo(6);
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isEqualTo(4);
        take("transfer-receipts", receipt("1", 4, false));
        assertPosition("A-ID", "SID", 4, 0, 4);
        assertThat(position("A-ID", "SID").path("inTransit").asInt()).isEqualTo(2);
        take("transfer-receipts", receipt("2", 1, true));
        assertThat(openItems("transfer.different", "transfer:T-ID")).hasSize(1);
        admin.http().send("POST", own("/api/v1/inventory/transfers/T-ID/close"), "{\"reason\":\"lost\"}", Map.of());
        assertThat(position("A-ID", "SID").path("inTransit").asInt()).isZero();
        assertPosition("A-ID", "SID", 5, 0, 5);
        assertThat(openItems("transfer.different", "transfer:T-ID")).isEmpty();
    }

    private String receipt(String number, int quantity, boolean last) {
        return """
                {"externalId":"R%s-ID","transfer":"T-ID","receivedAt":"%s","last":%s,
                 "lines":[{"sku":"A-ID","quantity":%d}]}""".formatted(number, Instant.now(), last, quantity);
    }

    @Test
    void aCountLeavesReservationsAndNamesTheShortfall_R59() {
        stock("A-ID", "WID", 10);
        reserved("A-ID", "WID", 8);

        take("counts", """
                {"externalId":"c59-ID","sku":"A-ID","location":"WID","counted":5,"asOf":"%s"}""".formatted(Instant.now()));

        assertPosition("A-ID", "WID", 5, 8, 0);
        assertThat(openItems("stock.reservation-shortfall", "stock:A-ID:WID"))
                .singleElement()
                .satisfies(item -> assertThat(item.path("detail").asString()).contains("cart:"));
    }

    @Test
    void aRecallOverridesAllFigures_R60() {
        stock("A-ID", "WID", 10);
        stock("B-ID", "WID", 10);
        var stop = admin.post("/api/v1/inventory/stop-sales", own("{\"sku\":\"A-ID\",\"reason\":\"splinters\"}"), 201);

        stock("A-ID", "SID", 10); // a position that comes to be while the stop is in force
        for (var location : List.of("WID", "SID")) {
            assertPosition("A-ID", location, 10, 0, 0);
            reserve("A-ID", location, 1, 409);
        }
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isZero();
        assertThat(published("shop-ID", "KIT-ID").path("quantity").asInt()).isZero();
        reserved("B-ID", "WID", 1);
        assertThat(admin.get(own("/api/v1/inventory/stop-sales?sku=A-ID"))
                        .path(0)
                        .path("reason")
                        .asString())
                .isEqualTo("splinters");

        admin.http()
                .send("POST", "/api/v1/inventory/stop-sales/" + stop.path("id").asString() + "/lift", "{}", Map.of());
        assertPosition("A-ID", "WID", 10, 0, 10);
        reserved("A-ID", "SID", 1);
    }

    @Test
    void aPackIsConvertedOrRefused_R61() {
        var body = """
                {"externalId":"%s","sku":"A-ID","location":"WID","quantity":%s,"unit":"%s","reason":"RECEIPT",
                 "occurredAt":"%s"}""";
        take("movements", body.formatted("p1-ID", "2", "CS", earlier));
        assertPosition("A-ID", "WID", 24, 0, 24);

        for (var wrong :
                List.of(body.formatted("p2-ID", "1", "PAL", earlier), body.formatted("p3-ID", "0.3", "CS", earlier))) {
            var answer = admin.http().send("POST", "/api/v1/inventory/movements?waitMs=20000", own(wrong), Map.of());
            assertThat(answer.statusCode()).as(answer.body()).isIn(202, 409, 422);
            assertThat(answer.body()).contains("catalog.unit");
        }
        assertPosition("A-ID", "WID", 24, 0, 24);
    }

    @Test
    void aRemappedCodeMovesTheSameStock_R62() {
        stock("A-ID", "WID", 5);
        take("movements", """
                {"externalId":"old-ID","connection":"shop-ID","sku":"OLD-ID","location":"WID","quantity":-2,"reason":"SALE",
                 "occurredAt":"%s"}""".formatted(Instant.now()));

        assertPosition("A-ID", "WID", 3, 0, 3);
        assertThat(position("OLD-ID", "WID").isMissingNode()).isTrue();
    }

    @Test
    void moreSafetyThanStockIsNothingAndNoAlarm_R63() {
        stock("A-ID", "WID", 3);
        admin.http()
                .send(
                        "PUT",
                        "/api/v1/inventory/safety-stock",
                        own("{\"sku\":\"A-ID\",\"location\":\"WID\",\"quantity\":10}"),
                        Map.of());
        stock("A-ID", "SID", 4);
        admin.configure(own("""
                availability: {channels: [{connection: shop-ID, buffer: 1, products: [{sku: B-ID, shownMax: 2}]}]}
                """), "");

        assertPosition("A-ID", "WID", 3, 0, 0);
        assertThat(published("shop-ID", "A-ID").path("quantity").asInt()).isEqualTo(3);
        assertThat(openItems("stock.below-zero", "stock:A-ID:WID")).isEmpty();
        assertThat(openItems("stock.reservation-shortfall", "stock:A-ID:WID")).isEmpty();
        stock("B-ID", "WID", 9);
        assertThat(published("shop-ID", "B-ID").path("quantity").asInt()).isEqualTo(2);
    }

    @Test
    void goodsOfCustomersAreNeverOurs() {
        var body = """
                {"externalId":"%s","sku":"A-ID","location":"SID","bucket":"CUSTOMER_OWNED","quantity":%d,"reason":"RETURN",
                 "occurredAt":"%s"}""";
        take("movements", body.formatted("k1-ID", 2, earlier));

        assertPosition("A-ID", "SID", 0, 0, 0);
        assertThat(position("A-ID", "SID").path("customerOwned").asInt()).isEqualTo(2);
        var answer = admin.http()
                .send(
                        "POST",
                        "/api/v1/inventory/movements?waitMs=20000",
                        own(body.formatted("k2-ID", -3, earlier)),
                        Map.of());
        assertThat(answer.body()).contains("stock.customer-goods-exceeded");
    }
}
