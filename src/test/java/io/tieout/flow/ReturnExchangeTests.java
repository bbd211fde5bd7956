package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Returns that become other goods instead of money. */
@IntegrationTest
class ReturnExchangeTests {

    @Autowired
    ApiClients clients;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @SuppressWarnings("NullAway")
    ReturnStage stage;

    @BeforeEach
    void open() {
        stage = new ReturnStage(clients, port, jdbc);
    }

    private String exchange(String net, String tax) {
        return """
                {"kind":"EXCHANGE","reason":"other colour","replacement":[{"sku":"%s","quantity":1,
                 "net":{"amount":"%s","currency":"EUR"},
                 "taxes":[{"code":"VAT","amount":{"amount":"%s","currency":"EUR"},"facilitator":false}]}]}
                """.formatted(stage.sku("B"), net, tax);
    }

    private String returned() {
        stage.policy(", refund: PERSON");
        stage.sold("O1", "59.50", "0.00", "", ReturnStage.line("1", stage.sku("A"), 1, "50.00", "9.50"));
        return stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");
    }

    private void shipExchange() {
        stage.hub
                .post("/api/v1/shipments?waitMs=30000", """
                        {"connection":"%s","externalId":"PX","orderExternalId":"R1-X1","location":"%s","shippedAt":"%s",
                         "lines":[{"lineReference":"1","quantity":1}]}
                        """.formatted(
                                stage.market, stage.warehouse, ReturnStage.BACK.plusSeconds(60)))
                .ok();
    }

    @Test
    void anEvenExchangeIsNoMoneyAndNoPayoutRow_R19() {
        var id = returned();
        stage.act(id, "money", exchange("50.00", "9.50")).ok();
        shipExchange();

        stage.posted();
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("20");
        assertThat(stage.position(stage.sku("B"), stage.warehouse, "onHand")).isEqualTo("19");
        assertThat(stage.expected("O1")).isEmpty();
        assertThat(stage.expectedSales("R1-X1")).isEmpty();
        assertThat(stage.balance("channel.receivable"))
                .as("the sale itself is still to be settled")
                .isEqualTo("59.50");
        assertThat(stage.balance("customer.deposits")).isEqualTo("0.00");
        assertThat(stage.balance("sales.revenue")).isEqualTo("-100.00");
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        stage.clean();
    }

    @Test
    void ofAnExchangeForLessOnlyTheDifferenceIsMoney_R20() {
        var id = returned();
        stage.act(id, "money", exchange("30.00", "5.70")).ok();
        shipExchange();

        stage.posted();
        assertThat(stage.expected("O1")).containsExactly("refund.principal -23.80");
        assertThat(stage.expectedSales("R1-X1")).isEmpty();
        assertThat(stage.balance("channel.receivable")).isEqualTo("35.70");
        stage.clean();
    }

    @Test
    void anExchangeThatNeverShipsIsPaidOut_R21() {
        var id = returned();
        stage.act(id, "money", exchange("50.00", "9.50")).ok();

        stage.hub
                .post("/api/v1/orders/" + stage.market + ":R1-X1/cancel", "{\"reason\":\"out of stock\"}")
                .ok();

        stage.posted();
        assertThat(stage.back(id).path("money"))
                .anyMatch(money -> money.path("kind").asString().equals("REFUND")
                        && money.path("amount").path("amount").asString().equals("59.50"));
        assertThat(stage.expected("O1")).containsExactly("refund.principal -59.50");
        assertThat(stage.balance("customer.deposits")).isEqualTo("0.00");
        assertThat(stage.position(stage.sku("B"), stage.warehouse, "availableToPromise"))
                .isEqualTo("20");
        stage.clean();
    }

    @Test
    void aReplacementUnderWarrantyIsAnOrderForNothing_R35() {
        var id = returned();
        stage.act(id, "money", """
                {"kind":"REPLACEMENT","reason":"warranty","replacement":[{"sku":"%s","quantity":1,
                 "net":{"amount":"50.00","currency":"EUR"}}]}""".formatted(stage.sku("B"))).ok();
        shipExchange();

        stage.posted();
        assertThat(stage.hub
                        .order(stage.market, "R1-X1")
                        .path("total")
                        .path("amount")
                        .asString())
                .isEqualTo("0.00");
        assertThat(stage.position(stage.sku("B"), stage.warehouse, "onHand")).isEqualTo("19");
        assertThat(stage.creditMemos()).isEmpty();
        assertThat(stage.balance("sales.revenue")).isEqualTo("-50.00");
        assertThat(stage.balance("sales.returns")).isEqualTo("0.00");
        assertThat(stage.expected("O1")).isEmpty();
        stage.clean();
    }
}
