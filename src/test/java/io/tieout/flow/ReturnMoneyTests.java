package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The third fact of a return: money, whoever pays it. */
@IntegrationTest
class ReturnMoneyTests {

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

    private static final String PROVIDER = ", payer: PAYMENT_PROVIDER";

    @Test
    void goodsThatAreHereAndNotPaidForAreALiability_R6() {
        stage.policy(", refund: INSPECTION");
        stage.twoLamps("O1");
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, "");

        assertThat(stage.hub.openItems("return.awaits-inspection", "return:" + stage.market + ":R1"))
                .hasSize(1);
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();
        assertThat(stage.balance("refunds.liability")).isEqualTo("-59.50");

        stage.act(
                        id,
                        "grades",
                        "{\"reference\":\"G1\",\"lines\":[{\"sku\":\"%s\",\"disposition\":\"OTHER_GRADE\"}]}"
                                .formatted(stage.sku("A")))
                .ok();

        stage.posted();
        assertThat(stage.state(id)).isEqualTo("DECIDED");
        assertThat(stage.balance("refunds.liability")).isEqualTo("0.00");
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        assertThat(stage.creditMemos()).hasSize(1);
        stage.clean();
    }

    @Test
    void nothingIsCreditedBeforeTheProviderHasPaid_R28() {
        stage.policy(PROVIDER);
        stage.sold(
                "O1",
                "124.00",
                "5.00",
                "{\"method\":\"card\",\"amount\":{\"amount\":\"124.00\",\"currency\":\"EUR\"},\"reference\":\"pi_1\"}",
                ReturnStage.line("1", stage.sku("A"), 2, "100.00", "19.00"));
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(stage.state(id)).isEqualTo("REFUND_PENDING");
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();
        assertThat(stage.expected("O1")).isEmpty();
        var refund = stage.back(id).path("money").path(0).path("id").asString();
        answer(refund, false);
        assertThat(stage.state(id)).isEqualTo("REFUND_PENDING");
        stage.posted();
        assertThat(stage.creditMemos()).as("the refund failed").isEmpty();
        var key = "return:" + stage.market + ":R1";
        var item = stage.hub.openItems("return.refund-failed", key).getFirst();
        stage.hub
                .post("/api/v1/work-items/" + item.path("id").asString() + "/actions/pay-again", "{}")
                .ok();
        var again = stage.back(id).path("money").path(1);
        assertThat(again.path("reference").asString()).isEqualTo("pi_1");

        answer(again.path("id").asString(), true);
        answer(again.path("id").asString(), true);

        assertThat(stage.state(id)).isEqualTo("DECIDED");
        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);
        assertThat(stage.balance("refunds.liability")).isEqualTo("0.00");
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        stage.clean();
    }

    private void answer(String refund, boolean succeeded) {
        stage.hub
                .post(
                        "/api/v1/refunds/" + refund + "/answer",
                        "{\"succeeded\":%s,\"reference\":\"re_1\",\"words\":\"told\"}".formatted(succeeded))
                .ok();
    }

    @Test
    void aFreeGiftThatIsKeptIsADifferenceLine_R13() {
        stage.sold(
                "O1",
                "59.50",
                "0.00",
                "",
                ReturnStage.line("1", stage.sku("A"), 1, "50.00", "9.50"),
                ReturnStage.line("2", stage.sku("G"), 1, "0.00", "10.00", "0.00", false));
        stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        stage.posted();
        assertThat(stage.balance("sales.returns")).isEqualTo("40.00");
        assertThat(stage.expected("O1")).contains("refund.charge 10.00");
        assertThat(stage.creditMemos()).hasSize(1);
        stage.clean();
    }

    @Test
    void aReimbursementOfShippingIsExpectedIncome_R18() {
        stage.twoLamps("O1");
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, "");
        stage.act(
                        id,
                        "claims",
                        "{\"kind\":\"SHIPPING_REIMBURSEMENT\",\"amount\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"reason\":\"SAFE-T\",\"reference\":\"T1\"}")
                .ok();

        assertThat(stage.expected("O1")).contains("reimbursement 4.90");
        stage.posted();
        assertThat(stage.balance("sales.returns")).as("income is no credit").isEqualTo("50.00");
        stage.clean();
    }

    @Test
    void aPaymentThatWasChargedBackIsNotRefundedAgain_R26() {
        stage.twoLamps("O1");
        stage.hub
                .post(
                        "/api/v1/disputes",
                        "{\"channel\":\"%s\",\"orderExternalId\":\"O1\",\"reference\":\"D1\",\"state\":\"LOST\"}"
                                .formatted(stage.market))
                .ok();

        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(stage.state(id)).isEqualTo("AWAITS_DECISION");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "availableToPromise"))
                .as("goods to stock")
                .isEqualTo("19");
        assertThat(stage.act(id, "money", "{\"reason\":\"please\"}").code()).isEqualTo("return.disputed");
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();
        assertThat(stage.expected("O1")).isEmpty();
        stage.clean();
    }

    @Test
    void aReturnBeforeAnySettlementLeavesBothInClearing_R27_atTheRateOfTheSale_R29() {
        stage.sold("O1", "59.50", "0.00", "", ReturnStage.line("1", stage.sku("A"), 1, "50.00", "9.50"));
        stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, "");

        stage.posted();
        assertThat(stage.balance("channel.receivable")).isEqualTo("0.00");
        assertThat(stage.balance("tax.payable"))
                .as("the tax of the sale, whatever the rate is by now")
                .isEqualTo("0.00");
        assertThat(stage.expected("O1")).hasSize(2);
        assertThat(stage.expectedSales("O1")).hasSize(2);
        stage.clean();
    }

    @Test
    void aTaxTheMarketplaceCollectedIsNotRefundedFromOurs_R31() {
        stage.sold("O1", "59.50", "0.00", "", ReturnStage.line("1", stage.sku("A"), 1, "50.00", "0.00", "9.50", true));
        var id = stage.told(
                stage.tills,
                "S1",
                "O1",
                stage.store,
                true,
                "{\"lineReference\":\"1\",\"sku\":\"%s\",\"quantity\":1,\"net\":{\"amount\":\"50.00\",\"currency\":\"EUR\"},\"taxes\":[{\"code\":\"VAT\",\"amount\":{\"amount\":\"9.50\",\"currency\":\"EUR\"}}]}"
                        .formatted(stage.sku("A")),
                ",\"refundedByTill\":[{\"method\":\"Cash\",\"amount\":{\"amount\":\"59.50\",\"currency\":\"EUR\"}}]");
        stage.hub
                .post(
                        "/api/v1/returns/" + id + "/decision",
                        "{\"approve\":true,\"reason\":\"paid out\",\"payer\":\"TILL\"}")
                .ok();

        stage.posted();
        assertThat(stage.balance("tax.payable")).isEqualTo("0.00");
        assertThat(stage.balance("tax.facilitator-clearing")).isEqualTo("0.00");
        assertThat(stage.expected("O1")).as("the till has paid").isEmpty();
        stage.clean();
    }

    @Test
    void aGiftCardIsFilledAgainBeforeAnythingElseIsPaidOut_R32() {
        stage.sold("O1", "124.00", "5.00", """
                {"method":"card","amount":{"amount":"84.00","currency":"EUR"},"reference":"pi_1"},
                {"method":"gift-card","amount":{"amount":"40.00","currency":"EUR"},"reference":"GC1"}""", ReturnStage.line("1", stage.sku("A"), 2, "100.00", "19.00"));
        stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, "");

        stage.posted();
        assertThat(stage.balance("gift-card.liability")).isEqualTo("-40.00");
        assertThat(stage.expected("O1")).containsExactly("refund.principal -19.50");
        stage.clean();
    }

    @Test
    void goodsTakenByAnotherEntityAreSettledWithinTheGroup_R22() {
        stage.policy(", transferPricePercent: \"60\"");
        stage.sold("O1", "59.50", "0.00", "", ReturnStage.line("1", stage.sku("A"), 1, "50.00", "9.50"));
        var id = stage.told(stage.tills, "S1", "O1", stage.foreignStore, true, 1, ",\"disposition\":\"RESALEABLE\"");
        stage.act(id, "authorisation", "{\"state\":\"APPROVED\",\"by\":\"MARKETPLACE\",\"reason\":\"yes\"}")
                .ok();

        stage.posted();
        assertThat(stage.position(stage.sku("A"), stage.foreignStore, "onHand")).isEqualTo("1");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("19");
        assertThat(stage.balance("sales.returns"))
                .as("credited where it was sold")
                .isEqualTo("50.00");
        assertThat(stage.balance(stage.other, "sales.returns")).isEqualTo("0.00");
        assertThat(stage.balance("inter-company.receivable")).isEqualTo("30.00");
        assertThat(stage.balance(stage.other, "inter-company.payable")).isEqualTo("-30.00");
        stage.clean();
    }
}
