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

/** The return policy: versioned rules, and the exceptions from them. */
@IntegrationTest
class ReturnPolicyTests {

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

    @Test
    void whatComesTooLateNeedsAnExceptionByTwo_R15() {
        stage.policy(", windowDays: 1");
        stage.twoLamps("O1");
        var id = stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(stage.state(id)).isEqualTo("AWAITS_DECISION");
        assertThat(stage.back(id).path("verdicts").path(0).path("rule").asString())
                .isEqualTo("rule-" + stage.id);
        var decision = "{\"approve\":true,\"reason\":\"a regular\"}";
        assertThat(stage.hub
                        .post("/api/v1/returns/" + id + "/decision", decision)
                        .code())
                .isEqualTo("return.override-needed");
        stage.act(id, "override", "{\"reason\":\"was in hospital\"}").ok();
        stage.act(id, "override", "{\"reason\":\"again\"}").ok();
        assertThat(stage.state(id)).as("one person alone").isEqualTo("AWAITS_DECISION");
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();

        stage.second
                .post("/api/v1/returns/" + id + "/override", "{\"reason\":\"granted\"}")
                .ok();

        assertThat(stage.state(id)).isEqualTo("DECIDED");
        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);
        assertThat(stage.hub.get("/api/v1/returns/overrides").ok())
                .anyMatch(one -> one.path("returnId").asString().equals(id)
                        && !one.path("approvedBy").asString("").isEmpty());
        stage.clean();
    }

    @Test
    void feesAreLinesOfTheirOwnWithATaxOfTheirOwn_R16() {
        stage.policy(
                ", restockingFeePercent: \"10\", returnLabel: \"4.00\", feeTaxCode: VAT, feeTaxPercent: \"19\", faultReasons: [broken]");
        stage.twoLamps("O1");
        stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\"");

        stage.posted();
        assertThat(stage.balance("sales.returns")).as("the goods, whole").isEqualTo("50.00");
        assertThat(stage.balance("returns.fees")).isEqualTo("-9.00");
        assertThat(stage.balance("tax.payable")).isEqualTo("-11.21");
        assertThat(stage.expected("O1"))
                .contains("refund.charge 5.00", "refund.charge 4.00", "refund.principal -50.00");
        stage.clean();
    }

    @Test
    void outboundShippingIsRefundedByReason_R17() {
        stage.policy(", outboundShipping: FAULT, faultReasons: [\"too small\"]");
        stage.twoLamps("O1");
        stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, "");
        stage.told(stage.market, "R2", "O1", stage.warehouse, true, 1, "");
        stage.twoLamps("O2");
        stage.told(
                stage.market,
                "R3",
                "O2",
                stage.warehouse,
                true,
                "{\"lineReference\":\"1\",\"sku\":\"" + stage.sku("A")
                        + "\",\"quantity\":2,\"reason\":\"changed my mind\"}",
                "");

        stage.posted();
        assertThat(stage.balance("shipping.revenue"))
                .as("once, and only where it was our fault")
                .isEqualTo("-5.00");
        assertThat(stage.expected("O1")).containsOnlyOnce("refund.shipping -5.00");
        assertThat(stage.expected("O2")).noneMatch(line -> line.startsWith("refund.shipping"));
        stage.clean();
    }

    @Test
    void aWithdrawalGivesOutboundShippingBackOnceAllIsReturned_R17() {
        stage.policy(", outboundShipping: WITHDRAWAL");
        stage.twoLamps("O1");
        stage.told(stage.market, "R1", "O1", stage.warehouse, true, 1, "");
        assertThat(stage.expected("O1")).noneMatch(line -> line.startsWith("refund.shipping"));
        stage.told(stage.market, "R2", "O1", stage.warehouse, true, 1, "");

        assertThat(stage.expected("O1")).containsOnlyOnce("refund.shipping -5.00");
        stage.posted();
        assertThat(stage.balance("shipping.revenue")).isEqualTo("0.00");
        stage.clean();
    }

    @Test
    void aFlagOfTheShopRestocksNothing_R64() {
        stage.twoLamps("O1");
        stage.told(stage.market, "R1", "O1", stage.warehouse, false, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(stage.position(stage.sku("A"), stage.warehouse, "onHand")).isEqualTo("18");
        assertThat(stage.state(stage.hub
                        .get("/api/v1/returns/" + stage.market + ":R1")
                        .ok()
                        .path("id")
                        .asString()))
                .isEqualTo("EXPECTED");
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();
        assertThat(List.of(stage.balance("sales.returns"))).containsExactly("0.00");
        stage.clean();
    }
}
