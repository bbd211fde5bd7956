package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Quantity;
import io.tieout.orders.Orders;
import io.tieout.orders.Shop;
import io.tieout.testing.IntegrationTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class StoreReturnJourneyTests {

    @Autowired
    People people;

    @Autowired
    Orders orders;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Test
    void aMarketplaceOrderComesBackAtAStoreFromTheLookUpToTheCredit() {
        var shop = new Shop(catalog, inventory);
        var number = "M" + shop.id;
        var lamp = shop.product("LAMP");
        shop.stock(lamp, shop.warehouse, 5);
        orders.place(shop.order(number, Shop.line("1", lamp, 2, "20.00", "3.80")));
        orders.ship(shop.shipment(number, "P1", shop.warehouse, Map.of("1", 2)));
        try (var stella = Visitor.signedIn(port, people, Visitor.unique("stella"), Roles.OPERATIONS)) {
            stella.open("store-return");
            stella.field("Order number").fill(number);
            stella.press("Look up");
            stella.sees("Order " + number);
            stella.sees("2 may come back");
            stella.isAccessible();
            stella.field("A thing (2 may come back)").fill("1");
            stella.page.keyboard().press("Tab");
            stella.page
                    .locator("vaadin-select")
                    .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Store"))
                    .last()
                    .click();
            stella.page
                    .locator("vaadin-select-item")
                    .getByText(shop.store.value())
                    .click();
            stella.photograph("store-return");
            stella.press("Take the goods");

            stella.page.waitForURL("**/returns/*");
            stella.sees("Nothing decided");
            assertThat(expected(shop, number)).isZero();
            assertThat(shop.position(lamp, shop.store).onHand()).isEqualTo(Quantity.ZERO);
            stella.photograph("return-waiting");
            stella.isAccessible();
            stella.field("What the channel says").fill("RMA 42");
            stella.press("The channel agrees");

            stella.sees("Noted: authorised.");
            stella.sees("RMA 42");
            stella.photograph("return");
            assertThat(shop.position(lamp, shop.store).onHand()).isEqualTo(Quantity.of(1));
            assertThat(expected(shop, number))
                    .as("what the marketplace will settle")
                    .isEqualTo(2);
            assertThat(stella.failures).isEmpty();
        }
    }

    private int expected(Shop shop, String order) {
        return jdbc.sql("""
                        select count(*) from reconciliation.expected_line
                         where connection = :channel and order_reference = :order and side = 'R'
                        """)
                .param("channel", shop.channel.value())
                .param("order", order)
                .query(Integer.class)
                .single();
    }
}
