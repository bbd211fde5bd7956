package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.orders.Shop;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.SettlementLine;
import io.tieout.reconciliation.Settlements;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class MoneyJourneyTests {

    @Autowired
    People people;

    @Autowired
    Settlements settlements;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @LocalServerPort
    int port;

    @Test
    void aSettlementsProofAddsUpAndItsOddRowsAreNamed() {
        var shop = new Shop(catalog, inventory);
        var id = settlements.take(
                new SettlementFile(
                        shop.channel,
                        shop.entity,
                        "amazon-v2",
                        "S" + shop.id,
                        Shop.NOON,
                        Shop.NOON.plusSeconds(86_400),
                        LocalDate.of(2026, 11, 25),
                        Money.of("17.77", "EUR"),
                        ZoneId.of("Europe/Berlin"),
                        MessageId.next()),
                List.of(row(2, "Order/ItemPrice/Principal", "20.00"), row(3, "Order/ItemFees/Commission", "-2.23"))
                        .iterator());
        try (var fred = Visitor.signedIn(port, people, Visitor.unique("fred"), Roles.FINANCE_CLERK)) {
            fred.open("settlements?connection=" + shop.channel);
            fred.text("S" + shop.id).click();
            fred.page.waitForURL("**/settlements/" + id);
            fred.sees("Foots to the cent");
            fred.sees("Opening reserve");
            fred.sees("Unexpected");
            assertThat(fred.page.locator(".waterfall").innerText()).contains("17.77", "−2.23");
            fred.photograph("settlement");
            fred.isAccessible();
        }
    }

    private static SettlementLine row(int row, String type, String amount) {
        return new SettlementLine(row, type, "O-1", "i1", null, null, null, new BigDecimal(amount), Shop.NOON);
    }
}
