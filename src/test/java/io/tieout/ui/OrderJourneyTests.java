package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Shop;
import io.tieout.testing.IntegrationTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class OrderJourneyTests {

    private static final String HOSTILE =
            "<script>window.hacked = true</script><img src=x onerror='window.hacked = true'>";

    @Autowired
    People people;

    @Autowired
    Orders orders;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @LocalServerPort
    int port;

    @Test
    void aRowOfTheListLeadsToTheWholeStoryAndPartnersTextIsOnlyText() {
        var shop = shop("1001");
        try (var olga = Visitor.signedIn(port, people, Visitor.unique("olga"), Roles.OPERATIONS)) {
            olga.open("orders?connection=" + shop.channel);
            olga.photograph("orders");
            olga.isAccessible();
            olga.text("1001").click();

            olga.page.waitForURL("**/orders/*");
            olga.sees("Order 1001");
            olga.sees("Reservation gate");
            olga.sees("Open: stock is reserved");
            olga.sees("T-1001");
            olga.sees("<script>window.hacked");
            assertThat(olga.page.evaluate("window.hacked")).isNull();
            olga.photograph("order");
            olga.isAccessible();
        }
    }

    @Test
    void anyIdentifierLeadsToItsStoryByKeyboardAlone() {
        var shop = shop("2002");
        try (var olga = Visitor.signedIn(port, people, Visitor.unique("olga"), Roles.OPERATIONS)) {
            olga.open("stock");
            var search = olga.page.locator("vaadin-text-field.search input");
            olga.page.keyboard().press("/");
            PlaywrightAssertions.assertThat(search).isFocused();
            olga.page.locator("h1").click();
            olga.page.keyboard().press("Control+k");
            PlaywrightAssertions.assertThat(search).isFocused();

            search.fill("order:" + shop.channel + ":2002");
            olga.page.keyboard().press("Enter");
            olga.page.waitForURL("**/trace?id=**");
            olga.page.locator(".timeline .step").first().waitFor();
            olga.photograph("trace");
        }
    }

    @Test
    void theMainPagesAreAccessible() {
        shop("3003");
        try (var root = Visitor.signedIn(port, people, Visitor.unique("root"), Roles.ADMINISTRATOR)) {
            for (var page :
                    List.of("", "exceptions", "products", "mappings", "messages/upload", "trial-balance", "people")) {
                root.open(page);
                root.isAccessible();
            }
            assertThat(root.failures).isEmpty();
        }
    }

    private Shop shop(String order) {
        var shop = new Shop(catalog, inventory);
        var sku = shop.product("LAMP");
        shop.stock(sku, shop.warehouse, 5);
        var net = Money.of("10.00", "EUR");
        orders.place(shop.order(
                order,
                new PlaceOrder.Line(
                        "a",
                        sku,
                        sku.value(),
                        HOSTILE,
                        Quantity.of(1),
                        net,
                        Money.of("0", "EUR"),
                        List.of(Shop.tax("1.90")))));
        orders.ship(shop.shipment(order, "T-" + order, shop.warehouse, Map.of("a", 1)));
        return shop;
    }
}
