package io.tieout.orders;

import static io.tieout.orders.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.events.ReservationExpired;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.events.OrderReleased;
import io.tieout.orders.events.SaleRecorded;
import io.tieout.orders.events.SalesOrderChanged;
import io.tieout.orders.events.ShipmentConfirmed;
import io.tieout.testing.IntegrationTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@RecordApplicationEvents
class OrderLifeTests {

    @Autowired
    Orders orders;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    WorkItems workItems;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    ApplicationEvents events;

    Shop shop;
    Sku pen;
    Sku ink;

    @BeforeEach
    void open() {
        shop = new Shop(catalog, inventory);
        pen = shop.product("PEN");
        ink = shop.product("INK");
        shop.stock(pen, shop.warehouse, 10);
        shop.stock(ink, shop.warehouse, 10);
    }

    @Test
    void anOrderIsReservedAndReleased() {
        var acceptance = orders.place(order("1001"));

        assertThat(acceptance).isInstanceOf(Acceptance.Released.class);
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.of(3));
        assertThat(events.stream(OrderReleased.class)).singleElement().satisfies(released -> {
            assertThat(released.lines()).hasSize(2);
            assertThat(released.lines().getFirst().location()).isEqualTo(shop.warehouse);
            assertThat(released.shipping()).hasSize(1);
        });
        var found = orders.find(shop.channel, "1001").orElseThrow();
        assertThat(found.summary().state()).isEqualTo(OrderState.RELEASED);
        assertThat(found.summary().location()).isEqualTo(shop.warehouse.value());
    }

    @Test
    void theSameOrderAgainChangesNothing() {
        orders.place(order("1001"));

        assertThat(orders.place(order("1001"))).isInstanceOf(Acceptance.AlreadyKnown.class);
        assertThat(events.stream(OrderReleased.class)).hasSize(1);
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.of(3));
    }

    @Test
    void wantOfStockHoldsTheOrderUntilSomeComes() {
        var acceptance = orders.place(shop.order("1001", line("1", pen, 11, "110.00", "20.90")));

        assertThat(acceptance)
                .isInstanceOfSatisfying(
                        Acceptance.Held.class, held -> assertThat(held.code()).isEqualTo("order.reservation-failed"));
        var item = open("order.reservation-failed");
        assertThat(item.actions()).extracting(WorkItem.Action::name).contains("retry-reservation", "cancel-order");
        assertThat(events.stream(OrderReleased.class)).isEmpty();

        shop.stock(pen, shop.warehouse, 5);

        await().untilAsserted(() -> assertThat(state("1001")).isEqualTo(OrderState.RELEASED));
        assertThat(workItems.find(item.id()).orElseThrow().state()).isEqualTo(WorkItem.State.RESOLVED);
    }

    @Test
    void theDatabaseItselfIsTheGate() {
        orders.place(shop.order("1001", line("1", pen, 11, "110.00", "20.90")));

        assertThatThrownBy(() -> jdbc.sql("update orders.sales_order set state = 'RELEASED', hold_code = null,"
                                + " hold_reason = null where connection = :connection")
                        .param("connection", shop.channel.value())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("released_has_reservation");
    }

    @Test
    void partialShipmentsSumToTheOrderToTheCent() {
        orders.place(order("1001"));

        var first = orders.ship(shop.shipment("1001", "P1", shop.warehouse, Map.of("1", 1, "2", 1)));
        assertThat(state("1001")).isEqualTo(OrderState.PARTIALLY_SHIPPED);
        orders.ship(shop.shipment("1001", "P2", shop.warehouse, Map.of("1", 2)));

        assertThat(orders.ship(shop.shipment("1001", "P1", shop.warehouse, Map.of("1", 1, "2", 1))))
                .isEqualTo(first);
        assertThat(state("1001")).isEqualTo(OrderState.SHIPPED);
        var shipped = events.stream(ShipmentConfirmed.class).toList();
        assertThat(shipped).hasSize(2);
        assertThat(sum(shipped, "1")).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(shipped.get(0).shipping()).hasSize(1);
        assertThat(shipped.get(1).shipping()).isEmpty();
        assertThat(shipped.get(1).complete()).isTrue();
        assertThat(shipped.get(0).businessDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(shop.position(pen, shop.warehouse).onHand()).isEqualTo(Quantity.of(7));
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void aShipmentThatCannotBeIsRefusedWithItsReason() {
        orders.place(order("1001"));

        refused(
                "shipment.order-unknown",
                () -> orders.ship(shop.shipment("9999", "X1", shop.warehouse, Map.of("1", 1))));
        refused(
                "shipment.exceeds-order",
                () -> orders.ship(shop.shipment("1001", "X2", shop.warehouse, Map.of("1", 4))));
        refused(
                "shipment.location-differs",
                () -> orders.ship(shop.shipment("1001", "X3", shop.store, Map.of("1", 1))));
        refused(
                "shipment.line-unknown",
                () -> orders.ship(shop.shipment("1001", "X4", shop.warehouse, Map.of("7", 1))));
        assertThat(shop.position(pen, shop.warehouse).onHand()).isEqualTo(Quantity.of(10));
    }

    @Test
    void cancellingAReleasedOrderGivesTheStockBack() {
        orders.place(order("1001"));

        orders.cancel(shop.cancellation("1001"));
        orders.cancel(shop.cancellation("1001"));

        assertThat(state("1001")).isEqualTo(OrderState.CANCELLED);
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(events.stream(OrderCancelled.class))
                .singleElement()
                .satisfies(cancelled -> assertThat(cancelled.wasReleased()).isTrue());
        refused(
                "shipment.order-not-released",
                () -> orders.ship(shop.shipment("1001", "P1", shop.warehouse, Map.of("1", 1))));
    }

    @Test
    void cancellingWhatIsPartlyShippedEndsTheRest_R57() {
        orders.place(order("1001"));
        orders.ship(shop.shipment("1001", "P1", shop.warehouse, Map.of("1", 1)));

        orders.cancel(shop.cancellation("1001"));

        assertThat(state("1001")).isEqualTo(OrderState.SHIPPED);
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(open("order.cancelled-after-shipment").ownerRole()).isEqualTo("operations");
    }

    @Test
    void aCancellationThatComesFirstIsRemembered_R55() {
        assertThat(orders.cancel(shop.cancellation("1001"))).isEmpty();

        assertThat(orders.place(order("1001"))).isInstanceOf(Acceptance.CancelledBefore.class);
        assertThat(state("1001")).isEqualTo(OrderState.CANCELLED);
        assertThat(events.stream(OrderReleased.class)).isEmpty();
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void anEditIsNeverSilent_R54() {
        orders.place(shop.order("1001", "2", true, line("1", pen, 3, "10.00", "1.90")));

        orders.place(shop.order("1001", "1", true, line("1", pen, 9, "30.00", "5.70")));
        assertThat(items("order.edited")).isEmpty();
        orders.place(shop.order("1001", "3", true, line("1", pen, 11, "36.67", "6.97")));

        assertThat(open("order.edited").detail()).contains("line 1 was 3 x");
        assertThat(ordered()).isEqualTo(Quantity.of(3));
        assertThat(events.stream(SalesOrderChanged.class)).isEmpty();

        orders.place(shop.order("1001", "4", true, line("1", pen, 4, "13.33", "2.53")));
        assertThat(ordered()).isEqualTo(Quantity.of(4));
        assertThat(items("order.edited")).isEmpty();
        assertThat(shop.position(pen, shop.warehouse).reserved()).isEqualTo(Quantity.of(4));
        assertThat(events.stream(SalesOrderChanged.class)).hasSize(1);
    }

    private Quantity ordered() {
        return orders.find(shop.channel, "1001")
                .orElseThrow()
                .lines()
                .getFirst()
                .ordered();
    }

    @Test
    void aLapsedReservationTakesTheOrderBack_R45() {
        orders.place(shop.order("1001", "1", false, line("1", pen, 3, "10.00", "1.90")));
        var order = orders.find(shop.channel, "1001").orElseThrow();

        transactions.executeWithoutResult(
                _ -> publisher.publishEvent(new ReservationExpired(order.reservation(), order.key(), Shop.NOON)));

        assertThat(state("1001")).isEqualTo(OrderState.HELD);
        assertThat(open("order.reservation-expired").detail()).contains("lapsed before payment");
        assertThat(events.stream(OrderCancelled.class)).hasSize(1);
    }

    @Test
    void aTillsSaleIsAFactEvenWithoutStock() {
        var sale = shop.sale(1, line("1", pen, 2, "20.00", "3.80"));

        assertThat(orders.record(sale)).isInstanceOf(Acceptance.Recorded.class);
        assertThat(orders.record(sale)).isInstanceOf(Acceptance.AlreadyKnown.class);

        assertThat(shop.position(pen, shop.store).onHand()).isEqualTo(Quantity.of(-2));
        assertThat(events.stream(SaleRecorded.class)).hasSize(1);
        assertThat(orders.find(shop.tills, shop.receipt(1))
                        .orElseThrow()
                        .summary()
                        .state())
                .isEqualTo(OrderState.SOLD);
    }

    @Test
    void listsGoOnWhereTheyEnded() {
        for (var number = 1; number <= 5; number++) {
            orders.place(shop.order("L" + number, line("1", pen, 1, "1.00", "0.19")));
        }
        var filter = new OrderFilter(shop.channel.value(), null, null, null, null);

        var first = orders.list(filter, 3, null);
        var second = orders.list(filter, 3, first.next());

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
        refused("request.invalid", () -> orders.list(filter, 3, "nonsense"));
    }

    private PlaceOrder order(String number) {
        return shop.order(number, line("1", pen, 3, "10.00", "1.90"), line("2", ink, 1, "5.00", "0.95"));
    }

    private OrderState state(String number) {
        return orders.find(shop.channel, number).orElseThrow().summary().state();
    }

    private WorkItem open(String code) {
        var items = items(code);
        assertThat(items).as(code).hasSize(1);
        return items.getFirst();
    }

    private List<WorkItem> items(String code) {
        return workItems
                .list(new WorkItemFilter(WorkItem.State.OPEN, null, code, "order:" + shop.channel + ":1001"), 10, null)
                .items();
    }

    private static Money sum(List<ShipmentConfirmed> shipments, String reference) {
        return Money.sum(
                Shop.EUR,
                shipments.stream()
                        .flatMap(shipment -> shipment.lines().stream())
                        .filter(line -> line.reference().equals(reference))
                        .map(ShipmentConfirmed.Line::net)
                        .toList());
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type().code()).isEqualTo(code));
    }
}
