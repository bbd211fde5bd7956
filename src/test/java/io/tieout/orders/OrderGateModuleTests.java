package io.tieout.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.PositionFilter;
import io.tieout.kernel.Quantity;
import io.tieout.orders.events.OrderReleased;
import io.tieout.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.modulith.test.AssertablePublishedEvents;
import org.springframework.modulith.test.Scenario;
import org.springframework.test.context.ContextConfiguration;

/** The gate, with nothing running but orders and the modules below: no release is heard of without a confirmed reservation. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
class OrderGateModuleTests {

    private final Orders orders;
    private final Inventory inventory;
    private final Catalog catalog;
    private Shop shop;

    OrderGateModuleTests(Orders orders, Catalog catalog, Inventory inventory) {
        this.orders = orders;
        this.catalog = catalog;
        this.inventory = inventory;
        this.shop = new Shop(catalog, inventory);
    }

    /** A module test lives as long as its class, and what one test holds back must not wait for the other's stock. */
    @BeforeEach
    void aShopForEachTest() {
        shop = new Shop(catalog, inventory);
    }

    @Test
    void aReleaseIsHeardOfWithTheReservationThatCoversIt(Scenario scenario) {
        var pen = shop.product("PEN");
        shop.stock(pen, shop.warehouse, 5);

        scenario.stimulate(() -> orders.place(shop.order("gate-1", Shop.line("1", pen, 2, "20.00", "3.80"))))
                .andWaitForEventOfType(OrderReleased.class)
                .matching(released -> released.externalId().equals("gate-1"))
                .toArriveAndVerify(released -> {
                    assertThat(released.reservation()).isNotNull();
                    var position = inventory
                            .positions(new PositionFilter(pen.value(), shop.warehouse.value()), 1, null)
                            .items()
                            .getFirst();
                    assertThat(position.reserved()).isEqualTo(Quantity.of(2));
                });
    }

    @Test
    void withoutStockNoReleaseIsHeardOf(AssertablePublishedEvents events) {
        var pen = shop.product("PEN");

        var acceptance = orders.place(shop.order("gate-2", Shop.line("1", pen, 2, "20.00", "3.80")));

        assertThat(acceptance).isInstanceOf(Acceptance.Held.class);
        assertThat(events.ofType(OrderReleased.class)).isEmpty();
    }
}
