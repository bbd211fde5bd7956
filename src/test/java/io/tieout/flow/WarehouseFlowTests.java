package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Warehouses, as JSON and as X12: what they are told, what they tell; and stores' reports by EDI. */
@IntegrationTest
class WarehouseFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private final Receiver receiver = new Receiver();
    private final String wms = "wms-" + retailer.id;
    private final String reports = "edi-" + retailer.id;
    private Hub hub = new Hub("", "");

    @BeforeEach
    void open() {
        var issued =
                clients.create("warehouse-" + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        hub = new Hub("http://127.0.0.1:" + port, issued.key());
        hub.configure(retailer.configuration(2, ""));
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private void connect(String adapter, String url) {
        hub.configure(
                "connections:\n  - {code: %s, adapter: %s, entity: %s, zone: Europe/Berlin, settings: {location: %s, url: \"%s\", allowInternal: true}}"
                        .formatted(wms, adapter, retailer.entity, retailer.warehouse, url));
    }

    @Test
    void goodsInAdjustmentsAndAllThatIsThereMoveStock() {
        connect("warehouse", receiver.url());
        hub.processed(Letter.json(
                wms, "receipt", """
                {"externalId":"R1","location":"%s","occurredAt":"%s","reference":"PO1","lines":[
                 {"sku":"%s","quantity":10},{"sku":"%s","quantity":2,"condition":"damaged"}]}""".formatted(retailer.warehouse, Papers.MORNING, retailer.sku(1), retailer.sku(1))));
        assertThat(position("onHand")).isEqualTo("12");
        assertThat(position("availableToPromise"))
                .as("what is damaged is not sold")
                .isEqualTo("10");

        var adjustment = Letter.json(wms, "adjustment", """
                {"externalId":"A1","occurredAt":"%s","lines":[{"sku":"%s","quantity":-3,"reason":"theft"}]}""".formatted(Papers.MORNING.plusSeconds(60), retailer.sku(1)));
        hub.processed(adjustment);
        assertThat(hub.in(adjustment).ok().path("duplicate").asBoolean()).isTrue();
        assertThat(position("onHand")).isEqualTo("9");
        var silent = hub.outcome(
                adjustment.with(adjustment.body().replace("A1", "A2").replace(",\"reason\":\"theft\"", "")));
        assertThat(silent.path("state").asString()).as("an adjustment says why").isEqualTo("failed");

        hub.processed(Letter.json(wms, "stock", """
                {"externalId":"S1","asOf":"%s","lines":[{"sku":"%s","quantity":20}]}""".formatted(Papers.MORNING.plusSeconds(120), retailer.sku(1))));
        assertThat(position("onHand")).isEqualTo("20");
        clean();
    }

    @Test
    void aReleasedOrderIsToldToItsWarehouseWithItsReservationOnce() throws Exception {
        connect("warehouse", receiver.url());
        retailer.receive(hub, "opening", retailer.warehouse, 20, List.of(retailer.sku(1)));
        var order = papers.shopOrder(1001, "MwSt", List.of(retailer.item(1, 2, "10.00")));
        hub.processed(order);
        hub.in(order);

        eventually(() -> assertThat(receiver.calls()).hasSize(1));
        var body = receiver.calls().getFirst().body();
        assertThat(body)
                .contains("\"orderExternalId\":\"1001\"")
                .contains(hub.order(retailer.shop, "1001").path("reservation").asString())
                .contains(retailer.sku(1));
        clean();
    }

    @Test
    void anOrderWithoutStockIsToldToNoWarehouse() {
        connect("warehouse", receiver.url());
        hub.processed(papers.shopOrder(1002, "MwSt", List.of(retailer.item(1, 2, "10.00"))));

        assertThat(hub.all("/api/v1/work-items?state=open&code=order.reservation-failed"))
                .anyMatch(item -> item.toString().contains(retailer.shop + ":1002"));
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void anX12WarehouseIsToldIn940AndTellsIn997And945AndShortIsOwned() throws Exception {
        connect("warehouse-x12", receiver.url());
        retailer.receive(hub, "opening", retailer.warehouse, 20, List.of(retailer.sku(1), retailer.sku(2)));
        hub.processed(
                papers.shopOrder(1003, "MwSt", List.of(retailer.item(1, 3, "10.00"), retailer.item(2, 1, "5.00"))));
        eventually(() -> assertThat(receiver.calls()).hasSize(1));
        var told = receiver.calls().getFirst().body();
        assertThat(told)
                .startsWith("ISA*00*")
                .contains("ST*940*0001~")
                .contains("W05*N*1003~")
                .contains("W76*4~");
        var control = told.replaceAll("(?s).*\nGE\\*1\\*(\\d+)~.*", "$1");
        assertThat(told).contains("IEA*1*" + "%9s".formatted(control).replace(' ', '0') + "~");

        hub.processed(x12("FA", "997", "AK1*OW*" + control + "~AK2*940*0001~AK5*A~AK9*A*1*1*1"));
        hub.processed(x12(
                "SW",
                "945",
                "W06*F*1003*%s*SH1~N1*WH*Warehouse*92*%s~N9*2I*TRACK1~G62*11*%s~W27*M*DHL~LX*1~W12*CC*3*2*1*EA**VN*%s~LX*2~W12*CC*1*1*0*EA**VN*%s~W03*3"
                        .formatted(
                                plain(Papers.DAY),
                                retailer.warehouse,
                                plain(Papers.DAY),
                                retailer.sku(1),
                                retailer.sku(2))));

        var order = hub.order(retailer.shop, "1003");
        assertThat(Hub.items(order.path("lines"))
                        .map(line -> line.path("shipped").asString()))
                .containsExactly("2", "1");
        assertThat(hub.openItems("warehouse.short-shipped", "order:" + retailer.shop + ":1003"))
                .hasSize(1);
        assertThat(position("onHand")).isEqualTo("18");
        clean();
    }

    @Test
    void a997ThatRefusesIsOwned() throws Exception {
        connect("warehouse-x12", receiver.url());
        retailer.receive(hub, "opening", retailer.warehouse, 20, List.of(retailer.sku(1)));
        hub.processed(papers.shopOrder(1004, "MwSt", List.of(retailer.item(1, 1, "10.00"))));
        eventually(() -> assertThat(receiver.calls()).hasSize(1));
        var control = receiver.calls().getFirst().body().replaceAll("(?s).*\nGE\\*1\\*(\\d+)~.*", "$1");

        hub.processed(x12("FA", "997", "AK1*OW*" + control + "~AK2*940*0001~AK3*W01*9**8~AK5*R*5~AK9*R*1*1*0"));

        assertThat(hub.openItems("edi.rejected-by-partner", "order:" + retailer.shop + ":1004"))
                .hasSize(1);
    }

    @Test
    void receiptsAndAdjustmentsComeAsX12AndAWrongCountBooksNothing() {
        connect("warehouse-x12", receiver.url());
        var receipt = x12(
                "RE",
                "944",
                "W17*F*%s*RC1*PO1~N1*WH*Warehouse*92*%s~W07*10*EA**VN*%s~W13*2*EA*01"
                        .formatted(plain(Papers.DAY), retailer.warehouse, retailer.sku(1)));
        var wrong = hub.outcome(receipt.with(receipt.body().replace("SE*6*", "SE*7*")));
        assertThat(wrong.path("code").asString()).isEqualTo("edi.control-count-differs");
        assertThat(hub.outcome(receipt.with(receipt.body().replace("IEA*1*000000001", "IEA*1*000000002")))
                        .path("code")
                        .asString())
                .isEqualTo("edi.control-number-differs");
        assertThat(hub.outcome(receipt.with(
                                receipt.body().substring(0, receipt.body().indexOf("SE*"))))
                        .path("code")
                        .asString())
                .isEqualTo("edi.truncated");
        assertThat(hub.all("/api/v1/inventory/positions?sku=" + retailer.sku(1)))
                .isEmpty();

        hub.processed(receipt);
        assertThat(position("onHand")).isEqualTo("10");
        assertThat(position("availableToPromise")).isEqualTo("8");
        hub.processed(x12(
                "AW",
                "947",
                "W15*%s*AD1~N1*WH*Warehouse*92*%s~W19*06*-1*EA**VN*%s"
                        .formatted(plain(Papers.DAY), retailer.warehouse, retailer.sku(1))));
        assertThat(position("onHand")).isEqualTo("9");
        clean();
    }

    @Test
    void aStoresReportMovesStockAndNoMoneyAndNeverBesideReceipts() {
        hub.configure("connections:\n  - {code: %s, adapter: edi, entity: %s, zone: Europe/Berlin}"
                .formatted(reports, retailer.entity));
        retailer.receive(hub, "store", retailer.store, 100, List.of(retailer.sku(1)));
        var report = sales(Papers.DAY, 7);

        hub.processed(report);
        assertThat(store()).isEqualTo("93");
        hub.processed(report.with(report.body().replace("*000000001", "*000000009")));
        assertThat(store()).as("the same report again").isEqualTo("93");
        assertThat(hub.balances(retailer.entity)).doesNotContainKey("sales.revenue");

        hub.processed(papers.poslog(papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), "")
                .replace(Papers.DAY.toString(), Papers.DAY.minusDays(1).toString())));
        assertThat(store()).isEqualTo("92");
        hub.processed(sales(Papers.DAY.minusDays(1), 5));
        assertThat(store()).as("its receipts come one by one").isEqualTo("92");
        clean();
    }

    private Letter sales(LocalDate day, int sold) {
        var letter = x12(
                "PD",
                "852",
                "XQ*H*%1$s*%1$s~N1*ST*Store*92*%2$s~LIN*1*SK*%3$s~ZA*QS*%4$d*EA~CTT*1"
                        .formatted(plain(day), retailer.store, retailer.sku(1), sold));
        return new Letter(reports, "edi", letter.contentType(), letter.headers(), letter.body());
    }

    private Letter x12(String functional, String type, String segments) {
        return Letter.text(wms, "edi", """
                ISA*00*          *00*          *ZZ*PARTNER        *ZZ*TIEOUT         *261124*1200*U*00401*000000001*0*P*>~
                GS*%s*PARTNER*TIEOUT*20261124*1200*1*X*004010~
                ST*%s*0001~
                %s~
                SE*%d*0001~
                GE*1*1~
                IEA*1*000000001~
                """.formatted(
                        functional, type, segments.replace("~", "~\n"), segments.split("~").length + 2));
    }

    private static String plain(LocalDate day) {
        return day.toString().replace("-", "");
    }

    private String position(String field) {
        return hub.all("/api/v1/inventory/positions?sku=" + retailer.sku(1) + "&location=" + retailer.warehouse)
                .getFirst()
                .path(field)
                .asString();
    }

    private String store() {
        return hub.all("/api/v1/inventory/positions?sku=" + retailer.sku(1) + "&location=" + retailer.store)
                .getFirst()
                .path("onHand")
                .asString();
    }

    private void clean() {
        eventually(() -> assertThat(hub.violations()).noneMatch(one -> one.contains(retailer.id)));
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(check);
    }
}
