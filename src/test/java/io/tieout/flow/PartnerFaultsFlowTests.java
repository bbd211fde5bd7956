package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What partners do wrong, day in, day out. After each: the proof is clean, and every message has ended or has an owner. */
@IntegrationTest
class PartnerFaultsFlowTests {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration OFTEN = Duration.ofMillis(300);
    private static final int OPENING = 1_000;
    private static final long SEED = Long.getLong("tieout.test.seed", 20_261_124L);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private final List<Retailer.Item> items = List.of(retailer.item(1, 2, "10.00"));
    private Hub hub = new Hub("", "");

    @BeforeEach
    void open() {
        hub = new Hub(
                "http://127.0.0.1:" + port,
                clients.create("faults-" + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"))
                        .key());
        hub.configure(retailer.configuration(2, ""));
        retailer.receive(hub, "opening", retailer.warehouse, OPENING, List.of(retailer.sku(1), retailer.sku(2)));
    }

    @AfterEach
    void theProofIsCleanAndEveryMessageEndedOrOwned() {
        for (var connection : List.of(retailer.amazon, retailer.shop, retailer.tills, retailer.carrier)) {
            await().atMost(SOON)
                    .pollInterval(OFTEN)
                    .untilAsserted(() -> assertThat(hub.all("/api/v1/messages?connection=" + connection))
                            .allSatisfy(message -> {
                                var state = message.path("state").asString();
                                assertThat(state).as(message.toString()).isNotEqualTo("received");
                                if (state.equals("failed") || state.equals("parked")) {
                                    var item = hub.get("/api/v1/work-items/"
                                                    + message.path("workItem").asString())
                                            .ok();
                                    assertThat(item.path("ownerRole").asString())
                                            .as(message.toString())
                                            .isNotBlank();
                                }
                            }));
        }
        await().atMost(SOON)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(hub.violations()).noneMatch(one -> one.contains(retailer.id)));
    }

    private int position(String field) {
        return hub.all("/api/v1/inventory/positions?sku=" + retailer.sku(1) + "&location=" + retailer.warehouse)
                .getFirst()
                .path(field)
                .asInt();
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
        counts.put(
                "orders", hub.all("/api/v1/orders?connection=" + retailer.shop).size());
        return counts;
    }

    private Map<String, Integer> settledCounts(int journals) {
        await().atMost(SOON).pollInterval(OFTEN).until(() -> counts().getOrDefault("journals", 0) == journals);
        return counts();
    }

    @Test
    void aPartnerThatIsDownGetsAllOfItInOrderAndOnceWhenItIsBack() {
        var channel = "probe-" + retailer.id;
        var down = new AtomicBoolean(true);
        try (var partner = new Receiver()) {
            partner.answers(_ -> down.get() ? Receiver.Answer.of(503) : Receiver.Answer.of(204));
            hub.configure("""
                    connections:
                      - {code: %s, adapter: probe-partner, entity: %s, settings: {url: "%s"}}
                    """.formatted(channel, retailer.entity, partner.url()));
            var orders = new ArrayList<String>();
            for (var number = 1; number <= 5; number++) {
                orders.add("D" + number);
                hub.post("/api/v1/orders?waitMs=30000", canonical(channel, "D" + number))
                        .ok();
                hub.processed(papers.shipment(channel, "D" + number, channel + "-P" + number, items));
            }
            var destination = "/api/v1/deliveries?destination=" + Hub.encode("channel:" + channel);
            await().atMost(SOON)
                    .pollInterval(OFTEN)
                    .until(() -> hub.all(destination).stream()
                            .anyMatch(one -> one.path("attempts").asInt() >= 2));
            assertThat(hub.all(destination))
                    .hasSize(10)
                    .allSatisfy(one -> assertThat(one.path("state").asString()).isEqualTo("pending"));
            var health = hub.get("/api/v1/connections/" + channel + "/health").ok();
            assertThat(health.path("outboundWaiting").asInt()).isEqualTo(10);
            assertThat(health.path("state").asString()).isEqualToIgnoringCase("waiting");

            down.set(false);

            await().atMost(SOON)
                    .pollInterval(OFTEN)
                    .until(() -> hub.all(destination).stream()
                            .allMatch(one -> one.path("state").asString().equals("delivered")));
            assertThat(partner.taken()).hasSize(10);
            for (var order : orders) {
                assertThat(partner.taken().stream()
                                .map(Receiver.Call::event)
                                .filter(event ->
                                        event.path("subject").asString().endsWith(":" + order))
                                .map(event -> event.path("command").asString()))
                        .containsExactly("AcknowledgeOrder", "ConfirmShipment");
            }
            hub.send("PUT", "/api/v1/config?prune=false", "application/yaml", Map.of(), """
                    connections:
                      - {code: %s, adapter: probe-partner, entity: %s, paused: true}
                    """.formatted(
                                    channel, retailer.entity))
                    .ok();
        }
    }

    private String canonical(String connection, String number) {
        return """
                {"connection":"%s","externalId":"%s","orderedAt":"%s","currency":"EUR","paid":true,
                 "shipTo":{"name":"Erika Muster","street1":"Weg 7","city":"Bremen","postalCode":"28195","country":"DE"},
                 "lines":[{"reference":"1","sku":"%s","title":"Thing","quantity":2,
                   "net":{"amount":"20.00","currency":"EUR"},"taxes":[{"code":"DE19","amount":{"amount":"3.80","currency":"EUR"}}]}],
                 "total":{"amount":"23.80","currency":"EUR"}}""".formatted(connection, number, Papers.MORNING, retailer.sku(1));
    }

