package io.tieout.orders;

import static io.tieout.orders.OrderDesk.line;
import static io.tieout.orders.OrderDesk.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores whose own systems decide about their stock: nobody hears of an order before they have said yes. */
@IntegrationTest
class StoreServiceCasesTests {

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

    private void sold() {
        desk.place(order(number, 1, "23.80", line("1", desk.pen, 2, "20.00", "3.80")));
    }

    @Test
    void theGateOpensByTheStoresWord() {
        desk.stock(desk.pen, desk.store, 5);
        sold();
        assertThat(desk.find(number).path("holdCode").asString()).isEqualTo("order.awaiting-store");
        assertThat(desk.reserved(desk.pen, desk.store)).isEqualByComparingTo("2");
        assertThat(desk.told(number)).isEmpty();

        var request = desk.request(number, desk.store);
        assertThat(desk.answer(request, "\"answer\":\"CONFIRMED\"")
                        .path("state")
                        .asString())
                .isEqualTo("processed");

        assertThat(desk.state(number)).isEqualTo("RELEASED");
        assertThat(desk.told(number)).containsExactly("sales-order.released", "fulfilment.requested");
        // said again through another door: nothing happens
        assertThat(desk.in(desk.stores, "reservation-answer", """
                        {"request":"%s","answeredAt":"2026-11-20T09:06:00Z","answer":"CONFIRMED"}""".formatted(request))
                        .path("state")
                        .asString())
                .isEqualTo("ignored");
        assertThat(desk.told(number)).hasSize(2);
        desk.ship(number, desk.next("P"), desk.store, "1", 2);
        assertThat(desk.documents(1)).containsExactly("invoice 23.80");
    }

    @Test
    void damagedGoesOnHoldAndIsSourcedElsewhere_R50() {
        desk.stock(desk.pen, desk.store, 5);
        desk.stock(desk.pen, desk.secondStore, 5);
        sold();

        desk.answer(desk.request(number, desk.store), "\"answer\":\"REJECTED\",\"reason\":\"DAMAGED\"");

        var position = desk.position(desk.pen, desk.store);
        assertThat(position.path("qualityHold").asInt()).isEqualTo(2);
        assertThat(position.path("onHand").asInt()).isEqualTo(5);
        assertThat(position.path("reserved").asInt()).isZero();
        assertThat(desk.available(desk.pen, desk.store)).isEqualByComparingTo("3");
        assertThat(desk.reserved(desk.pen, desk.secondStore)).isEqualByComparingTo("2");
        assertThat(desk.told(number)).isEmpty();
        assertThat(desk.items("order.stock-not-found")).isEmpty();
    }

    @Test
    void notFoundIsKeptBackUntilCounted_R50() {
        desk.stock(desk.pen, desk.store, 5);
        sold();

        desk.answer(desk.request(number, desk.store), "\"answer\":\"REJECTED\",\"reason\":\"not-found\"");

        var position = desk.position(desk.pen, desk.store);
        assertThat(position.path("onHand").asInt()).isEqualTo(5);
        assertThat(position.path("qualityHold").asInt()).isZero();
        assertThat(desk.available(desk.pen, desk.store)).isEqualByComparingTo("3");
        var count = desk.items("order.stock-not-found");
        assertThat(count).hasSize(1);
        desk.act(count.getFirst(), "counted", "{\"counted\":\"4\"}");
        assertThat(desk.onHand(desk.pen, desk.store)).isEqualByComparingTo("4");
        assertThat(desk.available(desk.pen, desk.store)).isEqualByComparingTo("4");
    }

    @Test
    void displayStaysOnHandAndIsNotPromised_R50() {
        desk.stock(desk.pen, desk.store, 2);
        sold();

        desk.answer(
                desk.request(number, desk.store),
                "\"answer\":\"REJECTED\",\"lines\":[{\"reference\":\"1\",\"quantity\":1,\"reason\":\"DISPLAY\"}]");

        var position = desk.position(desk.pen, desk.store);
        assertThat(position.path("onHand").asInt()).isEqualTo(2);
        assertThat(position.path("qualityHold").asInt()).isZero();
        assertThat(desk.available(desk.pen, desk.store)).isEqualByComparingTo("0");
        assertThat(desk.items("order.stock-not-found")).isEmpty();
        assertThat(desk.told(number)).isEmpty();
    }

    @Test
    void storesThatRefuseAreAskedOnceAndNotForEver_R51() {
        desk.policy("storeAttemptsMax: 2, rules: [{rule: types, order: [STORE]}]");
        var third = "SC" + desk.id;
        desk.configure("locations: [{code: %s, type: STORE, entity: %s, stockAuthority: STORE, fulfils: true}]"
                .formatted(third, desk.entity));
        for (var each : new String[] {desk.store, desk.secondStore, third}) {
            desk.stock(desk.pen, each, 5);
        }
        sold();

        desk.answer(desk.request(number, desk.store), "\"answer\":\"REJECTED\",\"reason\":\"NO_CAPACITY\"");
        assertThat(desk.find(number).path("holdCode").asString()).isEqualTo("order.awaiting-store");
        // the second one says nothing; its time is up
        jdbc.sql("update orders.store_request set answer_by = now() - interval '1 minute' where id = cast(:id as uuid)")
                .param("id", desk.request(number, desk.secondStore))
                .update();

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(desk.find(number).path("holdCode").asString())
                                .isEqualTo("order.store-unconfirmed"));
        assertThat(jdbc.sql("select count(*) from orders.store_request where location = :third")
                        .param("third", third)
                        .query(Integer.class)
                        .single())
                .isZero();
        for (var each : new String[] {desk.store, desk.secondStore, third}) {
            assertThat(desk.reserved(desk.pen, each)).isEqualByComparingTo("0");
            assertThat(desk.available(desk.pen, each)).isEqualByComparingTo("5");
        }
        assertThat(desk.told(number)).isEmpty();
        // too late is too late
        assertThat(desk.answer(desk.request(number, desk.secondStore), "\"answer\":\"CONFIRMED\"")
                        .path("state")
                        .asString())
                .isEqualTo("ignored");
        assertThat(desk.state(number)).isEqualTo("HELD");
        // a person has called the store
        desk.act(desk.items("order.store-unconfirmed").getFirst(), "retry-reservation", "{}");
        desk.answer(desk.request(number, desk.store), "\"answer\":\"CONFIRMED\"");
        assertThat(desk.state(number)).isEqualTo("RELEASED");
    }

    @Test
    void anAnswerThatCannotBeReadIsSomebodys() {
        assertThat(desk.answer("7b0e0b5e-0000-7000-8000-000000000000", "\"answer\":\"CONFIRMED\"")
                        .path("state")
                        .asString())
                .isEqualTo("failed");
        assertThat(desk.in(desk.stores, "reservation-answer", "{\"request\":\"nonsense\"}")
                        .path("state")
                        .asString())
                .isEqualTo("failed");
        assertThat(desk.in(desk.stores, "reservation-answer", "{").path("state").asString())
                .isEqualTo("failed");
    }
}
