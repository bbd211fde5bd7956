package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Orders, shipments, receipts, a settlement and its bank line, in any order, some of them repeated, from several senders at
 * once: in the end stock and money are where they must be, in every module and in the ERP.
 */
@IntegrationTest
class ConservationFlowTests {

    private static final int ROUNDS = 2;
    private static final int OPENING = 500;
    private static final Duration SOON = Duration.ofSeconds(90);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    @Test
    void stockAndMoneyAreConservedAcrossAllModules() throws Exception {
        var seed = Long.getLong("tieout.seed", 20261124L);
        System.out.println("ConservationFlowTests seed " + seed);
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            new World(random).live("seed " + seed + ", round " + round);
        }
    }

    /** One retailer, its messages, and what must come of them. */
    private final class World {

        private final Random random;
        private final Retailer retailer = Retailer.any();
        private final Papers papers = new Papers(retailer);
        private final Hub hub = client("world-");
        private final List<Letter> letters = new ArrayList<>();
        private final Map<String, Integer> fromWarehouse = new HashMap<>();
        private final Map<String, Integer> fromStore = new HashMap<>();
        private BigDecimal revenue = BigDecimal.ZERO;
        private BigDecimal returned = BigDecimal.ZERO;
        private BigDecimal tax = BigDecimal.ZERO;
        private BigDecimal cash = BigDecimal.ZERO;
        private BigDecimal owedByShop = BigDecimal.ZERO;
        private BigDecimal deposit = BigDecimal.ZERO;

        World(Random random) {
            this.random = random;
        }

        private Hub client(String name) {
            var issued =
                    clients.create(name + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
            return new Hub("http://127.0.0.1:" + port, issued.key());
        }

        void live(String where) throws Exception {
            hub.configure(retailer.configuration(3, ""));
            var second = client("second-");
            hub.map(second, retailer.amazon, "ItemTax");
            hub.map(second, retailer.tills, "VAT19");
            retailer.receive(
                    hub,
                    "opening",
                    retailer.warehouse,
                    OPENING,
                    List.of(retailer.sku(1), retailer.sku(2), retailer.sku(3)));
            write();
            for (var repeat = letters.size() / 3; repeat > 0; repeat--) {
                letters.add(letters.get(random.nextInt(letters.size())));
            }
            Collections.shuffle(letters, random);
            try (var senders = Executors.newFixedThreadPool(4)) {
                for (var sent : senders.invokeAll(letters.stream()
                        .map(letter -> (java.util.concurrent.Callable<Hub.Answer>) () -> hub.in(letter))
                        .toList())) {
                    assertThat(sent.get().status())
                            .as(where + ": " + sent.get().text())
                            .isIn(200, 202);
                }
            }
            check(where);
        }

        private void write() {
            for (var number = 1; number <= 6; number++) {
                var items = basket();
                letters.add(papers.shopOrder(number, "MwSt", items));
                parcels(retailer.shop, Integer.toString(number), items);
                owedByShop = owedByShop.add(Retailer.gross(items));
            }
            var rows = new ArrayList<Papers.Row>();
            for (var number = 1; number <= 6; number++) {
                var orderId = "404-" + retailer.id + "-" + number;
                var items = basket();
                letters.add(papers.amazonOrder(orderId, items));
                parcels(retailer.amazon, orderId, items);
                rows.addAll(Papers.settled(orderId, items, "-1.5" + number));
            }
            deposit = Papers.total(rows);
            letters.add(papers.settlement("C" + retailer.id, deposit, rows));
            letters.add(papers.statement(
                    "BC" + retailer.id, "R" + retailer.id, deposit, "C" + retailer.id + " SETTLEMENT"));
            for (var number = 1; number <= 4; number++) {
                receipts(number);
            }
        }

        private List<Retailer.Item> basket() {
            var items = new ArrayList<Retailer.Item>();
            for (var product = 1; product <= 3; product++) {
                if (items.isEmpty() || random.nextBoolean()) {
                    var price = new BigDecimal(100 + random.nextInt(5_000)).movePointLeft(2);
                    items.add(new Retailer.Item(retailer.sku(product), 1 + random.nextInt(4), price));
                }
            }
            return items;
        }

        /** The goods leave in one parcel or in one for each line. */
        private void parcels(String channel, String order, List<Retailer.Item> items) {
            if (random.nextBoolean()) {
                letters.add(papers.shipment(channel, order, order + "-P", items));
            } else {
                items.forEach(
                        item -> letters.add(papers.shipment(channel, order, order + "-" + item.sku(), List.of(item))));
            }
            items.forEach(item -> fromWarehouse.merge(item.sku(), item.quantity(), Integer::sum));
            revenue = revenue.add(Retailer.net(items));
            tax = tax.add(Retailer.tax(items));
        }

        private void receipts(int number) {
            var price = new BigDecimal("12.50");
            var sold = new Retailer.Item(retailer.sku(1 + random.nextInt(3)), 2 + random.nextInt(3), price);
            letters.add(papers.poslog(papers.receipt(number, "Sale", sold, "")));
            fromStore.merge(sold.sku(), sold.quantity(), Integer::sum);
            revenue = revenue.add(sold.net());
            tax = tax.add(sold.tax());
            cash = cash.add(sold.gross());
            if (random.nextBoolean()) {
                var back = new Retailer.Item(sold.sku(), 2, price);
                letters.add(papers.poslog(papers.receipt(100 + number, "Return", back, papers.boughtWith(number))));
                fromStore.merge(back.sku(), -back.quantity(), Integer::sum);
                returned = returned.add(back.net());
                tax = tax.subtract(back.tax());
                cash = cash.subtract(back.gross());
            }
        }

        private void check(String where) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                for (var connection :
                        List.of(retailer.amazon, retailer.shop, retailer.tills, retailer.carrier, retailer.bank)) {
                    assertThat(hub.all("/api/v1/messages?connection=" + connection))
                            .as(where)
                            .allSatisfy(
                                    message -> assertThat(message.path("state").asString())
                                            .as(message.toString())
                                            .isEqualTo("processed"));
                }
            });
            for (var product = 1; product <= 3; product++) {
                var sku = retailer.sku(product);
                assertThat(position(sku, retailer.warehouse, "onHand"))
                        .as(where)
                        .isEqualTo(OPENING - fromWarehouse.getOrDefault(sku, 0));
                assertThat(position(sku, retailer.warehouse, "reserved"))
                        .as(where)
                        .isZero();
                assertThat(position(sku, retailer.store, "onHand"))
                        .as(where)
                        .isEqualTo(-fromStore.getOrDefault(sku, 0));
            }
            await().atMost(SOON).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> checkMoney(where));
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () -> assertThat(hub.violations()).as(where).noneMatch(one -> one.contains(retailer.id)));
        }

        private int position(String sku, String location, String figure) {
            return hub.get("/api/v1/inventory/positions?sku=" + sku + "&location=" + location)
                    .ok()
                    .path("items")
                    .path(0)
                    .path(figure)
                    .asInt();
        }

        private void checkMoney(String where) {
            var expected = new HashMap<String, BigDecimal>();
            expected.put("sales.revenue", revenue.negate());
            expected.put("sales.returns", returned);
            expected.put("tax.payable", tax.negate());
            expected.put("tender.cash", cash);
            expected.put("channel.receivable", owedByShop);
            expected.put("bank", deposit);
            for (var cleared : List.of("channel.balance", "cash.in-transit", "till.clearing", "suspense")) {
                expected.put(cleared, BigDecimal.ZERO);
            }
            var balances = hub.balances(retailer.entity);
            expected.forEach((key, amount) -> assertThat(new BigDecimal(balances.getOrDefault(key, "0")))
                    .as(where + ": " + key)
                    .isEqualByComparingTo(amount));
            assertThat(hub.all("/api/v1/settlements?connection=" + retailer.amazon))
                    .singleElement()
                    .satisfies(one -> assertThat(one.path("state").asString()).isEqualTo("RECONCILED"));
        }
    }
}
