package io.tieout.channels.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.Connection;
import io.tieout.channels.simulator.shopify.ShopSimulator;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.CancelLines;
import io.tieout.channels.spi.ChannelCommand.ConfirmShipment;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.ChannelCommand.PublishPrices;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a shop is told, and that it is told once, against a played shop; every call fits Shopify's published schema. */
@IntegrationTest
class ShopifyCommandsTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static @Nullable GraphqlSchema schema;

    @Autowired
    ShopifyCommands commands;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final ShopSimulator shop = new ShopSimulator();
    private final PlayedCalls calls = new PlayedCalls(shop);
    private final Connection connection = new Connection(
            ConnectionCode.of("shop-" + unique),
            "shopify",
            EntityCode.of("DE01"),
            ZoneOffset.UTC,
            Map.of("domain", "shop.example", "locations", "WH1=655441", "locationId", "655441"),
            List.of("access-token"),
            false);

    @Test
    void aShopThatCannotBeCalledIsToldNothing() {
        var deaf = new Connection(
                connection.code(), "shopify", connection.entity(), ZoneOffset.UTC, Map.of(), List.of(), false);

        assertThat(commands.commands(deaf)).isEmpty();
        assertThat(commands.commands(connection)).hasSize(5);
    }

    @Test
    void aShipmentBecomesAFulfilmentOnce() throws IOException {
        var order = shop.state().sell("A-1", 3);
        var shipment = shipment(order, 2, "T1");

        var first = send(shipment, false);
        var again = send(shipment, true);

        assertThat(first.outcome()).isInstanceOf(Outcome.Accepted.class);
        assertThat(again.outcome()).isEqualTo(first.outcome());
        assertThat(shop.state().fulfilments(order)).singleElement().satisfies(fulfilment -> {
            assertThat(fulfilment.path("tracking_number").asString()).isEqualTo("T1");
            assertThat(fulfilment.path("line_items").path(0).path("quantity").asInt())
                    .isEqualTo(2);
        });
        fits();
    }

    @Test
    void whatTheShopHasNoGoodsLeftForIsRefused() {
        var order = shop.state().sell("A-1", 1);

        assertThat(send(shipment(order, 2, "T1"), false).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("shopify.not-fulfillable"));
        assertThat(send(shipment("404", 1, "T1"), false).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("shopify.order-unknown"));
        assertThat(shop.state().fulfilments(order)).isEmpty();
    }

    @Test
    void aRefundIsPaidOnceThoughTheAnswerWasLost() throws IOException {
        var order = shop.state().sell("A-1", 2);
        var refund = refund(order, "11.90", 1);

        // asked, paid, and the answer never came
        calls.through().spoilt(reply -> reply).spoilt(_ -> new Reply.Lost("reset"));
        var lost = send(refund, false);
        var found = send(refund, true);

        assertThat(lost.outcome()).isInstanceOf(Outcome.Unknown.class);
        assertThat(found.outcome()).isInstanceOf(Outcome.Accepted.class);
        assertThat(shop.state().refunds(order)).singleElement().satisfies(paid -> {
            assertThat(paid.path("transactions").path(0).path("amount").asString())
                    .isEqualTo("11.90");
            assertThat(paid.path("refund_line_items")
                            .path(0)
                            .path("restock_type")
                            .asString())
                    .isEqualTo("no_restock");
            assertThat(ShopifyMarks.find(paid.path("note").asString())).contains(refund.refund());
        });
        fits();
    }

    @Test
    void moreThanWasPaidIsNotPaidBack() {
        var order = shop.state().sell("A-1", 1);

        assertThat(send(refund(order, "99.00", 1), false).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("shopify.not-refundable"));
        assertThat(shop.state().refunds(order)).isEmpty();
    }

    @Test
    void linesAreTakenOutOnceAndAWholeOrderIsCancelled() throws IOException {
        var part = shop.state().sell("A-1", 3);
        var whole = shop.state().sell("A-1", 2);
        var id = UUID.randomUUID();

        var first = commands.send(connection, cancellation(part, 1), id, false, calls);
        var again = commands.send(connection, cancellation(part, 1), id, true, calls);
        var all = commands.send(connection, cancellation(whole, 2), UUID.randomUUID(), false, calls);

        assertThat(List.of(first, again, all))
                .allSatisfy(sent -> assertThat(sent.outcome()).isInstanceOf(Outcome.Accepted.class));
        assertThat(line(part).path("current_quantity").asInt()).isEqualTo(2);
        assertThat(shop.state().refunds(part)).hasSize(1);
        assertThat(shop.state().shownOrder(part).has("cancelled_at")).isFalse();
        assertThat(shop.state().shownOrder(whole).has("cancelled_at")).isTrue();
        fits();
    }

    @Test
    void stockIsSetToTheHubsFiguresAndWhatTheShopLacksIsNamed() throws IOException {
        shop.state().product("A-" + unique, BigDecimal.TEN);
        shop.state().product("B-" + unique, BigDecimal.TEN);

        var sent = send(
                new PublishAvailability(
                        "availability:" + connection.code(),
                        7,
                        NOON,
                        List.of(
                                figure("A-" + unique, "WH1", 5),
                                figure("B-" + unique, null, 0),
                                figure("C-" + unique, "WH1", 9))),
                false);

        assertThat(shop.state().stock().values()).containsExactlyInAnyOrder(5L, 0L);
        assertThat(sent.outcome()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("shopify.stock-unknown");
            assertThat(refused.reason()).contains("C-" + unique).doesNotContain("A-" + unique);
        });
        fits();
    }

    @Test
    void pricesAreSetProductByProduct() throws IOException {
        shop.state().product("A-" + unique, BigDecimal.TEN);
        var price = new PublishPrices.Price(
                Sku.of("A-" + unique),
                "A-" + unique,
                Money.of("8.90", "EUR"),
                Money.of("10.00", "EUR"),
                true,
                NOON,
                null);

        var sent = send(new PublishPrices("prices:" + connection.code(), 3, List.of(price)), false);

        assertThat(sent.outcome()).isEqualTo(new Outcome.Accepted("3"));
        fits();
    }

    @Test
    void whatWentWrongIsToldApartThoughTheStatusIs200() {
        var order = shop.state().sell("A-1", 1);
        var shipment = shipment(order, 1, "T9");

        calls.errorsWithin();
        assertThat(send(shipment, false).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.after()).hasSeconds(1));
        calls.instead(200, "{\"data\":{\"order\":nul", Map.of());
        assertThat(send(shipment, false).outcome()).isInstanceOf(Outcome.Unknown.class);
        calls.instead(429, "", Map.of("retry-after", "2.0"));
        assertThat(send(shipment, false).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.after()).hasSeconds(2));
        calls.instead(500, "", Map.of());
        assertThat(send(shipment, false).outcome()).isInstanceOf(Outcome.Unknown.class);
        calls.instead(401, "", Map.of());
        assertThat(send(shipment, false).outcome()).isInstanceOf(Outcome.Gone.class);
        calls.instead(
                200,
                "{\"errors\":[{\"message\":\"Access denied\",\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]}",
                Map.of());
        assertThat(send(shipment, false).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("shopify.access_denied"));
        calls.instead(new Reply.NotSent("no route"));
        assertThat(send(shipment, false).outcome()).isInstanceOf(Outcome.Retry.class);
        assertThat(shop.state().fulfilments(order)).isEmpty();
    }

    @Test
    void theSchemaIsSeenToObject() throws IOException {
        assertThat(schema().complaints(
                                "mutation x($id: ID!) { fulfillmentCreate(fulfilment: $id) { nothing } }",
                                JSON.createObjectNode().put("other", 1)))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    private Sent send(ChannelCommand command, boolean answerLost) {
        return commands.send(
                connection, command, UUID.nameUUIDFromBytes(command.toString().getBytes()), answerLost, calls);
    }

    private JsonNode line(String order) {
        return shop.state().shownOrder(order).path("line_items").path(0);
    }

    private ChannelCommand.Line line(String order, long quantity) {
        var reference = order.equals("404") ? "1" : line(order).path("id").asString();
        return new ChannelCommand.Line(reference, Sku.of("A-1"), Quantity.of(quantity));
    }

    private ConfirmShipment shipment(String order, long quantity, String tracking) {
        return new ConfirmShipment(
                "order:" + connection.code() + ":" + order,
                order,
                UUID.nameUUIDFromBytes(tracking.getBytes()),
                NOON,
                "DHL",
                tracking,
                LocationCode.of("WH1"),
                List.of(line(order, quantity)));
    }

    private PayRefund refund(String order, String amount, long quantity) {
        return new PayRefund(
                "order:" + connection.code() + ":" + order,
                UUID.nameUUIDFromBytes((order + amount).getBytes()),
                order,
                "R1",
                Money.of(amount, "EUR"),
                null,
                "too small",
                List.of(new ChannelCommand.RefundLine(
                        line(order).path("id").asString(),
                        Sku.of("A-1"),
                        Quantity.of(quantity),
                        Money.of("10.00", "EUR"),
                        Money.of("1.90", "EUR"))));
    }

    private CancelLines cancellation(String order, long quantity) {
        return new CancelLines(
                "order:" + connection.code() + ":" + order, order, "not in stock", List.of(line(order, quantity)));
    }

    private static PublishAvailability.Figure figure(String sku, @Nullable String location, long available) {
        return new PublishAvailability.Figure(
                Sku.of(sku), sku, location == null ? null : LocationCode.of(location), Quantity.of(available));
    }

    /** All calls that were made are what the published schema allows. */
    private void fits() throws IOException {
        var published = schema();
        assertThat(calls.requests()).isNotEmpty();
        for (var request : calls.requests()) {
            var body = JSON.readTree(request.body().orElseThrow());
            assertThat(published.complaints(body.path("query").asString(), body.path("variables")))
                    .as(body.path("operationName").asString())
                    .isEmpty();
        }
    }

    private static GraphqlSchema schema() throws IOException {
        var known = schema;
        if (known == null) {
            known = GraphqlSchema.of(
                    Files.readString(Samples.root().resolve("shopify/graphql/admin-2026-01.schema.graphql")));
            schema = known;
        }
        return known;
    }
}
