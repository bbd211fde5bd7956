package io.tieout.returns;

import static io.tieout.orders.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Shop;
import io.tieout.orders.events.SaleRecorded;
import io.tieout.orders.events.ShipmentConfirmed;
import io.tieout.returns.events.ReturnDecided;
import io.tieout.testing.IntegrationTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/**
 * For any sequence of messages, in any order, with repeats, stock and money are conserved: what came in less what went out is
 * what is there, and what was charged and credited of a line is what the line says.
 */
@IntegrationTest
@RecordApplicationEvents
class ConservationTests {

    private static final int ROUNDS = 12;
    private static final int OPENING = 30;
    private static final List<Disposition> KINDS = List.of(
            Disposition.RESALEABLE,
            Disposition.INSPECT,
            Disposition.REFURBISH,
            Disposition.DAMAGED,
            Disposition.DISPOSE);

    @Autowired
    Orders orders;

    @Autowired
    Returns returns;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    List<IntegrityCheck> checks;

    @Autowired
    ApplicationEvents events;

    @Test
    void stockAndMoneyAreConserved() {
        var seed = Long.getLong("tieout.seed", 20261124L);
        System.out.println("ConservationTests seed " + seed);
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            var world = new World(random, new Shop(catalog, inventory));
            world.deliver();
            world.check("seed " + seed + ", round " + round);
        }
        for (var check : checks) {
            if (check.id().startsWith("orders.") || check.id().startsWith("returns.")) {
                assertThat(check.check().violations())
                        .as(check.id() + ", seed " + seed)
                        .isEmpty();
            }
        }
    }

    /** One retailer, its messages, and what must come of them. */
    private final class World {

        private final Random random;
        private final Shop shop;
        private final List<Sku> skus;
        private final List<Runnable> messages = new ArrayList<>();

        World(Random random, Shop shop) {
            this.random = random;
            this.shop = shop;
            skus = List.of(shop.product("A"), shop.product("B"));
            skus.forEach(sku -> shop.stock(sku, shop.warehouse, OPENING));
            for (var number = 1; number <= 6; number++) {
                order("O" + number);
            }
            for (var sequence = 1; sequence <= 3; sequence++) {
                var sale = shop.sale(
                        sequence, line("1", skus.get(random.nextInt(2)), 1 + random.nextInt(3), "9.99", "1.90"));
                messages.add(() -> orders.record(sale));
            }
            repeatSome();
            Collections.shuffle(messages, random);
        }

        private void order(String number) {
            var lines = new PlaceOrder.Line[] {
                line("1", skus.get(0), 1 + random.nextInt(5), "10.00", "1.90"),
                line("2", skus.get(random.nextInt(2)), 1 + random.nextInt(3), "7.01", "1.33")
            };
            var order = shop.order(number, lines);
            messages.add(() -> orders.place(order));
            for (var parcel = 1; parcel <= 1 + random.nextInt(3); parcel++) {
                var quantities = new HashMap<String, Integer>();
                quantities.put(Integer.toString(1 + random.nextInt(2)), 1 + random.nextInt(3));
                var shipment = shop.shipment(number, number + "-P" + parcel, shop.warehouse, quantities);
                messages.add(() -> orders.ship(shipment));
            }
            if (random.nextInt(3) == 0) {
                messages.add(() -> orders.cancel(shop.cancellation(number)));
            }
            for (var back = 0; back < random.nextInt(4); back++) {
                var register = back(number, number + "-R" + back, lines[random.nextInt(2)]);
                messages.add(() -> returns.register(register));
            }
        }

        private RegisterReturn back(String order, String number, PlaceOrder.Line line) {
            return new RegisterReturn(
                    shop.channel,
                    number,
                    shop.entity,
                    shop.channel,
                    order,
                    shop.warehouse,
                    Shop.NOON,
                    LocalDate.of(2026, 11, 23),
                    random.nextBoolean(),
                    List.of(new RegisterReturn.Line(
                            line.reference(),
                            line.sku(),
                            Quantity.of(1 + random.nextInt(2)),
                            KINDS.get(random.nextInt(KINDS.size())),
                            "whim",
                            null,
                            List.of())),
                    List.of(),
                    null);
        }

        private void repeatSome() {
            for (var repeat = 0; repeat < 8; repeat++) {
                messages.add(messages.get(random.nextInt(messages.size())));
            }
        }

        /** Delivers everything; what is refused is replayed as long as that changes anything, as people would. */
        void deliver() {
            var refused = new ArrayList<Runnable>();
            messages.forEach(message -> attempt(message, refused));
            for (var before = Integer.MAX_VALUE; refused.size() < before; ) {
                before = refused.size();
                var again = List.copyOf(refused);
                refused.clear();
                again.forEach(message -> attempt(message, refused));
            }
        }

        private void attempt(Runnable message, List<Runnable> refused) {
            try {
                message.run();
            } catch (ProblemException refusal) {
                refused.add(message);
            }
        }

        void check(String where) {
            var all =
                    orders
                            .list(new OrderFilter(shop.channel.value(), null, null, null, null), 100, null)
                            .items()
                            .stream()
                            .map(summary -> orders.find(summary.id()).orElseThrow())
                            .toList();
            for (var sku : skus) {
                checkStock(sku, all, where);
            }
            all.forEach(order -> checkMoney(order, where));
        }

        private void checkStock(Sku sku, List<OrderDetails> all, String where) {
            var onHand = Quantity.of(OPENING);
            var reserved = Quantity.ZERO;
            for (var order : all) {
                for (var line : order.lines()) {
                    if (line.sku().equals(sku)) {
                        onHand = onHand.minus(line.shipped());
                        if (order.reservation() != null && order.summary().state() != OrderState.CANCELLED) {
                            reserved = reserved.plus(
                                    line.ordered().minus(line.shipped()).minus(line.cancelled()));
                        }
                    }
                }
            }
            var position = shop.position(sku, shop.warehouse);
            assertThat(position.reserved()).as(where).isEqualTo(reserved);
            assertThat(position.onHand()).as(where).isEqualTo(onHand.plus(returned(sku)));
            assertThat(position.availableToPromise().isNegative()).as(where).isFalse();
            var sold = events.stream(SaleRecorded.class)
                    .flatMap(sale -> sale.lines().stream())
                    .filter(line -> line.sku().equals(sku))
                    .map(PlaceOrder.Line::quantity)
                    .reduce(Quantity.ZERO, Quantity::plus);
            if (sold.isPositive()) {
                assertThat(shop.position(sku, shop.store).onHand()).as(where).isEqualTo(sold.negated());
            }
        }

        /** What came back and was kept: all that was received but what was disposed of by a decision. */
        private Quantity returned(Sku sku) {
            var sum = Quantity.ZERO;
            for (var one : returns.list(null, 500, null).items()) {
                if (!one.connection().equals(shop.channel) || !one.received()) {
                    continue;
                }
                for (var line : one.lines()) {
                    var gone = one.state() == ReturnState.DECIDED && line.disposition() == Disposition.DISPOSE;
                    if (line.sku().equals(sku) && !gone) {
                        sum = sum.plus(line.quantity());
                    }
                }
            }
            return sum;
        }

        private void checkMoney(OrderDetails order, String where) {
            for (var line : order.lines()) {
                var charged = Money.sum(
                        Shop.EUR,
                        events.stream(ShipmentConfirmed.class)
                                .filter(shipment ->
                                        shipment.order().equals(order.summary().id()))
                                .flatMap(shipment -> shipment.lines().stream())
                                .filter(part -> part.reference().equals(line.reference()))
                                .map(ShipmentConfirmed.Line::net)
                                .toList());
                var credited = events.stream(ReturnDecided.class)
                        .filter(decided -> order.summary().id().equals(decided.order()))
                        .flatMap(decided -> decided.lines().stream())
                        .filter(part -> line.reference().equals(part.lineReference()))
                        .toList();
                var back = Money.sum(
                        Shop.EUR, credited.stream().map(ReturnDecided.Line::net).toList());
                var units = credited.stream().map(ReturnDecided.Line::quantity).reduce(Quantity.ZERO, Quantity::plus);
                assertThat(charged.compareTo(line.net())).as(where).isLessThanOrEqualTo(0);
                if (line.shipped().equals(line.ordered())) {
                    assertThat(charged).as(where).isEqualTo(line.net());
                }
                assertThat(units.compareTo(line.shipped())).as(where).isLessThanOrEqualTo(0);
                assertThat(back.compareTo(charged)).as(where).isLessThanOrEqualTo(0);
                if (units.equals(line.shipped())) {
                    assertThat(back).as(where).isEqualTo(charged);
                }
            }
        }
    }
}
