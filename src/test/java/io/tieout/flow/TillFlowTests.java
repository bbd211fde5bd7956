package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Files of tills through the door: every transaction stands on its own, and counts once. */
@IntegrationTest
class TillFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private Hub hub = new Hub("", "");
    private Hub second = new Hub("", "");

    @BeforeEach
    void open() {
        hub = client("till-");
        second = client("till-second-");
        hub.configure(retailer.configuration(2, ""));
        hub.map(second, retailer.tills, "VAT19");
        retailer.receive(hub, "store", retailer.store, 2000, List.of(retailer.sku(1), retailer.sku(2)));
    }

    /** Whatever was sent: the till's clearing account comes to zero, and the proof is clean. */
    @AfterEach
    void clean() {
        eventually(() -> assertThat(new BigDecimal(balance("till.clearing"))).isEqualByComparingTo("0"));
        eventually(() -> assertThat(hub.violations()).noneMatch(one -> one.contains(retailer.id)));
    }

    private Hub client(String name) {
        var issued = clients.create(name + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        return new Hub("http://127.0.0.1:" + port, issued.key());
    }

    @Test
    void anUnknownProductHoldsUpOnlyItsOwnReceiptUntilItIsThere() {
        var receipts = receipts(1, 10);
        receipts.set(3, papers.receipt(4, "Sale", retailer.item(99, 1, "10.00"), ""));

        var file = hub.processed(papers.poslog(receipts.toArray(String[]::new)));

        eventually(() -> assertThat(sales()).hasSize(9));
        var id = file.path("id").asString();
        var part = parked(id, "order.sku-unknown");
        var wait = part.path("waitsFor").asString();
        assertThat(wait).isEqualTo("mapping:sku:" + retailer.tills + ":" + retailer.sku(99));
        assertThat(hub.openItems("order.sku-unknown", wait)).hasSize(1);
        assertThat(part.path("identity").asString()).isEqualTo(number(4));
        assertThat(hub.get("/api/v1/messages/" + part.path("id").asString() + "/raw")
                        .text())
                .contains(retailer.sku(99))
                .doesNotContain(retailer.sku(1));

        hub.configure(
                "products:\n  - {sku: %s, name: Late, taxCategory: STANDARD, unit: EA}".formatted(retailer.sku(99)));

        eventually(() -> assertThat(sales()).hasSize(10));
        eventually(() -> assertThat(hub.openItems("order.sku-unknown", wait)).isEmpty());
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-100.00"));
        var story = hub.get("/api/v1/trace/" + number(4)).ok();
        assertThat(Hub.items(story.path("steps"))
                        .map(step -> step.path("messageId").asString()))
                .as(story.toString())
                .contains(id, part.path("id").asString());
    }

    @Test
    void aReceiptThatDoesNotAddUpIsRepairedAlone() {
        var wrong = papers.receipt(2, "Sale", retailer.item(1, 1, "10.00"), "");
        var file = hub.processed(papers.poslog(
                papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), ""),
                wrong.replace("11.90", "11.80"),
                papers.receipt(3, "Sale", retailer.item(1, 1, "10.00"), "")));

        eventually(() -> assertThat(sales()).hasSize(2));
        var part = parts(file.path("id").asString()).stream()
                .filter(one -> one.path("state").asString().equals("failed"))
                .findFirst()
                .orElseThrow();
        assertThat(part.path("code").asString()).isEqualTo("poslog.totals-differ");

        var repair = "/api/v1/work-items/" + part.path("workItem").asString() + "/actions/repair";
        hub.post(repair, "{\"body\":%s}".formatted(quoted(papers.poslog(wrong).body())))
                .ok();

        eventually(() -> assertThat(sales()).hasSize(3));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-30.00"));
        assertThat(hub.all("/api/v1/work-items?state=open&code=poslog.totals-differ"))
                .noneMatch(item -> item.toString().contains(retailer.id));
    }

    @Test
    void aFileSentTwiceAndAReceiptInTwoFilesCountOnce() {
        var first = papers.poslog(receipts(1, 3).toArray(String[]::new));
        hub.processed(first);
        var repeat = hub.in(first).ok();
        assertThat(repeat.path("duplicate").asBoolean()).isTrue();
        hub.processed(papers.poslog(receipts(2, 5).toArray(String[]::new)));

        var troubled = receipts(3, 6);
        troubled.add(papers.receipt(7, "Sale", retailer.item(98, 1, "10.00"), ""));
        hub.processed(papers.poslog(troubled.toArray(String[]::new)));
        troubled.add(papers.receipt(8, "Sale", retailer.item(1, 1, "10.00"), ""));
        hub.processed(papers.poslog(troubled.toArray(String[]::new)));

        eventually(() -> assertThat(sales()).hasSize(7));
        assertThat(hub.all("/api/v1/messages?connection=" + retailer.tills + "&state=parked"))
                .as("the same bad receipt of two files is one message")
                .hasSize(1);
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-70.00"));
        hub.configure(
                "products:\n  - {sku: %s, name: Late, taxCategory: STANDARD, unit: EA}".formatted(retailer.sku(98)));
        eventually(() -> assertThat(sales()).hasSize(8));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-80.00"));
    }

    @Test
    void aLargeFileIsCutAndNothingIsLost() {
        // pieces that are taken at once sell the same two products in opposite order
        var receipts = new ArrayList<>(IntStream.rangeClosed(1, 450)
                .mapToObj(number -> papers.receipt(
                        number, "Sale", retailer.item(number > 100 && number <= 300 ? 2 : 1, 1, "10.00"), ""))
                .toList());
        receipts.set(210, papers.receipt(211, "Sale", retailer.item(97, 1, "10.00"), ""));
        var file = hub.processed(papers.poslog(receipts.toArray(String[]::new)));

        eventually(() -> assertThat(sales()).hasSize(449));
        assertThat(parts(file.path("id").asString()))
                .as("three pieces, and the second once more without the bad one, and that one")
                .hasSize(5)
                .allMatch(part -> !part.path("state").asString().equals("received"));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-4490.00"));
        assertThat(position(1)).isEqualTo("1750");
        assertThat(position(2)).isEqualTo("1801");
        parked(file.path("id").asString(), "order.sku-unknown");
    }

    @Test
    void anUnmappedStoreHoldsUpOnlyItsOwnReceiptsAsOneWorkItem() {
        var foreign = "X" + retailer.id;
        var receipts = receipts(1, 4);
        for (var index = 2; index < 4; index++) {
            receipts.set(index, receipts.get(index).replace(">" + retailer.store + "<", ">" + foreign + "<"));
        }
        var file = hub.processed(papers.poslog(receipts.toArray(String[]::new)));
        eventually(() -> assertThat(sales()).hasSize(2));
        assertThat(hub.openItems("poslog.store-unmapped", "mapping:store:" + retailer.tills + ":" + foreign))
                .hasSize(1);
        parked(file.path("id").asString(), "poslog.store-unmapped");

        approve("store", foreign, retailer.store);

        eventually(() -> assertThat(sales()).hasSize(4));
    }

    @Test
    void anUnmappedTenderHoldsUpOnlyItsJournal() {
        var tender = "Beads " + retailer.id;
        hub.processed(papers.poslog(
                papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), ""),
                papers.receipt(2, "Sale", retailer.item(1, 1, "10.00"), "").replace("\"Cash\"", "\"" + tender + "\"")));

        eventually(() -> assertThat(sales()).hasSize(2));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-10.00"));
        assertThat(position(1)).as("the goods are gone all the same").isEqualTo("1998");
        eventually(() -> assertThat(hub.all("/api/v1/work-items?state=open"))
                .anyMatch(item -> item.path("detail").asString().contains(tender)));

        approve("payment-method", tender, "other");

        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-20.00"));
        assertThat(balance("tender.other")).isEqualTo("11.90");
    }

    @Test
    void aPostVoidTakesTheSaleBackAndDeletesNothing() {
        var sale = papers.receipt(1, "Sale", retailer.item(1, 3, "10.00"), "");
        hub.processed(papers.poslog(sale, papers.postVoid(2, 1)));
        hub.processed(papers.poslog(papers.postVoid(3, 1)));
        hub.processed(papers.poslog(sale, sale));

        assertThat(hub.order(retailer.tills, number(1)).path("state").asString())
                .isEqualTo("VOIDED");
        assertThat(position(1)).isEqualTo("2000");
        eventually(() -> assertThat(types()).containsExactlyInAnyOrder("sale.recorded", "sale.voided"));
        for (var account : List.of("sales.revenue", "tax.payable", "tender.cash")) {
            assertThat(new BigDecimal(balance(account))).as(account).isEqualByComparingTo("0");
        }
        assertThat(movements()).hasSize(3);
        assertThat(hub.all("/api/v1/work-items?state=open"))
                .noneMatch(item -> item.toString().contains(retailer.id));
        var story = hub.get("/api/v1/trace/" + number(2)).ok();
        assertThat(Hub.items(story.path("steps")).map(step -> step.path("what").asString()))
                .contains("sale.recorded", "sale.voided");
    }

    @Test
    void aPostVoidThatComesFirstWaitsForItsSale() {
        var message = hub.outcome(papers.poslog(papers.postVoid(2, 1)));
        assertThat(message.path("state").asString()).isEqualTo("parked");
        assertThat(message.path("code").asString()).isEqualTo("poslog.voided-receipt-missing");
        assertThat(hub.openItems("poslog.voided-receipt-missing", "order:" + retailer.tills + ":" + number(1)))
                .hasSize(1);

        hub.processed(papers.poslog(receipts(1, 1).toArray(String[]::new)));

        eventually(() -> assertThat(
                        hub.order(retailer.tills, number(1)).path("state").asString())
                .isEqualTo("VOIDED"));
        eventually(() -> assertThat(position(1)).isEqualTo("2000"));
        eventually(() -> assertThat(
                        hub.openItems("poslog.voided-receipt-missing", "order:" + retailer.tills + ":" + number(1)))
                .isEmpty());
        eventually(() -> assertThat(types()).containsExactlyInAnyOrder("sale.recorded", "sale.voided"));
    }

    @Test
    void aVoidInAFileHoldsUpNoOtherReceiptWhileItWaits() {
        hub.processed(papers.poslog(
                papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), ""),
                papers.postVoid(5, 4),
                papers.receipt(2, "Sale", retailer.item(1, 1, "10.00"), "")));

        eventually(() -> assertThat(sales()).hasSize(2));

        hub.processed(papers.poslog(papers.receipt(4, "Sale", retailer.item(2, 1, "10.00"), "")));

        eventually(() -> assertThat(
                        hub.order(retailer.tills, number(4)).path("state").asString())
                .isEqualTo("VOIDED"));
        eventually(() -> assertThat(balance("sales.revenue")).isEqualTo("-20.00"));
    }

    @Test
    void aPostVoidOfAReturnHandsTheGoodsBackAndTheyMayComeAgain() {
        var back = retailer.item(1, 1, "10.00");
        hub.processed(papers.poslog(
                papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), ""),
                papers.receipt(2, "Return", back, papers.boughtWith(1)),
                papers.postVoid(3, 2)));

        assertThat(position(1)).isEqualTo("1999");
        eventually(() ->
                assertThat(types()).containsExactlyInAnyOrder("sale.recorded", "return.decided", "return.voided"));
        assertThat(new BigDecimal(balance("sales.returns"))).isEqualByComparingTo("0");
        assertThat(balance("tender.cash")).isEqualTo("11.90");

        hub.processed(papers.poslog(papers.receipt(4, "Return", back, papers.boughtWith(1))));

        assertThat(position(1)).isEqualTo("2000");
        eventually(() -> assertThat(balance("sales.returns")).isEqualTo("10.00"));
        assertThat(hub.all("/api/v1/work-items?state=open"))
                .as("what was voided does not count as returned")
                .noneMatch(item -> item.toString().contains(retailer.id));
    }

    @Test
    void anExchangeIsOneReceiptAndIsVoidedAsOne() {
        var sold = papers.receipt(2, "Sale", retailer.item(2, 1, "10.00"), "");
        var back = papers.receipt(2, "Return", retailer.item(1, 1, "10.00"), papers.boughtWith(1));
        var line = back.substring(back.indexOf("<LineItem>"), back.indexOf("</LineItem>") + "</LineItem>".length())
                .replace("<LineItem><SequenceNumber>1<", "<LineItem><SequenceNumber>9<");
        var exchange = sold.replaceAll("(?s)<LineItem><SequenceNumber>2<.*?</LineItem>", line)
                .replace(">11.90</Total>", ">0.00</Total>");
        hub.processed(papers.poslog(papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), ""), exchange));
        approve("payment-method", "exchange", "other");

        assertThat(position(1)).isEqualTo("2000");
        assertThat(position(2)).isEqualTo("1999");
        eventually(() ->
                assertThat(types()).containsExactlyInAnyOrder("sale.recorded", "sale.recorded", "return.decided"));
        assertThat(balance("tender.cash")).isEqualTo("11.90");

        hub.processed(papers.poslog(papers.postVoid(3, 2)));

        assertThat(position(1)).isEqualTo("1999");
        assertThat(position(2)).isEqualTo("2000");
        eventually(() -> assertThat(types())
                .containsExactlyInAnyOrder(
                        "sale.recorded", "sale.recorded", "return.decided", "sale.voided", "return.voided"));
        assertThat(new BigDecimal(balance("tender.other"))).isEqualByComparingTo("0");
        assertThat(balance("sales.revenue")).isEqualTo("-10.00");
    }

    @Test
    void aVoidOfASaleWhoseGoodsCameBackIsForAPersonToDecide() {
        hub.processed(papers.poslog(
                papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), ""),
                papers.receipt(2, "Return", retailer.item(1, 1, "10.00"), papers.boughtWith(1))));

        var message = hub.outcome(papers.poslog(papers.postVoid(3, 1)));

        assertThat(message.path("state").asString()).isEqualTo("failed");
        assertThat(message.path("code").asString()).isEqualTo("sale.void-after-return");
        hub.post(
                        "/api/v1/work-items/" + message.path("workItem").asString() + "/actions/skip-with-reason",
                        "{\"reason\":\"the return stands\"}")
                .ok();
        assertThat(position(1)).isEqualTo("2000");
    }

    @Test
    void whatATillDidNotFinishBooksNothing() {
        var sale = papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), "");
        var message = hub.outcome(papers.poslog(
                sale.replace("CancelFlag=\"false\"", "TrainingModeFlag=\"true\""),
                sale.replace("CancelFlag=\"false\"", "CancelFlag=\"true\""),
                sale.replace("<RetailTransaction ", "<RetailTransaction TransactionStatus=\"Suspended\" ")));

        assertThat(message.path("state").asString()).isEqualTo("ignored");
        assertThat(message.path("reason").asString()).contains("training", "cancelled", "suspended");
        assertThat(sales()).isEmpty();
        assertThat(position(1)).isEqualTo("2000");
    }

    @Test
    void giftCardsDepositsAndTipsAreOwedAndNotEarned() {
        var gift =
                "<LineItem><SequenceNumber>7</SequenceNumber><GiftCertificate><FaceValue>25.00</FaceValue></GiftCertificate></LineItem>";
        var mixed = papers.receipt(1, "Sale", retailer.item(1, 1, "10.00"), "")
                .replace("<Amount>11.90</Amount></Tender>", "<Amount>38.90</Amount><Tip>2.00</Tip></Tender>")
                .replace("<Total ", gift + "<Total ");
        var deposit = papers.postVoid(2, 0).replaceAll("<TransactionLink.*</TransactionLink>", """
                        <LineItem><SequenceNumber>1</SequenceNumber><Deposit><Amount>30.00</Amount></Deposit></LineItem>
                        <LineItem><SequenceNumber>2</SequenceNumber><Tender TenderType="Cash"><Amount>30.00</Amount></Tender></LineItem>""");
        var redeemed =
                papers.receipt(3, "Sale", retailer.item(1, 1, "10.00"), "").replace("\"Cash\"", "\"GiftCard\"");
        hub.processed(papers.poslog(mixed, deposit, redeemed));

        eventually(() -> assertThat(types())
                .containsExactlyInAnyOrder("sale.recorded", "till.money", "till.money", "sale.recorded"));
        assertThat(balance("sales.revenue")).isEqualTo("-20.00");
        assertThat(balance("gift-card.liability")).isEqualTo("-25.00");
        assertThat(balance("customer.deposits")).isEqualTo("-30.00");
        assertThat(balance("tips")).isEqualTo("-2.00");
        assertThat(balance("tender.cash")).isEqualTo("68.90");
        assertThat(balance("tender.gift-card")).isEqualTo("11.90");

        hub.processed(papers.poslog(papers.postVoid(4, 1), papers.postVoid(5, 2)));

        eventually(() -> assertThat(balance("tender.cash")).matches("0(\\.00)?"));
        for (var account : List.of("gift-card.liability", "customer.deposits", "tips")) {
            assertThat(new BigDecimal(balance(account))).as(account).isEqualByComparingTo("0");
        }
        assertThat(position(1)).isEqualTo("1999");
    }

    @Test
    void theTillsDayIsKeptAsEvidence() {
        var control = papers.postVoid(1, 0)
                .replaceAll(
                        "(?s)<RetailTransaction>.*</RetailTransaction>",
                        "<ControlTransaction><NoSale/></ControlTransaction>");
        var settle = papers.postVoid(6, 0).replaceAll("(?s)<RetailTransaction>.*</RetailTransaction>", """
                        <TenderControlTransaction><TillSettle><TransactionCount>6</TransactionCount>
                          <TenderSummary><Ending TenderType="Cash"><Amount>100.00</Amount><Count>3</Count></Ending></TenderSummary>
                          <TenderSummary><Ending TenderType="Cash"><Amount>11.90</Amount><Count>2</Count></Ending></TenderSummary>
                          <TenderSummary LedgerType="Expected"><Ending TenderType="Cash"><Amount>1.00</Amount></Ending></TenderSummary>
                        </TillSettle></TenderControlTransaction>""");
        var sale = papers.receipt(2, "Sale", retailer.item(1, 1, "10.00"), "");
        var training = sale.replace("CancelFlag=\"false\"", "TrainingModeFlag=\"true\"")
                .replace("<SequenceNumber>2</SequenceNumber>\n", "<SequenceNumber>4</SequenceNumber>\n")
                .replace(
                        "<WorkstationID>1</WorkstationID><SequenceNumber>2<",
                        "<WorkstationID>1</WorkstationID><SequenceNumber>4<");
        var file = papers.poslog(control, sale, training, settle);
        hub.processed(file);
        hub.processed(file.with(file.body() + " "));

        var days = hub.all("/api/v1/till-days?connection=" + retailer.tills + "&businessDate=" + Papers.DAY);

        assertThat(days).hasSize(1);
        var day = days.getFirst();
        assertThat(day.path("transactions").asInt()).isEqualTo(4);
        assertThat(day.path("receipts").asInt()).isEqualTo(1);
        assertThat(day.path("notCounted").asInt()).isEqualTo(1);
        assertThat(day.path("missing").asInt()).as("3 and 5").isEqualTo(2);
        assertThat(day.path("declaredTransactions").asInt()).isEqualTo(6);
        assertThat(day.path("declared").path(0).path("method").asString()).isEqualTo("Cash");
        assertThat(day.path("declared").path(0).path("amount").path("amount").asString())
                .isEqualTo("111.90");
    }

    private List<String> types() {
        return hub.all("/api/v1/journals?entity=" + retailer.entity).stream()
                .map(journal -> journal.path("event").asString())
                .toList();
    }

    private List<JsonNode> movements() {
        return hub.all("/api/v1/inventory/movements?sku=" + retailer.sku(1) + "&location=" + retailer.store);
    }

    private void approve(String kind, String code, String ours) {
        var proposed = hub.post(
                        "/api/v1/mappings", """
                        {"kind":"%s","partner":"%s","validFrom":"%s","entries":{"%s":"%s"}}""".formatted(kind, retailer.tills, Papers.DAY.minusDays(30), code, ours))
                .ok();
        var set = "/api/v1/mappings/" + proposed.path("id").asString();
        hub.post(set + "/submit", "").ok();
        second.post(set + "/approve", "").ok();
    }

    /** Receipts of one thing for 10.00 and tax each. */
    private List<String> receipts(int from, int to) {
        return new ArrayList<>(IntStream.rangeClosed(from, to)
                .mapToObj(number -> papers.receipt(number, "Sale", retailer.item(1, 1, "10.00"), ""))
                .toList());
    }

    private String number(int sequence) {
        return retailer.store + "-1-" + sequence + "-" + Papers.DAY.toString().replace("-", "");
    }

    private List<JsonNode> sales() {
        return hub.all("/api/v1/orders?connection=" + retailer.tills);
    }

    private List<JsonNode> parts(String file) {
        return hub.all("/api/v1/messages?parent=" + file);
    }

    private JsonNode parked(String file, String code) {
        return await().atMost(SOON)
                .until(
                        () -> parts(file).stream()
                                .filter(part -> part.path("state").asString().equals("parked"))
                                .filter(part -> part.path("code").asString().equals(code))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private String balance(String account) {
        return hub.balances(retailer.entity).getOrDefault(account, "0");
    }

    private String position(int product) {
        return hub.get("/api/v1/inventory/positions?sku=" + retailer.sku(product) + "&location=" + retailer.store)
                .ok()
                .path("items")
                .path(0)
                .path("onHand")
                .asString();
    }

    private static String quoted(String text) {
        return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(300)).untilAsserted(assertion);
    }
}
