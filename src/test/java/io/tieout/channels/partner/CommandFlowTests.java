package io.tieout.channels.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.catalog.Catalog;
import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.calls.CallBudgets;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.delivery.Destination;
import io.tieout.delivery.Destinations;
import io.tieout.delivery.PartnerMessage;
import io.tieout.delivery.PartnerMessages;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.Orders;
import io.tieout.orders.Shop;
import io.tieout.platform.spi.ConfigSection;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/** Commands from the fact that causes them to the partner's answer. */
@IntegrationTest
class CommandFlowTests {

    private static final Actor TESTER = Actor.system("test");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Connections connections;

    @Autowired
    ChannelCommands commands;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Destinations destinations;

    @Autowired
    PartnerMessages messages;

    @Autowired
    CallBudgets budgets;

    @Autowired
    Orders orders;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    List<ConfigSection> sections;

    @Autowired
    TransactionTemplate transaction;

    private final Receiver partner = new Receiver();
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(catalog, inventory);
    }

    @AfterEach
    void close() {
        connections
                .find(shop.channel)
                .ifPresent(_ -> transaction.executeWithoutResult(_ -> connections.remove(shop.channel, TESTER)));
        partner.close();
    }

    private void connect(String... settings) {
        var all = new TreeMap<String, String>(Map.of("url", partner.url()));
        for (var index = 0; index < settings.length; index += 2) {
            all.put(settings[index], settings[index + 1]);
        }
        save(all, false);
    }

    private void save(Map<String, String> settings, boolean paused) {
        connections.save(
                new Connection(
                        shop.channel, ProbePartner.NAME, shop.entity, ZoneOffset.UTC, settings, List.of(), paused),
                Map.of("token", "very-secret-token"),
                TESTER);
    }

    private String destination() {
        return "channel:" + shop.channel;
    }

    private UUID tell(ChannelCommand command) {
        return transaction.execute(_ -> commands.tell(shop.channel, command).orElseThrow());
    }

    private ChannelCommand acknowledge(String order) {
        return new ChannelCommand.AcknowledgeOrder(
                "order:" + shop.channel + ":" + order,
                order,
                true,
                null,
                List.of(new ChannelCommand.Line("1", Sku.of("A-1"), Quantity.of("1.5"))));
    }

    private Delivery delivered(UUID id) {
        await().atMost(SOON).until(() -> deliveries.find(id).orElseThrow().state() == Delivery.State.DELIVERED);
        return deliveries.find(id).orElseThrow();
    }

    @Test
    void aReleasedOrderIsAcknowledgedAndItsCancellationByTheHubIsTold() {
        connect();
        var sku = shop.product("CMD");
        shop.stock(sku, shop.warehouse, 5);
        transaction.executeWithoutResult(
                _ -> orders.place(shop.order("9001", Shop.line("1", sku, 2, "20.00", "3.80"))));

        transaction.executeWithoutResult(
                _ -> orders.cancel(new CancelOrder(shop.channel, "9001", Instant.now(), "fraud", null)));

        await().atMost(SOON).until(() -> partner.taken().size() == 2);
        var first = partner.taken().getFirst().event();
        var second = partner.taken().get(1).event();
        assertThat(first.path("command").asString()).isEqualTo("AcknowledgeOrder");
        assertThat(first.path("data").path("lines").get(0).path("quantity").asInt())
                .isEqualTo(2);
        assertThat(second.path("command").asString()).isEqualTo("CancelLines");
        assertThat(second.path("data").path("reason").asString()).isEqualTo("fraud");
        assertThat(deliveries.list(destination(), null, null, 10, null).items())
                .extracting(Delivery::key)
                .containsOnly("order:" + shop.channel + ":9001");
    }

    @Test
    void aShipmentThatAnotherReportsIsToldToTheOrdersChannel() {
        connect();
        var sku = shop.product("SHP");
        shop.stock(sku, shop.warehouse, 5);
        transaction.executeWithoutResult(
                _ -> orders.place(shop.order("9002", Shop.line("1", sku, 2, "20.00", "3.80"))));

        transaction.executeWithoutResult(
                _ -> orders.ship(shop.shipment("9002", "SHP-" + shop.id, shop.warehouse, Map.of("1", 2))));

        await().atMost(SOON).until(() -> partner.taken().size() == 2);
        var told = partner.taken().get(1).event();
        assertThat(told.path("command").asString()).isEqualTo("ConfirmShipment");
        assertThat(told.path("data").path("carrier").asString()).isEqualTo("DHL");
        assertThat(told.path("data").path("trackingNumber").asString()).isEqualTo("TRACK-SHP-" + shop.id);
    }

    @Test
    void aChannelIsNotToldWhatItRefusesByItsSettings() {
        connect("commands", "-acknowledge-order");
        assertThat(transaction.<Boolean>execute(
                        _ -> commands.tell(shop.channel, acknowledge("1")).isPresent()))
                .isFalse();

        connect("commands", "confirm-shipment");
        assertThat(transaction.<Boolean>execute(
                        _ -> commands.tell(shop.channel, acknowledge("1")).isPresent()))
                .isFalse();

        connect("commands", "none");
        assertThat(transaction.<Boolean>execute(
                        _ -> commands.tell(shop.channel, acknowledge("1")).isPresent()))
                .isFalse();
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        connect();
        transaction.executeWithoutResult(status -> {
            commands.tell(shop.channel, acknowledge("2"));
            status.setRollbackOnly();
        });

        assertThat(deliveries.list(destination(), null, null, 10, null).items()).isEmpty();
        assertThatThrownBy(() -> commands.tell(shop.channel, acknowledge("2")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOrderToShipNeedsAReservation() {
        connect();
        var location = LocationCode.of("WH-1");
        var withOne = new ChannelCommand.ShipOrder(
                "order:x:1", Ids.next(), Ids.next(), "x", "1", location, Instant.now(), List.of());
        assertThat(delivered(tell(withOne)).type()).isEqualTo("command.ship-order");

        // the database, not only the record, keeps the gate
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> queueWithoutReservation("command.ship-order")))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("the_gate");
    }

    private void queueWithoutReservation(String type) {
        messages.queue(new PartnerMessage(
                destination(), type, BusinessKey.of("order:x:2"), shop.entity, Instant.now(), "{}", null, null));
    }

    @Test
    void aRefusalIsADeadLetterWithAnOwnerAndTheSecretIsNowhere() {
        connect();
        partner.answers(_ -> new Receiver.Answer(
                422, Map.of(), "{\"code\":\"order.closed\",\"message\":\"no, very-secret-token\"}"));

        var id = tell(acknowledge("3"));

        await().atMost(SOON).until(() -> deliveries.find(id).orElseThrow().state() == Delivery.State.DEAD);
        assertThat(deliveries.find(id).orElseThrow().lastError())
                .contains("order.closed")
                .doesNotContain("very-secret-token");
        assertThat(deliveries.attempts(id))
                .allSatisfy(attempt -> assertThat(attempt.answer()).doesNotContain("very-secret-token"));
        assertThat(partner.calls()).hasSize(1);

        partner.answers(_ -> Receiver.Answer.of(204));
        deliveries.retry(id, TESTER);
        assertThat(delivered(id).attempts()).isEqualTo(2);
    }

    @Test
    void aPausedConnectionSendsNothingUntilItGoesOn() {
        save(Map.of("url", partner.url()), true);
        var id = tell(acknowledge("4"));
        assertThat(destinations.find(destination()).map(Destination::paused)).contains(true);
        assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(Delivery.State.PENDING);

        save(Map.of("url", partner.url()), false);

        assertThat(delivered(id).attempts()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsPausedLaterStopsSending() {
        connect();
        delivered(tell(acknowledge("5")));

        save(Map.of("url", partner.url()), true);
        var id = tell(acknowledge("6"));

        assertThat(destinations.find(destination()).map(Destination::paused)).contains(true);
        save(Map.of("url", partner.url()), false);
        assertThat(delivered(id).state()).isEqualTo(Delivery.State.DELIVERED);
    }

    @Test
    void destinationsOfPartnersAreNoneOfTheConfigurationFile() {
        connect();
        delivered(tell(acknowledge("7")));
        var section = sections.stream()
                .filter(one -> one.name().equals("destinations"))
                .findFirst()
                .orElseThrow();

        assertThat(section.read().toString()).doesNotContain("channel:");
        transaction.executeWithoutResult(status -> {
            section.apply(section.read(), true, TESTER);
            assertThat(destinations.find(destination())).isPresent();
            status.setRollbackOnly();
        });
    }

    @Test
    void aSpentBudgetPostponesAndCountsNoAttempt() {
        connect();
        budgets.forCommands(connections.find(shop.channel).orElseThrow()).expect("tell", 4, 2);

        var ids = List.of(
                tell(acknowledge("10")),
                tell(acknowledge("11")),
                tell(acknowledge("12")),
                tell(acknowledge("13")),
                tell(acknowledge("14")),
                tell(acknowledge("15")));

        ids.forEach(id -> assertThat(delivered(id).attempts()).isEqualTo(1));
        assertThat(partner.calls()).hasSize(6);
        assertThat(budgets.of(shop.channel)).singleElement().satisfies(budget -> {
            assertThat(budget.calls()).isEqualTo(6);
            assertThat(budget.postponed()).isPositive();
            assertThat(budget.forCommands()).isTrue();
        });
    }

    @Test
    void stockLeavesAReserveToOrders() {
        connect();
        var calls = budgets.forCommands(connections.find(shop.channel).orElseThrow());
        calls.expect("shared", 0.001, 4);
        var request = new OutboundHttp.Request(
                "POST", URI.create(partner.url()), Map.of(), Optional.of("{}"), Duration.ofSeconds(3), true);

        for (var index = 0; index < 4; index++) {
            calls.exchange("shared", PartnerCalls.Priority.CATALOGUE, request);
        }
        assertThat(partner.calls()).hasSize(2);
        for (var index = 0; index < 4; index++) {
            calls.exchange("shared", PartnerCalls.Priority.ORDERS, request);
        }
        assertThat(partner.calls()).hasSize(4);
        assertThat(calls.expectedWait("shared", 1)).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void thePartnersOwnWordsAreTheBudget() {
        connect();
        var connection = connections.find(shop.channel).orElseThrow();
        partner.answers(_ -> new Receiver.Answer(
                200, Map.of("X-Shopify-Shop-Api-Call-Limit", "39/40", "Content-Type", "application/json"), "{}"));
        delivered(tell(acknowledge("20")));
        assertThat(budgets.of(shop.channel)).singleElement().satisfies(budget -> {
            assertThat(budget.ratePerSecond()).isEqualTo(2);
            assertThat(budget.burst()).isEqualTo(40);
            assertThat(budget.left()).isLessThan(40);
        });

        partner.answers(_ -> new Receiver.Answer(429, Map.of("Retry-After", "600"), ""));
        var id = tell(acknowledge("21"));
        await().atMost(SOON).until(() -> deliveries.attempts(id).size() == 1);
        var calls = partner.calls().size();
        assertThat(budgets.of(shop.channel).getFirst().blockedUntil())
                .isAfter(Instant.now().plusSeconds(500));
        var again = budgets.forPolling(connection)
                .exchange(
                        "tell",
                        PartnerCalls.Priority.ORDERS,
                        new OutboundHttp.Request(
                                "POST",
                                URI.create(partner.url()),
                                Map.of(),
                                Optional.empty(),
                                Duration.ofSeconds(3),
                                true));
        assertThat(again)
                .isInstanceOfSatisfying(
                        OutboundHttp.Reply.Answer.class,
                        answer -> assertThat(answer.status()).isEqualTo(429));
        assertThat(partner.calls()).hasSize(calls);
    }

    @Test
    void whoeverRemovesAConnectionSkipsWhatWaitsForIt() {
        save(Map.of("url", partner.url()), true);
        var id = tell(acknowledge("30"));

        transaction.executeWithoutResult(_ -> connections.remove(shop.channel, TESTER));

        assertThat(deliveries.find(id).orElseThrow().state()).isEqualTo(Delivery.State.SKIPPED);
        assertThat(destinations.find(destination())).isEmpty();
        assertThat(transaction.<Boolean>execute(_ -> commands.tell(ConnectionCode.of("nobody"), acknowledge("31"))
                        .isPresent()))
                .isFalse();
    }
}
