package io.tieout.returns;

import static io.tieout.orders.Shop.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Shop;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.events.ReturnDecided;
import io.tieout.testing.IntegrationTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@IntegrationTest
@RecordApplicationEvents
class ReturnLifeTests {

    @Autowired
    Orders orders;

    @Autowired
    Returns returns;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    WorkItems workItems;

    @Autowired
    ApplicationEvents events;

    Shop shop;
    Sku pen;

    @BeforeEach
    void shipAnOrder() {
        shop = new Shop(catalog, inventory);
        pen = shop.product("PEN");
        shop.stock(pen, shop.warehouse, 10);
        orders.place(shop.order("1001", line("1", pen, 3, "10.00", "1.90")));
        orders.ship(shop.shipment("1001", "P1", shop.warehouse, Map.of("1", 3)));
    }

    @Test
    void theChannelsOwnReturnIsDecidedAtTheOrdersPrice_R14() {
        var id = returns.register(fromChannel("R1", 1, true, Disposition.RESALEABLE));

        assertThat(returns.register(fromChannel("R1", 1, true, Disposition.RESALEABLE)))
                .isEqualTo(id);
        assertThat(events.stream(ReturnDecided.class)).singleElement().satisfies(decided -> {
            assertThat(decided.payer()).isEqualTo(Payer.CHANNEL);
            assertThat(decided.lines().getFirst().net()).isEqualTo(Money.of("3.33", "EUR"));
        });
        assertThat(shop.position(pen, shop.warehouse).onHand()).isEqualTo(Quantity.of(8));
        assertThat(orders.find(shop.channel, "1001")
                        .orElseThrow()
                        .lines()
                        .getFirst()
                        .returned())
                .isEqualTo(Quantity.of(1));
    }

    @Test
    void creditsOfALineSumToWhatWasCharged() {
        returns.register(fromChannel("R1", 1, true, null));
        returns.register(fromChannel("R2", 1, true, null));
        returns.register(fromChannel("R3", 1, true, null));

        var credited = Money.sum(
                Shop.EUR,
                events.stream(ReturnDecided.class)
                        .map(decided -> decided.lines().getFirst().net())
                        .toList());
        assertThat(credited).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(shop.position(pen, shop.warehouse).qualityHold()).isEqualTo(Quantity.of(3));
    }

    @Test
    void nothingIsRestockedBeforeItIsHere_R3() {
        returns.register(fromChannel("R1", 2, false, Disposition.RESALEABLE));

        assertThat(shop.position(pen, shop.warehouse).onHand()).isEqualTo(Quantity.of(7));
        assertThat(events.stream(ReturnDecided.class)).isEmpty();

        returns.register(fromChannel("R1", 2, true, Disposition.RESALEABLE));

        assertThat(shop.position(pen, shop.warehouse).onHand()).isEqualTo(Quantity.of(9));
        assertThat(events.stream(ReturnDecided.class)).hasSize(1);
    }

    @Test
    void aStoreReturnOfAMarketplaceOrderWaits_R1_andMayBeDeclined_R2() {
        var id = returns.register(atStore("R1", 1));

        assertThat(returns.find(id).orElseThrow().state()).isEqualTo(ReturnState.AWAITS_DECISION);
        assertThat(shop.position(pen, shop.store).onHand())
                .as("it is the customer's")
                .isEqualTo(Quantity.ZERO);
        assertThat(shop.position(pen, shop.store).availableToPromise()).isEqualTo(Quantity.ZERO);
        var item = open("return.awaits-decision", id);

        workItems.act(item.id(), "decline", Map.of("reason", "not ours"), Actor.client("desk"));

        assertThat(returns.find(id).orElseThrow().state()).isEqualTo(ReturnState.DECLINED);
        assertThat(shop.position(pen, shop.store).onHand()).isEqualTo(Quantity.ZERO);
        assertThat(events.stream(ReturnDecided.class)).isEmpty();
        assertThat(returns.find(returns.register(fromChannel("R2", 3, true, null)))
                        .orElseThrow()
                        .state())
                .isEqualTo(ReturnState.DECIDED);
    }

