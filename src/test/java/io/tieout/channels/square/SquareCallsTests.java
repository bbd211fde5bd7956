package io.tieout.channels.square;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.channels.shopify.PlayedCalls;
import io.tieout.channels.simulator.square.SellerSimulator;
import io.tieout.channels.simulator.square.SellerState;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import io.tieout.delivery.spi.Outcome;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What a seller at Square is asked and told, against a played one; every call fits Square's published document. */
@IntegrationTest
class SquareCallsTests {

    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    @Autowired
    SquarePoller poller;

    @Autowired
    SquareCommands commands;

    @Autowired
    SquareRows rows;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final SellerSimulator seller = new SellerSimulator();
    private final PlayedCalls calls = new PlayedCalls(seller);
    private final Connection connection = new Connection(
            ConnectionCode.of("square-" + unique),
            "square",
            EntityCode.of("DE01"),
            ZoneOffset.UTC,
            Map.of("locations", "ST1=L1"),
            List.of("access-token", "webhook"),
            false);

    @Test
    void ordersPaymentsAndRefundsAreFetchedPageByPage() throws IOException {
        for (var number = 0; number < 130; number++) {
            sell();
        }
        var order = sell();
        seller.state().giveBack(order);

        assertThat(all(SquarePoller.ORDERS))
                .hasSize(132)
                .allMatch(found -> found.kind().equals("order"));
        assertThat(all(SquarePoller.PAYMENTS))
                .hasSize(131)
                .allMatch(found -> found.kind().equals("payment"));
        assertThat(all(SquarePoller.REFUNDS))
                .singleElement()
                .matches(found -> found.kind().equals("refund"));
        assertThat(all(SquarePoller.CATALOG)).isEmpty();
        fits();
    }

    @Test
    void anOrderThatAnEventNamedIsFetchedUntilItIsStored() throws IOException {
        var order = sell();
        rows.want(connection.code(), order, 4, NOON);

        var first = poller.poll(connection, SquarePoller.WANTED, null, null, calls);
        var beforeItIsStored = poller.poll(connection, SquarePoller.WANTED, null, null, calls);
        var after = poller.poll(connection, SquarePoller.WANTED, null, first.cursor(), calls);

        assertThat(first.found()).hasSize(1);
        assertThat(beforeItIsStored.found()).hasSize(1);
        assertThat(after.found()).isEmpty();
        assertThat(after.cursor()).isNull();
        fits();
    }

    @Test
    void whateverGoesWrongTheSameRoundIsAskedForAgain() {
        var troubles = List.<Reply>of(
                new Reply.Answer(429, Map.of("retry-after", "7"), "{\"errors\":[{\"code\":\"RATE_LIMITED\"}]}"),
                new Reply.Answer(500, Map.of(), ""),
                new Reply.Answer(200, Map.of(), "{\"payments\":[{\"id\""),
                new Reply.Answer(200, Map.of(), "{\"errors\":[{\"code\":\"INTERNAL_SERVER_ERROR\"}]}"),
                new Reply.Lost("reset"),
                new Reply.NotSent("no route"));

        for (var trouble : troubles) {
            calls.instead(trouble);
            var page = poller.poll(connection, SquarePoller.PAYMENTS, null, "2026-11-23T10:00:00Z", calls);
            assertThat(page.cursor()).isEqualTo("2026-11-23T10:00:00Z");
            assertThat(page.found()).isEmpty();
            assertThat(page.trouble()).isNotBlank();
        }
        calls.instead(troubles.getFirst());
        assertThat(poller.poll(connection, SquarePoller.PAYMENTS, null, null, calls)
                        .notBefore())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aRefundIsPaidOnceThoughTheAnswerWasLost() throws IOException {
        var order = sell();
        var payment = payment(order);
        var refund = refund(order, payment, "5.00");

        calls.spoilt(_ -> new Reply.Lost("reset"));
        var lost = commands.send(connection, refund, UUID.randomUUID(), false, calls);
        var again = commands.send(connection, refund, UUID.randomUUID(), true, calls);

        assertThat(lost.outcome()).isInstanceOf(Outcome.Unknown.class);
        assertThat(again.outcome()).isInstanceOf(Outcome.Accepted.class);
        assertThat(seller.state().refunds())
                .singleElement()
                .satisfies(paid -> assertThat(
                                paid.path("amount_money").path("amount").asLong())
                        .isEqualTo(500));
        fits();
    }

    @Test
    void moreThanWasPaidOrForNoKnownPaymentIsRefused() {
        var order = sell();

        assertThat(code(commands.send(
                                connection, refund(order, payment(order), "99.00"), UUID.randomUUID(), false, calls)
                        .outcome()))
                .isEqualTo("square.refund_amount_invalid");
        assertThat(code(commands.send(connection, refund(order, null, "5.00"), UUID.randomUUID(), false, calls)
                        .outcome()))
                .isEqualTo("square.payment-unknown");
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var code, var _) ? code : outcome.toString();
    }

    @Test
    void stockIsCountedAtTheSellersLocations() throws IOException {
        rows.save(connection.code(), "VA-" + unique, "A-" + unique, "Regular", false, 1);
        var figures = List.of(figure("A-" + unique, "ST1", 4), figure("B-" + unique, "ST1", 1));

        var sent = commands.send(
                connection,
                new PublishAvailability("availability:" + connection.code(), 3, NOON, figures),
                UUID.randomUUID(),
                false,
                calls);

        assertThat(seller.state().stock()).containsExactlyEntriesOf(Map.of("VA-" + unique + "@L1", "4"));
        assertThat(code(sent.outcome())).isEqualTo("square.stock-unknown");
        fits();
    }

    @Test
    void theDocumentIsSeenToObject() {
        var request = new Request(
                "POST",
                URI.create("https://connect.squareup.com/v2/refunds"),
                Map.of("square-version", "1", "authorization", "x"),
                Optional.of("{\"amount\":1}"),
                Duration.ofSeconds(1),
                false);

        assertThatThrownBy(() -> SquareApiSchema.demand(request)).isInstanceOf(AssertionError.class);
    }

    private List<Found> all(String stream) {
        var found = new ArrayList<Found>();
        String cursor = null;
        var more = true;
        while (more) {
            var page = poller.poll(connection, stream, null, cursor, calls);
            assertThat(page.trouble()).isNull();
            found.addAll(page.found());
            cursor = page.cursor();
            more = page.more();
        }
        return found;
    }

    private String sell() {
        return seller.state().sell(new SellerState.Sale("L1", "VA", 1, 1000, "CARD", 0));
    }

    private String payment(String order) {
        return all(SquarePoller.PAYMENTS).stream()
                .map(found -> JsonMapper.shared().readTree(found.body()))
                .filter(payment -> payment.path("order_id").asString().equals(order))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private PayRefund refund(String order, @Nullable String payment, String amount) {
        return new PayRefund(
                "order:" + connection.code() + ":" + order,
                UUID.nameUUIDFromBytes((order + amount).getBytes()),
                order,
                null,
                Money.of(amount, "EUR"),
                payment,
                "too small",
                List.<ChannelCommand.RefundLine>of());
    }

    private static PublishAvailability.Figure figure(String sku, String location, long available) {
        return new PublishAvailability.Figure(Sku.of(sku), sku, LocationCode.of(location), Quantity.of(available));
    }

    private void fits() throws IOException {
        assertThat(calls.requests()).isNotEmpty();
        for (var request : calls.requests()) {
            SquareApiSchema.demand(request);
        }
    }
}
