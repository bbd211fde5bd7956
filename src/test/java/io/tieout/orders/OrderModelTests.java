package io.tieout.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.PositionFilter;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Random lives of orders, interleaved, against a model of a few lines: stock, orders, documents and what was told agree. */
@IntegrationTest
class OrderModelTests {

    private static final int STEPS = 350;

    @Autowired
    ApiClients clients;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Orders orders;

    @Autowired
    Inventory inventory;

    @Autowired
    List<IntegrityCheck> checks;

    @LocalServerPort
    int port;

    /** What a line should be. */
    private static final class ModelLine {
        final Sku sku;
        long wanted;
        long shipped;

        ModelLine(Sku sku, long wanted) {
            this.sku = sku;
            this.wanted = wanted;
        }
    }

    private static final class ModelOrder {
        final String number;
        final Map<String, ModelLine> lines = new HashMap<>();
        final List<String> shipments = new ArrayList<>();
        final Map<String, Map<String, Long>> sent = new HashMap<>();
        int version = 1;

        ModelOrder(String number) {
            this.number = number;
        }
    }

    private OrderDesk desk;
    private Random random;
    private ConnectionCode channel;
    private List<Sku> skus;
    private final List<ModelOrder> all = new ArrayList<>();
    private final Map<Sku, Long> onHand = new HashMap<>();
    private int counter;

    @Test
    void whateverHappensToOrdersStockAndBooksAgree() {
        var seed = Long.getLong("tieout.seed", 20_261_124L);
        System.out.println("OrderModelTests: seed " + seed);
        random = new Random(seed);
        desk = new OrderDesk(port, clients, jdbc);
        channel = ConnectionCode.of(desk.channel);
        skus = List.of(Sku.of(desk.pen), Sku.of(desk.ink));
        desk.policy("splitLines: true, releasePartly: true, locationsMax: 5, storeAttemptsMax: 2,"
                + " rules: [{rule: types, order: [STORE, WAREHOUSE]}]");
        for (var step = 0; step < STEPS; step++) {
            step();
            if (step % 25 == 0) {
                stockAgrees();
            }
        }
        all.forEach(this::orderAgrees);
        stockAgrees();
        all.forEach(this::whatWasToldAgrees);
        invoicesAgree();
        for (var check : checks) {
            if (check.id().startsWith("orders.") || check.id().startsWith("inventory.")) {
                assertThat(check.check().violations())
                        .as(check.id())
                        .filteredOn(violation -> violation.toString().contains(desk.id))
                        .isEmpty();
            }
        }
    }

    private void step() {
        var dice = random.nextInt(100);
        if (all.isEmpty() || dice < 18) {
            place();
        } else if (dice < 30) {
            receive();
        } else {
            var order = all.get(random.nextInt(all.size()));
            if (dice < 45) {
                edit(order);
            } else if (dice < 50) {
                cancel(order);
            } else if (dice < 58) {
                cancelPart(order);
            } else if (dice < 76) {
                ship(order);
            } else if (dice < 82) {
                shortPick(order);
            } else if (dice < 87) {
                cancelShipment(order);
            } else {
                answer(order);
            }
            orderAgrees(order);
        }
    }

    private void receive() {
        var place = List.of(desk.warehouse, desk.other, desk.store, desk.secondStore)
                .get(random.nextInt(4));
        var sku = skus.get(random.nextInt(2));
        var quantity = 1 + random.nextInt(6);
        desk.stock(sku.value(), place, quantity);
        onHand.merge(sku, (long) quantity, Long::sum);
    }

    private void place() {
        var order = new ModelOrder("M-" + desk.id + "-" + ++counter);
        for (var line = 1; line <= 1 + random.nextInt(2); line++) {
            order.lines.put("" + line, new ModelLine(skus.get(random.nextInt(2)), 1 + random.nextInt(5)));
        }
        orders.place(command(order));
        all.add(order);
        orderAgrees(order);
    }

    private PlaceOrder command(ModelOrder order) {
        var lines = lines(order, Map.of());
        return new PlaceOrder(
                channel,
                order.number,
                "" + order.version,
                EntityCode.of(desk.entity),
                Shop.NOON,
                Shop.EUR,
                true,
                new PlaceOrder.ShipTo("A", null, null, null, null, "DE", null, null),
                lines,
                List.of(),
                List.of(),
                total(lines),
                null,
                Map.of(),
                null);
    }