    @Test
    void anApprovedStoreReturnGoesOnSale() {
        var id = returns.register(atStore("R1", 1));
        var decision = new ReturnDecision(true, "authorised", Map.of("1", Disposition.RESALEABLE), Payer.CHANNEL);

        returns.decide(id, decision, Actor.client("desk"));
        returns.decide(id, decision, Actor.client("desk"));

        assertThat(events.stream(ReturnDecided.class)).singleElement().satisfies(decided -> {
            assertThat(decided.channel()).isEqualTo(shop.channel);
            assertThat(decided.refunds()).isEmpty();
        });
        assertThat(shop.position(pen, shop.store).availableToPromise()).isEqualTo(Quantity.of(1));
        assertThatThrownBy(() -> returns.decide(
                        id, new ReturnDecision(false, "no", Map.of(), Payer.CHANNEL), Actor.client("desk")))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void moreThanWasSoldWaitsForAPerson_R25() {
        returns.register(fromChannel("R1", 2, true, null));
        var id = returns.register(fromChannel("R2", 2, true, null));

        assertThat(returns.find(id).orElseThrow().state()).isEqualTo(ReturnState.AWAITS_DECISION);
        assertThat(open("return.exceeds-sold", id).ownerRole()).isEqualTo("operations");
    }

    @Test
    void aTillsRefundIsAFactWithAndWithoutReceipt_R24() {
        orders.record(shop.sale(1, line("1", pen, 1, "20.00", "3.80")));

        returns.register(refund("T1", shop.tills, shop.receipt(1), "20.00", "3.80"));
        var unverified = returns.register(refund("T2", null, null, "200.00", "38.00"));

        assertThat(events.stream(ReturnDecided.class)).hasSize(2).allSatisfy(decided -> {
            assertThat(decided.payer()).isEqualTo(Payer.TILL);
            assertThat(decided.refunds()).hasSize(1);
        });
        assertThat(open("return.unverified", unverified)).isNotNull();
        assertThat(returns.find(unverified).orElseThrow().authorisation().state())
                .as("what a till has paid out asks nobody any more")
                .isEqualTo(Authorisation.State.APPROVED);
        assertThat(shop.position(pen, shop.store).onHand()).isEqualTo(Quantity.of(1));
    }

    private RegisterReturn fromChannel(String number, long quantity, boolean received, @Nullable Disposition found) {
        return register(shop.channel, number, shop.channel, "1001", quantity, received, found, null, List.of());
    }

    private RegisterReturn atStore(String number, long quantity) {
        return register(shop.tills, number, shop.channel, "1001", quantity, true, null, null, List.of());
    }

    private RegisterReturn refund(
            String number, @Nullable ConnectionCode orderOf, @Nullable String order, String net, String tax) {
        var gross = Money.of(net, "EUR").plus(Money.of(tax, "EUR"));
        return new RegisterReturn(
                shop.tills,
                number,
                shop.entity,
                orderOf,
                order,
                shop.store,
                Shop.NOON,
                LocalDate.of(2026, 11, 23),
                true,
                List.of(new RegisterReturn.Line(
                        null,
                        pen,
                        Quantity.of(1),
                        Disposition.RESALEABLE,
                        "too blue",
                        Money.of(net, "EUR"),
                        List.of(Shop.tax(tax)))),
                List.of(new PlaceOrder.Tender("Cash", gross, null)),
                null);
    }

    private RegisterReturn register(
            ConnectionCode teller,
            String number,
            ConnectionCode orderOf,
            String order,
            long quantity,
            boolean received,
            @Nullable Disposition found,
            @Nullable Money net,
            List<PlaceOrder.Tender> refunded) {
        return new RegisterReturn(
                teller,
                number,
                shop.entity,
                orderOf,
                order,
                teller.equals(shop.channel) ? shop.warehouse : shop.store,
                Shop.NOON,
                LocalDate.of(2026, 11, 23),
                received,
                List.of(new RegisterReturn.Line("1", pen, Quantity.of(quantity), found, "too blue", net, List.of())),
                refunded,
                null);
    }

    private WorkItem open(String code, ReturnId of) {
        var subject = returns.find(of).orElseThrow().key().value();
        var items = workItems
                .list(new WorkItemFilter(WorkItem.State.OPEN, null, code, subject), 10, null)
                .items();
        assertThat(items).as(code).hasSize(1);
        return items.getFirst();
    }
}