    private List<Letter> day(int orders) {
        var letters = new ArrayList<Letter>();
        for (var number = 1; number <= orders; number++) {
            letters.add(papers.shopOrder(number, "MwSt", items));
            letters.add(papers.shipment(retailer.shop, Integer.toString(number), "P" + number, items));
        }
        return letters;
    }

    private void send(List<Letter> letters) {
        for (var letter : letters) {
            var answer = hub.in(letter);
            assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        }
    }

    private void allProcessed(String connection) {
        await().atMost(SOON)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(hub.all("/api/v1/messages?connection=" + connection))
                        .allSatisfy(message -> assertThat(message.path("state").asString())
                                .as(message.toString())
                                .isEqualTo("processed")));
    }

    @Test
    void duplicatesAndReorderingComeToTheSame() {
        var letters = day(6);
        letters.addAll(letters.subList(0, 8));
        Collections.shuffle(letters, new Random(SEED));

        send(letters);

        allProcessed(retailer.shop);
        allProcessed(retailer.carrier);
        assertThat(position("onHand")).as("seed " + SEED).isEqualTo(OPENING - 12);
        assertThat(position("reserved")).isZero();
        assertThat(settledCounts(6)).containsEntry("orders", 6);
    }

    @Test
    void aGapIsOwnedAndClosesByItself() {
        var letters = day(4);
        var missing = letters.remove(2);

        send(letters);

        await().atMost(SOON)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(hub.openItems("order.not-here", "order:" + retailer.shop + ":2"))
                        .hasSize(1));
        assertThat(position("onHand")).isEqualTo(OPENING - 6);

        send(List.of(missing));

        allProcessed(retailer.carrier);
        assertThat(position("onHand")).isEqualTo(OPENING - 8);
        assertThat(hub.openItems("order.not-here", "order:" + retailer.shop + ":2"))
                .isEmpty();
    }

    @Test
    void aWholeDayAgainHasNoSecondEffect() {
        send(day(5));
        allProcessed(retailer.shop);
        allProcessed(retailer.carrier);
        var before = settledCounts(5);

        for (var connection : List.of(retailer.shop, retailer.carrier)) {
            var filter = "{\"connection\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"%s}";
            var from = Instant.now().minus(Duration.ofHours(12));
            var to = Instant.now().plus(Duration.ofHours(1));
            var preview = hub.post("/api/v1/replays", filter.formatted(connection, from, to, ",\"dryRun\":true"))
                    .ok();
            assertThat(preview.path("count").asInt()).isEqualTo(5);
            hub.post("/api/v1/replays", filter.formatted(connection, from, to, ""))
                    .ok();
        }
        send(day(5));

        await().atMost(SOON)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(hub.all("/api/v1/messages?connection=" + retailer.carrier))
                        .allSatisfy(message ->
                                assertThat(message.path("state").asString()).isIn("processed", "ignored")));
        assertThat(counts()).isEqualTo(before);
        assertThat(position("onHand")).isEqualTo(OPENING - 10);
    }

    @Test
    void twoWaysOfDeliveringTheSameMakeOne() {
        var second = "second-" + retailer.id;
        hub.configure("""
                connections:
                  - {code: %s, adapter: warehouse, entity: %s, settings: {channel: %s}}
                """.formatted(second, retailer.entity, retailer.shop));
        send(day(2));
        var parcel = papers.shipment(retailer.shop, "1", "P1", items);

        send(List.of(new Letter(second, parcel.kind(), parcel.contentType(), parcel.headers(), parcel.body())));

        allProcessed(retailer.shop);
        allProcessed(retailer.carrier);
        allProcessed(second);
        assertThat(position("onHand")).isEqualTo(OPENING - 4);
        assertThat(settledCounts(2)).containsEntry("orders", 2);
    }

    @Test
    void aWrongStoreNumberIsOwnedAndBooksNothing() {
        var before = counts();
        var right = papers.poslog(papers.receipt(1, "Sale", retailer.item(1, 1, "5.00"), ""));

        var message = hub.outcome(right.with(right.body().replace(retailer.store, "ST-WRONG-" + retailer.id)));

        assertThat(message.path("state").asString()).as(message.toString()).isIn("parked", "failed");
        assertThat(message.path("workItem").asString()).isNotBlank();
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void clocksThatGoWrongChangeNoFigure() {
        var tomorrow = Papers.MORNING.plus(Duration.ofDays(3)).toString();
        var longAgo = Papers.MORNING.minus(Duration.ofDays(30)).toString();
        var ahead = papers.shopOrder(1, "MwSt", items);
        var behind = papers.shipment(retailer.shop, "1", "P1", items);

        send(List.of(papers.signed(ahead.body().replace(Papers.MORNING.toString(), tomorrow))));
        send(List.of(behind.with(
                behind.body().replace(Papers.MORNING.plus(Duration.ofHours(6)).toString(), longAgo))));
        send(List.of(papers.shopOrder(2, "MwSt", items)));
        send(List.of(papers.shipment(retailer.shop, "2", "P2", items)));

        await().atMost(SOON)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(position("onHand")).isEqualTo(OPENING - 4));
        assertThat(position("reserved")).isZero();
        assertThat(counts()).containsEntry("orders", 2);
    }
}
