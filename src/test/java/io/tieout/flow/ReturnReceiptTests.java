package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.testing.IntegrationTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second fact of a return: what is physically here, in what state. */
@IntegrationTest
class ReturnReceiptTests {

    @Autowired
    ApiClients clients;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    io.tieout.returns.ReturnFacts returnFacts;

    @LocalServerPort
    int port;

    @SuppressWarnings("NullAway")
    ReturnStage stage;

    @BeforeEach
    void open() {
        stage = new ReturnStage(clients, port, jdbc);
    }

    @Test
    void aRefundAtTheFirstScanRestocksNothing_R3_andWhatNeverComesIsClaimedOrWrittenOff_R4() {
        stage.twoLamps("O1");
        var id = stage.told(
                stage.market,
                "R1",
                "O1",
                stage.warehouse,
                false,
                "{\"lineReference\":\"1\",\"sku\":\"" + stage.sku("A") + "\",\"quantity\":1}",
                ",\"refunded\":true,\"expectedBy\":\"2026-11-22T00:00:00Z\"");

        assertThat(stage.state(id)).isEqualTo("DECIDED");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("18");
        assertThat(stage.back(id).path("lines").path(0).path("receipt").asString())
                .isEqualTo("IN_TRANSIT");
        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);

        returnFacts.tick();
        var key = "return:" + stage.market + ":R1";
        var item = stage.hub.openItems("return.not-back", key).getFirst();
        assertThat(item.path("detail").asString()).contains("claim by");
        stage.hub
                .post(
                        "/api/v1/work-items/" + item.path("id").asString() + "/actions/write-off",
                        "{\"reason\":\"lost\"}")
                .ok();
        stage.posted();
        assertThat(stage.balance("returns.losses")).isEqualTo("50.00");
        assertThat(stage.balance("sales.returns")).isEqualTo("0.00");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand"))
                .as("no phantom stock")
                .isEqualTo("18");
        stage.clean();
    }

    @Test
    void aReturnlessRefundTouchesNoStock_R5() {
        stage.twoLamps("O1");
        var id = stage.told(
                stage.market,
                "R1",
                "O1",
                stage.warehouse,
                false,
                "{\"lineReference\":\"1\",\"sku\":\"" + stage.sku("A") + "\",\"quantity\":1}",
                ",\"refunded\":true,\"goodsKept\":true");

        assertThat(stage.back(id).path("lines").path(0).path("receipt").asString())
                .isEqualTo("KEPT");
        assertThat(stage.back(id).path("dueAt").asString("none")).isIn("none", "");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("18");
        stage.posted();
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        returnFacts.tick();
        assertThat(stage.hub.openItems("return.not-back", "return:" + stage.market + ":R1"))
                .isEmpty();
        stage.clean();
    }

    @Test
    void whatTheCustomerDamagedIsCreditedAndNotSoldAgain_R7() {
        stage.twoLamps("O1");
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, false, 1, "");

        stage.receive(id, "W1", stage.warehouse, true, 1, ",\"disposition\":\"CUSTOMER_DAMAGED\"");
        stage.receive(id, "W1", stage.warehouse, true, 1, ",\"disposition\":\"CUSTOMER_DAMAGED\"");

        assertThat(stage.state(id)).isEqualTo("DECIDED");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "qualityHold"))
                .isEqualTo("1");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "availableToPromise"))
                .isEqualTo("18");
        stage.posted();
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        stage.clean();
    }

    @Test
    void aUnitTheMarketplaceBrokeIsPaidForAndIsItsOwn_R8_andIsClawedBackWhenItTurnsUp_R9() {
        stage.twoLamps("O1");
        var id = stage.told(
                stage.market,
                "R1",
                "O1",
                stage.warehouse,
                false,
                "{\"lineReference\":\"1\",\"sku\":\"" + stage.sku("A") + "\",\"quantity\":1}",
                ",\"refunded\":true");
        var claim =
                "{\"kind\":\"REIMBURSEMENT\",\"amount\":{\"amount\":\"40.00\",\"currency\":\"EUR\"},\"reason\":\"damaged\",\"reference\":\"C1\"}";
        stage.act(id, "claims", claim).ok();
        stage.act(id, "claims", claim).ok();

        assertThat(stage.expected("O1")).contains("reimbursement 40.00").hasSize(3);
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("18");

        stage.receive(id, "W1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(stage.expected("O1")).contains("reimbursement -40.00");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("19");
        assertThat(stage.back(id).path("money"))
                .anyMatch(money -> money.path("kind").asString().equals("CLAWBACK")
                        && !money.path("linkedTo").asString("").isEmpty());
        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);
        stage.clean();
    }

    @Test
    void somethingElseInTheBoxDoesNotRestockWhatWasSold_R10() {
        stage.twoLamps("O1");
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, false, 1, "");

        stage.receive(id, "W1", stage.warehouse, true, 1, ",\"actualSku\":\"" + stage.sku("B") + "\"");

        assertThat(stage.state(id)).isEqualTo("AWAITS_DECISION");
        assertThat(stage.hub.openItems("return.wrong-item", "return:" + stage.market + ":R1"))
                .hasSize(1);
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("18");
        assertThat(stage.position(stage.sku("B"), stage.warehouse, "qualityHold"))
                .isEqualTo("1");
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();
        stage.clean();
    }

    @Test
    void whatIsMissingInTheParcelIsNotCredited_R11() {
        stage.twoLamps("O1");
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, false, 2, "");

        stage.receive(id, "W1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(List.of(
                        stage.back(id).path("lines").path(0).path("receipt").asString(),
                        stage.back(id).path("lines").path(1).path("receipt").asString()))
                .containsExactlyInAnyOrder("RECEIVED", "MISSING");
        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("19");
        stage.posted();
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        assertThat(stage.expected("O1")).containsExactly("refund.principal -50.00", "refund.tax -9.50");
        stage.clean();
    }

    @Test
    void aUnitIsKnownByItsSerialAndExpiredGoodsAreHeld_R34() {
        stage.twoLamps("O1");
        stage.twoLamps("O2");
        var first = stage.told(stage.market, "R1", "O1", stage.warehouse, false, 1, "");
        var again = stage.told(stage.market, "R2", "O2", stage.warehouse, false, 1, "");
        stage.receive(
                first,
                "W1",
                stage.warehouse,
                true,
                1,
                ",\"serial\":\"SN-9\",\"disposition\":\"RESALEABLE\",\"expires\":\"2020-01-01\"");

        assertThat(stage.position(stage.sku("A"), stage.warehouse, "qualityHold"))
                .isEqualTo("1");
        assertThat(stage.act(again, "receipts", """
                        {"reference":"W2","location":"%s","lines":[{"lineReference":"1","sku":"%s","quantity":1,"serial":"SN-9"}]}
                        """.formatted(stage.warehouse, stage.sku("A")))
                        .code())
                .isEqualTo("return.serial-reused");
        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);
        stage.clean();
    }
}