    private static List<PlaceOrder.Line> lines(ModelOrder order, Map<String, Long> instead) {
        return order.lines.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> line(
                        entry.getKey(),
                        entry.getValue().sku,
                        instead.getOrDefault(entry.getKey(), entry.getValue().wanted)))
                .filter(line -> line.quantity().isPositive())
                .toList();
    }

    private static PlaceOrder.Line line(String reference, Sku sku, long quantity) {
        return new PlaceOrder.Line(
                reference,
                sku,
                sku.value(),
                "Thing",
                Quantity.of(quantity),
                euros("10.00", quantity),
                Money.zero(Shop.EUR),
                List.of(new PlaceOrder.Tax("VAT 0.19", euros("1.90", quantity), false)));
    }

    private static Money euros(String each, long quantity) {
        return new Money(new BigDecimal(each).multiply(BigDecimal.valueOf(quantity)), Shop.EUR);
    }

    private static Money total(List<PlaceOrder.Line> lines) {
        return Money.sum(
                Shop.EUR,
                lines.stream()
                        .map(line -> line.net().plus(line.taxes().getFirst().amount()))
                        .toList());
    }

    private void edit(ModelOrder order) {
        var reference = "" + (1 + random.nextInt(order.lines.size()));
        var line = order.lines.get(reference);
        long now = random.nextInt(7);
        var lines = lines(order, Map.of(reference, now));
        if (lines.isEmpty()) {
            return;
        }
        var outcome = orders.edit(new EditOrder(
                channel, order.number, "" + ++order.version, Shop.NOON, lines, null, total(lines), "edited", null));
        switch (outcome) {
            case EditOutcome.Applied _ -> {
                assertThat(now).as("an edit below what has left").isGreaterThanOrEqualTo(line.shipped);
                line.wanted = now;
            }
            case EditOutcome.Conflict _, EditOutcome.Unchanged _ -> {}
            case EditOutcome.OrderUnknown _ -> throw new AssertionError("It is here");
        }
    }

    private void cancel(ModelOrder order) {
        orders.cancel(new CancelOrder(channel, order.number, Shop.NOON.plusSeconds(++counter), "customer", null));
        order.lines.values().forEach(line -> line.wanted = line.shipped);
    }

    private void cancelPart(ModelOrder order) {
        var reference = "" + (1 + random.nextInt(order.lines.size()));
        var line = order.lines.get(reference);
        var quantity = 1 + random.nextInt(3);
        var command = new CancelLines(
                channel,
                order.number,
                "c" + ++counter,
                Map.of(reference, Quantity.of((long) quantity)),
                Shop.NOON,
                "fewer",
                null);
        orders.cancelLines(command);
        orders.cancelLines(command);
        line.wanted -= Math.min(quantity, line.wanted - line.shipped);
    }

    private void ship(ModelOrder order) {
        var parts = find(order).allocations().stream()
                .filter(part -> part.awaited() == null)
                .toList();
        if (parts.isEmpty() || find(order).summary().state() == OrderState.HELD) {
            return;
        }
        var part = parts.get(random.nextInt(parts.size()));
        var quantity = 1 + random.nextInt(part.open().value().intValue());
        var number = "P-" + desk.id + "-" + ++counter;
        var command = new ConfirmShipment(
                channel,
                order.number,
                number,
                part.location(),
                Shop.NOON,
                null,
                null,
                List.of(new ConfirmShipment.Line(part.reference(), null, Quantity.of((long) quantity))),
                null);
        orders.ship(command);
        orders.ship(command);
        var line = order.lines.get(part.reference());
        line.shipped += quantity;
        onHand.merge(line.sku, (long) -quantity, Long::sum);
        order.shipments.add(number);
        order.sent.put(number, Map.of(part.reference(), (long) quantity));
    }

    private void cancelShipment(ModelOrder order) {
        if (order.shipments.isEmpty()) {
            return;
        }
        var number = order.shipments.remove(random.nextInt(order.shipments.size()));
        var command = new CancelShipment(channel, order.number, number, Shop.NOON, "label void", null);
        orders.cancelShipment(command);
        orders.cancelShipment(command);
        order.sent.remove(number).forEach((reference, quantity) -> {
            var line = order.lines.get(reference);
            line.shipped -= quantity;
            onHand.merge(line.sku, quantity, Long::sum);
        });
    }

    private void shortPick(ModelOrder order) {
        var details = find(order);
        var parts = details.allocations().stream()
                .filter(part -> part.awaited() == null)
                .toList();
        if (parts.isEmpty() || details.summary().state() == OrderState.HELD) {
            return;
        }
        var part = parts.get(random.nextInt(parts.size()));
        orders.shortPick(new ShortPick(
                channel,
                order.number,
                "s" + ++counter,
                part.location(),
                Map.of(part.reference(), Quantity.of(1)),
                random.nextBoolean() ? MissingReason.DAMAGED : MissingReason.OTHER,
                Shop.NOON,
                null));
    }

    private void answer(ModelOrder order) {
        var asked = find(order).allocations().stream()
                .filter(part -> part.awaited() != null)
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        UUID request = asked.getFirst().awaited();
        orders.answer(
                random.nextInt(3) > 0
                        ? AnswerReservation.confirmed(request, Shop.NOON, null)
                        : AnswerReservation.rejected(request, MissingReason.NO_CAPACITY, Shop.NOON, null));
    }

    private OrderDetails find(ModelOrder order) {
        return orders.find(channel, order.number).orElseThrow();
    }

    private void orderAgrees(ModelOrder order) {
        var details = find(order);
        var allocated = new HashMap<String, Quantity>();
        details.allocations().forEach(part -> allocated.merge(part.reference(), part.open(), Quantity::plus));
        for (var line : details.lines()) {
            var model = order.lines.get(line.reference());
            var words = order.number + " line " + line.reference() + ": " + details;
            assertThat(line.ordered().minus(line.cancelled())).as(words).isEqualTo(Quantity.of(model.wanted));
            assertThat(line.shipped()).as(words).isEqualTo(Quantity.of(model.shipped));
            assertThat(allocated.getOrDefault(line.reference(), Quantity.ZERO))
                    .as(words)
                    .isLessThanOrEqualTo(Quantity.of(model.wanted - model.shipped));
        }
    }

    /** On hand is what came less what left; what is reserved is what orders have set aside; nothing is promised twice. */
    private void stockAgrees() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            for (var sku : skus) {
                var setAside = all.stream()
                        .flatMap(order -> find(order).allocations().stream()
                                .filter(part ->
                                        order.lines.get(part.reference()).sku.equals(sku)))
                        .map(AllocationDetails::open)
                        .reduce(Quantity.ZERO, Quantity::plus);
                var positions = inventory
                        .positions(new PositionFilter(sku.value(), null), 100, null)
                        .items();
                var there = Quantity.ZERO;
                var reserved = Quantity.ZERO;
                for (var position : positions) {
                    there = there.plus(position.onHand());
                    reserved = reserved.plus(position.reserved());
                    assertThat(position.onHand().minus(position.reserved()).isNegative())
                            .as(position.toString())
                            .isFalse();
                }
                assertThat(there).as(sku.value()).isEqualTo(Quantity.of(onHand.getOrDefault(sku, 0L)));
                assertThat(reserved).as(sku.value()).isEqualTo(setAside);
            }
        });
    }

    /** The last word that the ERP has of a released order is what is shipped or confirmed of it. */
    private void whatWasToldAgrees(ModelOrder order) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var details = find(order);
            var last = desk.outbound(order.number).stream()
                    .filter(event -> event.path("type").asString().startsWith("sales-order."))
                    .reduce((_, later) -> later);
            if (last.isEmpty()) {
                assertThat(details.lines())
                        .allSatisfy(line -> assertThat(line.shipped().isZero()).isTrue());
                return;
            }
            if (last.get().path("type").asString().equals("sales-order.cancelled")) {
                assertThat(details.allocations()).isEmpty();
                return;
            }
            var told = new HashMap<String, Quantity>();
            last.get()
                    .at("/data/lines")
                    .forEach(line -> told.merge(
                            line.path("reference").asString(),
                            Quantity.of(line.path("quantity").asString()),
                            Quantity::plus));
            var now = new HashMap<String, Quantity>();
            details.lines().stream()
                    .filter(line -> line.shipped().isPositive())
                    .forEach(line -> now.merge(line.reference(), line.shipped(), Quantity::plus));
            details.allocations().stream()
                    .filter(part -> part.awaited() == null)
                    .forEach(part -> now.merge(part.reference(), part.open(), Quantity::plus));
            assertThat(told).as(order.number + ": " + last.get()).isEqualTo(now);
        });
    }

    private void invoicesAgree() {
        var shipped = all.stream()
                .flatMap(order -> order.lines.values().stream())
                .mapToLong(line -> line.shipped)
                .sum();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var sum = BigDecimal.ZERO;
            for (var document : desk.documents(0)) {
                var amount = new BigDecimal(document.substring(document.indexOf(' ') + 1));
                sum = document.startsWith("invoice") ? sum.add(amount) : sum.subtract(amount);
            }
            assertThat(sum).isEqualByComparingTo(new BigDecimal("11.90").multiply(BigDecimal.valueOf(shipped)));
        });
    }
}
