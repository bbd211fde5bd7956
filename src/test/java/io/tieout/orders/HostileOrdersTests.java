package io.tieout.orders;

import static io.tieout.orders.OrderDesk.line;
import static io.tieout.orders.OrderDesk.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.kernel.ConnectionCode;
import io.tieout.testing.IntegrationTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Orders as nobody hopes for them: huge, free, negative, in any script, from the future. Ended or owned, never half done. */
@IntegrationTest
class HostileOrdersTests {

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
        number = desk.next("H");
    }

    @Test
    void tenThousandLinesAreOneOrder() {
        desk.stock(desk.pen, desk.warehouse, 10_000);
        var lines = IntStream.rangeClosed(1, 10_000)
                .mapToObj(each -> line("L" + each, desk.pen, 1, "1.00", "0.19"))
                .toArray(String[]::new);

        desk.place(order(number, 1, "11900.00", lines));

        assertThat(desk.state(number)).isEqualTo("RELEASED");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("10000");
        desk.act(number, "cancel", "{\"reason\":\"a mistake\"}");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");

        var more = new String[10_001];
        System.arraycopy(lines, 0, more, 0, 10_000);
        more[10_000] = line("one-more", desk.pen, 1, "1.00", "0.19");
        assertThat(refused(order(desk.next("H"), 1, "11901.19", more))).isEqualTo("message.field-invalid");
    }

    @Test
    void anyScriptIsKeptAsItIs() {
        desk.stock(desk.pen, desk.warehouse, 1);
        var title = "שלום 🛍️ مرحبا ١٢٣ \u202Eabc";
        var odd = number + "-😀";

        desk.place(
                order(odd, 1, "11.90", line("1", desk.pen, 1, "10.00", "1.90").replace("Thing", title)));

        var found = orders.find(ConnectionCode.of(desk.channel), odd).orElseThrow();
        assertThat(found.summary().state()).isEqualTo(OrderState.RELEASED);
        assertThat(found.lines().getFirst().title()).isEqualTo(title);
    }

    @Autowired
    Orders orders;

    @Test
    void aGiftCostsNothingAndIsShipped() {
        desk.stock(desk.pen, desk.warehouse, 2);
        desk.place(order(
                number, 1, "11.90", line("1", desk.pen, 1, "10.00", "1.90"), line("2", desk.pen, 1, "0.00", "0.00")));

        desk.ship(number, desk.next("P"), desk.warehouse, "1", 1);
        desk.ship(number, desk.next("P"), desk.warehouse, "2", 1);

        assertThat(desk.state(number)).isEqualTo("SHIPPED");
        assertThat(desk.onHand(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.documents(1)).contains("invoice 11.90");
    }

    @Test
    void quantitiesThatAreNoneAreRefusedWhole() {
        desk.stock(desk.pen, desk.warehouse, 5);
        assertThat(refused(order(number, 1, "-11.90", line("1", desk.pen, -1, "-10.00", "-1.90"))))
                .isEqualTo("order.quantity-invalid");
        assertThat(refused(order(desk.next("H"), 1, "0.00", line("1", desk.pen, 0, "0.00", "0.00"))))
                .isEqualTo("order.quantity-invalid");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("0");
        assertThat(desk.admin
                        .get("/api/v1/orders/" + desk.channel + ":" + number)
                        .statusCode())
                .isEqualTo(404);

        var good = desk.next("H");
        desk.place(order(good, 1, "11.90", line("1", desk.pen, 1, "10.00", "1.90")));
        assertThat(desk.refused(
                        good, "cancel-lines", "{\"cancellationId\":\"x\",\"quantities\":{\"1\":-1},\"reason\":\"r\"}"))
                .isEqualTo("order.quantity-invalid");
        assertThat(desk.refused(
                        good, "cancel-lines", "{\"cancellationId\":\"x\",\"quantities\":{\"9\":1},\"reason\":\"r\"}"))
                .isEqualTo("order.line-unknown");
        assertThat(desk.refused(
                        good, "picks", "{\"location\":\"%s\",\"quantities\":{\"1\":2}}".formatted(desk.warehouse)))
                .isEqualTo("shipment.exceeds-order");
        assertThat(desk.refused(good, "shipments/nothing/cancel", "{\"reason\":\"r\"}"))
                .isEqualTo("shipment.unknown");
        assertThat(desk.refused(good, "hold", "{\"reason\":\" \"}")).isEqualTo("request.invalid");
        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("1");
    }

    @Test
    void aClockThatIsWrongDecidesNothing() {
        desk.stock(desk.pen, desk.warehouse, 5);
        // ordered in the future, and edited by a clock that runs behind: the version counts, not the time
        desk.place(order(number, 7, "11.90", line("1", desk.pen, 1, "10.00", "1.90"))
                .replace("2026-11-20T09:00:00Z", "2031-01-01T00:00:00Z"));
        desk.place(order(number, 8, "23.80", line("1", desk.pen, 2, "20.00", "3.80"))
                .replace("2026-11-20T09:00:00Z", "1999-01-01T00:00:00Z"));

        assertThat(desk.reserved(desk.pen, desk.warehouse)).isEqualByComparingTo("2");
        assertThat(desk.state(number)).isEqualTo("RELEASED");
        desk.ship(number, desk.next("P"), desk.warehouse, "1", 2);
        assertThat(desk.state(number)).isEqualTo("SHIPPED");
    }

    private String refused(String body) {
        JsonNode message = desk.in(desk.channel, "order", body);
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("failed");
        assertThat(message.path("workItem").isNull()).isFalse();
        return message.path("code").asString(message.path("reason").asString());
    }
}
