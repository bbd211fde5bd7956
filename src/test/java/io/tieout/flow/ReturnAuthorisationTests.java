package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first fact of a return: who agreed to it, and what must not happen before. */
@IntegrationTest
class ReturnAuthorisationTests {

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
    void aMarketplacesGoodsAtAStoreAreTheCustomersUntilItAgrees_R1() {
        stage.twoLamps("O1");
        var id = stage.told(stage.tills, "S1", "O1", stage.store, true, 1, ",\"disposition\":\"RESALEABLE\"");

        assertThat(stage.state(id)).isEqualTo("AWAITS_DECISION");
        assertThat(stage.position(stage.sku("A"), stage.store, "customerOwned")).isEqualTo("1");
        assertThat(stage.position(stage.sku("A"), stage.store, "onHand")).isEqualTo("0");
        stage.posted();
        assertThat(stage.creditMemos()).isEmpty();
        assertThat(stage.expected("O1")).isEmpty();
        assertThat(stage.balance("sales.returns")).isEqualTo("0.00");
        assertThat(stage.act(id, "money", "{\"reason\":\"hurry\"}").code()).isEqualTo("return.not-authorised");

        stage.act(id, "authorisation", "{\"state\":\"APPROVED\",\"by\":\"MARKETPLACE\",\"reason\":\"RMA 7\"}")
                .ok();

        assertThat(stage.state(id)).isEqualTo("DECIDED");
        assertThat(stage.position(stage.sku("A"), stage.store, "availableToPromise"))
                .isEqualTo("1");
        assertThat(stage.position(stage.sku("A"), stage.store, "customerOwned")).isEqualTo("0");
        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        assertThat(stage.expected("O1")).containsExactly("refund.principal -50.00", "refund.tax -9.50");
        stage.clean();
    }

    @Test
    void whatTheMarketplaceDeclinesIsNotCreditedAndStaysTheCustomers_R2() {
        stage.twoLamps("O1");
        var id = stage.told(stage.tills, "S1", "O1", stage.store, true, 1, "");

        stage.act(id, "authorisation", "{\"state\":\"DECLINED\",\"by\":\"MARKETPLACE\",\"reason\":\"too late\"}")
                .ok();

        assertThat(stage.state(id)).isEqualTo("DECLINED");
        assertThat(stage.position(stage.sku("A"), stage.store, "customerOwned")).isEqualTo("1");
        assertThat(stage.position(stage.sku("A"), stage.store, "onHand")).isEqualTo("0");
        var item = stage.hub
                .openItems("return.declined-goods-here", "return:" + stage.tills + ":S1")
                .getFirst();
        stage.hub
                .post(
                        "/api/v1/work-items/" + item.path("id").asString() + "/actions/goodwill",
                        "{\"reason\":\"a good customer\"}")
                .ok();
        stage.posted();
        assertThat(stage.creditMemos()).as("nothing was owed").isEmpty();
        assertThat(stage.expected("O1")).isEmpty();
        assertThat(stage.balance("returns.losses")).isEqualTo("59.50");
        assertThat(stage.balance("store-credit.liability")).isEqualTo("-59.50");
        assertThat(stage.position(stage.sku("A"), stage.store, "customerOwned")).isEqualTo("0");
        assertThat(stage.position(stage.sku("A"), stage.store, "qualityHold")).isEqualTo("1");
        stage.clean();
    }

    @Test
    void declinedGoodsLeaveWithTheCustomer_R2() {
        var order = "O1-" + stage.id;
        stage.twoLamps(order);
        var id = stage.told(stage.tills, "S1", order, stage.store, true, 1, "");
        stage.act(id, "authorisation", "{\"state\":\"DECLINED\",\"by\":\"MARKETPLACE\",\"reason\":\"no\"}")
                .ok();

        stage.act(id, "hand-back", "{\"reason\":\"took it along\"}").ok();

        assertThat(stage.position(stage.sku("A"), stage.store, "customerOwned")).isEqualTo("0");
        assertThat(stage.position(stage.sku("A"), stage.store, "onHand")).isEqualTo("0");
        assertThat(stage.hub
                        .get("/api/v1/returnable?order=" + order)
                        .ok()
                        .path(0)
                        .path("lines")
                        .path(0)
                        .path("returnable")
                        .asString())
                .as("it may be returned another day")
                .isEqualTo("2");
        stage.clean();
    }

    @Test
    void theSameUnitOfPortalAndStoreIsCreditedOnce_R25() {
        stage.sold("O1", "59.50", "0.00", "", ReturnStage.line("1", stage.sku("A"), 1, "50.00", "9.50"));
        var portal = stage.told(stage.market, "RMA1", "O1", stage.warehouse, false, 1, "");
        var atStore = stage.told(stage.tills, "S1", "O1", stage.store, true, 1, "");

        stage.act(atStore, "authorisation", "{\"state\":\"APPROVED\",\"by\":\"MARKETPLACE\",\"reason\":\"yes\"}")
                .ok();
        assertThat(stage.state(atStore)).as("the portal's return has the unit").isEqualTo("AWAITS_DECISION");
        stage.receive(portal, "W1", stage.warehouse, true, 1, ",\"disposition\":\"RESALEABLE\",\"serial\":\"SN-1\"");

        stage.posted();
        assertThat(stage.creditMemos()).hasSize(1);
        assertThat(stage.balance("sales.returns")).isEqualTo("50.00");
        assertThat(stage.hub.openItems("return.exceeds-sold", "return:" + stage.tills + ":S1"))
                .hasSize(1);
        stage.clean();
    }
}
