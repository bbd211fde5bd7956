package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of tills that know no API, and their stores' way to one. */
@IntegrationTest
class LegacyTillFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String LAYOUT = """
            {"version": 1, "format": "csv", "delimiter": ";", "decimal": ",", "currency": "EUR", "type": {"column": 1},
             "records": {
              "K": {"is": "header", "fields": {"store": {"column": 2}, "businessDate": {"column": 3}}},
              "B": {"is": "transaction", "fields": {"till": {"column": 2}, "number": {"column": 3}, "kind": {"column": 4},
                     "time": {"column": 5}, "otherNumber": {"column": 6}}},
              "P": {"is": "line", "fields": {"item": {"column": 2}, "quantity": {"column": 3}, "gross": {"column": 4},
                     "tax": {"column": 5}, "taxCode": {"value": "VAT19"}}},
              "Z": {"is": "tender", "fields": {"method": {"column": 2}, "amount": {"column": 3}}},
              "E": {"is": "trailer", "fields": {"transactions": {"column": 2}, "paid": {"column": 3}}}}}""";

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private final String old = "old-" + retailer.id;
    private Hub hub = new Hub("", "");
    private Hub second = new Hub("", "");

    @BeforeEach
    void open() {
        hub = client("legacy-");
        second = client("legacy-second-");
        hub.configure(retailer.configuration(2, ""));
        hub.configure(
                "connections:\n  - {code: %s, adapter: legacy, entity: %s, zone: Europe/Berlin, settings: {layout: %s}}"
                        .formatted(old, retailer.entity, JsonMapper.shared().writeValueAsString(LAYOUT)));
        hub.map(second, retailer.tills, "VAT19");
        hub.map(second, old, "VAT19");
        retailer.receive(hub, "store", retailer.store, 2000, List.of(retailer.sku(1), retailer.sku(2)));
    }

    private Hub client(String name) {
        var issued = clients.create(name + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    /** A receipt of one line, 11,90 each. @param quantity negative came back */
    private String bon(int number, int article, int quantity) {
        var gross = comma(new BigDecimal("11.90").multiply(BigDecimal.valueOf(quantity)));
        var tax = comma(new BigDecimal("1.90").multiply(BigDecimal.valueOf(quantity)));
        return "B;1;%d;sale;10:01:00;\nP;%s;%d;%s;%s\nZ;Cash;%s\n"
                .formatted(number, retailer.sku(article), quantity, gross, tax, gross);
    }

    private static String comma(BigDecimal amount) {
        return amount.toPlainString().replace('.', ',');
    }

    private Letter file(String store, LocalDate day, String... receipts) {
        var paid = BigDecimal.ZERO;
        for (var line : String.join("", receipts).split("\n")) {
            if (line.startsWith("Z;")) {
                paid = paid.add(new BigDecimal(line.split(";")[2].replace(',', '.')));
            }
        }
        return Letter.text(
                old,
                "transactions",
                "K;%s;%s\n%sE;%d;%s\n".formatted(store, day, String.join("", receipts), receipts.length, comma(paid)));
    }

    @Test
    void aFileOfAnOldTillMovesStockAndMoneyAsAModernTillsDoes() {
        var file = file(retailer.store, Papers.DAY, bon(1, 1, 3), bon(2, 2, 1), bon(3, 1, -1));
        hub.processed(file);
        assertThat(hub.in(file).ok().path("duplicate").asBoolean()).isTrue();

        assertThat(hub.order(old, number(1)).path("state").asString()).isEqualTo("SOLD");
        eventually(() -> assertThat(position(1)).isEqualTo("1998"));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-40.00"));
        eventually(() -> assertThat(balance("sales.returns")).isEqualTo("10.00"));
        eventually(() -> assertThat(balance("tender.cash")).isEqualTo("35.70"));
        eventually(() -> assertThat(new BigDecimal(balance("till.clearing"))).isEqualByComparingTo("0"));
        clean();
    }

    @Test
    void aWrongControlTotalBooksNothingAtAll() {
        var file = file(retailer.store, Papers.DAY, bon(1, 1, 1), bon(2, 1, 1));
        var wrong = Letter.text(old, "transactions", file.body().replace("E;2;", "E;3;"));

        var message = hub.outcome(wrong);

        assertThat(message.path("state").asString()).isEqualTo("failed");
        assertThat(message.path("code").asString()).isEqualTo("legacy.control-total-differs");
        assertThat(message.path("workItem").asString()).isNotBlank();
        var cut = hub.outcome(Letter.text(
                old, "transactions", file.body().substring(0, file.body().indexOf("E;"))));
        assertThat(cut.path("code").asString()).isEqualTo("legacy.truncated");
        assertThat(sales(old)).isEmpty();
        assertThat(position(1)).isEqualTo("2000");
        clean();
    }

    @Test
    void anUnknownStoreWaitsForItsMappingAndAnUnknownArticleHoldsUpOnlyItsReceipt() {
        var message = hub.outcome(file("X" + retailer.id, Papers.DAY, bon(1, 1, 1)));
        assertThat(message.path("code").asString()).isEqualTo("legacy.store-unmapped");
        var broken = bon(12, 1, 1).replace("11,90;1,90", "11,90;x");
        hub.processed(file(retailer.store, Papers.DAY, bon(10, 1, 1), bon(11, 9, 1), broken, bon(13, 1, 1)));

        eventually(() -> assertThat(sales(old)).hasSize(2));
        var waits = hub.all("/api/v1/messages?connection=" + old + "&state=parked").stream()
                .filter(part -> part.path("code").asString().equals("order.sku-unknown"))
                .findFirst()
                .orElseThrow();
        assertThat(waits.path("identity").asString()).isEqualTo(number(11));
        eventually(() -> assertThat(hub.all("/api/v1/messages?connection=" + old + "&state=failed"))
                .singleElement()
                .satisfies(part -> assertThat(part.path("code").asString()).isEqualTo("legacy.field-invalid")));

        approve("store", "X" + retailer.id, retailer.store);
        hub.configure(
                "products:\n  - {sku: %s, name: Late, taxCategory: STANDARD, unit: EA}".formatted(retailer.sku(9)));

        eventually(() -> assertThat(sales(old)).hasSize(4));
    }

    @Test
    void aLargeFileIsCutAndNothingIsLost() {
        var receipts = new ArrayList<String>();
        for (var number = 1; number <= 450; number++) {
            receipts.add(bon(number, number % 2 + 1, 1));
        }
        receipts.set(210, bon(211, 9, 1));
        hub.processed(file(retailer.store, Papers.DAY, receipts.toArray(String[]::new)));

        eventually(() -> assertThat(sales(old)).hasSize(449));
        assertThat(new BigDecimal(position(1)).add(new BigDecimal(position(2)))).isEqualByComparingTo("3551");
    }

    @Test
    void inDualRunAReceiptIsBookedOnceWhicheverFeedBringsItFirst() {
        stage("DUAL_RUN", Papers.DAY.minusDays(20));
        var day = Papers.DAY;

        hub.processed(file(retailer.store, day, bon(1, 1, 1), bon(2, 1, 2)));
        var copy = hub.outcome(papers.poslog(modern(1, 1), modern(2, 2), modern(3, 1)));
        assertThat(copy.path("state").asString()).isEqualTo("processed");
        hub.processed(file(retailer.store, day, bon(3, 1, 1), bon(4, 1, 1), bon(1, 1, 1)));
        hub.processed(papers.poslog(modern(4, 1), modern(1, 1)));

        eventually(() -> assertThat(position(1)).isEqualTo("1995"));
        assertThat(sales(old)).hasSize(3);
        assertThat(sales(retailer.tills)).hasSize(1);
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-50.00"));
        assertThat(hub.all("/api/v1/work-items?state=open&code=store.feeds-differ"))
                .noneMatch(item -> item.toString().contains(retailer.id));
        var report = parity();
        assertThat(report.path("stage").asString()).isEqualTo("DUAL_RUN");
        var only = report.path("days").get(0);
        assertThat(only.path("clean").asBoolean()).as(only.toString()).isTrue();
        assertThat(only.path("legacy").path("transactions").asInt()).isEqualTo(4);
        assertThat(only.path("api").path("transactions").asInt()).isEqualTo(4);
        assertThat(report.path("safeToCutOver").asBoolean()).isFalse();
        clean();
    }

    @Test
    void whatTwoFeedsTellDifferentlyIsOwnedAndNeverBookedTwice() {
        stage("DUAL_RUN", Papers.DAY.minusDays(20));
        var day = Papers.DAY;
        hub.processed(file(retailer.store, day, bon(1, 1, 1), bon(2, 1, 1)));
        hub.processed(papers.poslog(modern(1, 3)));

        eventually(() -> assertThat(position(1)).isEqualTo("1998"));
        var item = hub.openItems("store.feeds-differ", "order:" + old + ":" + number(1))
                .getFirst();
        assertThat(item.path("detail").asString())
                .contains("quantities")
                .contains("total")
                .contains("tenders");
        var differences = parity().path("days").get(0).path("differences");
        assertThat(Hub.items(differences)
                        .map(each -> each.path("receipt").asString() + " "
                                + each.path("what").asString()))
                .contains("1-1 quantities", "1-1 total", "1-2 missing");
        assertThat(parity().path("days").get(0).path("clean").asBoolean()).isFalse();
    }

    @Test
    void aVoidAndAReturnFindTheReceiptThatTheOtherFeedBooked() {
        stage("DUAL_RUN", Papers.DAY.minusDays(20));
        hub.processed(file(retailer.store, Papers.DAY, bon(1, 1, 1), bon(2, 1, 1)));
        hub.processed(papers.poslog(modern(1, 1), modern(2, 1)));
        eventually(() -> assertThat(position(1)).isEqualTo("1998"));

        hub.processed(papers.poslog(
                papers.postVoid(3, 1),
                papers.receipt(4, "Return", retailer.item(1, 1, "10.00"), papers.boughtWith(2))));
        hub.outcome(file(retailer.store, Papers.DAY, "B;1;3;void;10:01:00;1\n"));

        eventually(() -> assertThat(position(1)).isEqualTo("2000"));
        assertThat(hub.order(old, number(1)).path("state").asString()).isEqualTo("VOIDED");
        eventually(() -> assertThat(balance("sales.returns")).isEqualTo("10.00"));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-10.00"));
        clean();
    }

    @Test
    void aStoreIsCutOverOnlyWhenItsFeedsAgreedLongEnoughAndASecondPersonSaysSo() {
        stage("DUAL_RUN", Papers.DAY.minusDays(20));
        for (var back = 6; back >= 2; back--) {
            var day = Papers.DAY.minusDays(back);
            hub.processed(file(retailer.store, day, bon(back * 10, 1, 1)));
            assertThat(propose("API", Papers.DAY).code()).isEqualTo("store-stage.not-safe");
            hub.processed(papers.poslog(modern(back * 10, 1).replace(Papers.DAY.toString(), day.toString())));
        }
        assertThat(parity().path("safeToCutOver").asBoolean())
                .as(parity().toString())
                .isTrue();

        var proposed = propose("API", Papers.DAY).ok().path("id").asString();
        var path = "/api/v1/stores/" + retailer.store + "/stages/" + proposed + "/approve";
        assertThat(hub.post(path, "").code()).isEqualTo("four-eyes.same-person");
        second.post(path, "").ok();

        var late = hub.outcome(file(retailer.store, Papers.DAY, bon(500, 1, 1)));
        assertThat(late.path("state").asString()).isEqualTo("ignored");
        assertThat(hub.openItems("store.feed-not-in-force", "store-day:" + retailer.store + ":" + Papers.DAY))
                .hasSize(1);
        hub.processed(papers.poslog(
                modern(501, 1),
                papers.receipt(
                        502,
                        "Return",
                        retailer.item(1, 1, "10.00"),
                        papers.boughtWith(60)
                                .replace(
                                        Papers.DAY.toString(),
                                        Papers.DAY.minusDays(6).toString()))));
        eventually(() -> assertThat(position(1)).isEqualTo("1995"));
        var returned = hub.order(old, "%s-1-60-%s".formatted(retailer.store, plain(Papers.DAY.minusDays(6))));
        assertThat(returned.path("lines").get(0).path("returned").asInt())
                .as("the API's return found the file's sale: " + returned)
                .isEqualTo(1);
        assertThat(hub.all("/api/v1/audit?subject=store:" + retailer.store).stream()
                        .map(entry -> entry.path("action").asString()))
                .contains("store-stage.proposed", "store-stage.approved");
        clean();
    }

    private Hub.Answer propose(String stage, LocalDate from) {
        return hub.post(
                "/api/v1/stores/" + retailer.store + "/stages", """
                {"stage":"%s","from":"%s","legacy":"%s","api":"%s","reason":"new tills"}""".formatted(stage, from, old, retailer.tills));
    }

    private void stage(String stage, LocalDate from) {
        var id = propose(stage, from).ok().path("id").asString();
        second.post("/api/v1/stores/" + retailer.store + "/stages/" + id + "/approve", "")
                .ok();
    }

    private String modern(int number, int quantity) {
        return papers.receipt(number, "Sale", retailer.item(1, quantity, "10.00"), "");
    }

    private JsonNode parity() {
        return hub.get("/api/v1/stores/" + retailer.store + "/parity").ok();
    }

    private String number(int sequence) {
        return "%s-1-%d-%s".formatted(retailer.store, sequence, plain(Papers.DAY));
    }

    private static String plain(LocalDate day) {
        return day.toString().replace("-", "");
    }

    private List<JsonNode> sales(String connection) {
        return hub.all("/api/v1/orders?connection=" + connection);
    }

    private String position(int article) {
        return hub.all("/api/v1/inventory/positions?sku=" + retailer.sku(article) + "&location=" + retailer.store)
                .getFirst()
                .path("onHand")
                .asString();
    }

    private String balance(String account) {
        return hub.balances(retailer.entity).getOrDefault(account, "0.00");
    }

    private void approve(String kind, String code, String ours) {
        var proposed = hub.send(
                        "POST",
                        "/api/v1/mappings",
                        "application/json",
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        """
                        {"kind":"%s","partner":"%s","validFrom":"%s","entries":{"%s":"%s"}}""".formatted(kind, old, Papers.DAY.minusDays(30), code, ours))
                .ok();
        var set = "/api/v1/mappings/" + proposed.path("id").asString();
        hub.post(set + "/submit", "").ok();
        second.post(set + "/approve", "").ok();
    }

    private void clean() {
        eventually(() -> assertThat(hub.violations())
                .noneMatch(one -> one.toLowerCase(Locale.ROOT).contains(retailer.id)));
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(check);
    }
}
