package io.tieout.channels.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tieout.channels.Connection;
import io.tieout.channels.simulator.shopify.ShopSimulator;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.orders.Orders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ShopifySweepTests {

    private final ShopSimulator shop = new ShopSimulator();
    private final PlayedCalls calls = new PlayedCalls(shop);
    private final Orders orders = mock(Orders.class);
    private final ShopifySweep sweep = new ShopifySweep(orders, Clock.systemUTC());
    private final Connection connection = new Connection(
            ConnectionCode.of("shop"),
            "shopify",
            EntityCode.of("DE01"),
            ZoneOffset.UTC,
            Map.of("domain", "shop.example"),
            List.of("access-token"),
            false);

    @Test
    void allThatChangedIsFetchedPageByPageAndTheNextRoundOverlaps() {
        when(orders.find(any(), any())).thenReturn(Optional.empty());
        var sold = new ArrayList<String>();
        for (var number = 0; number < 250; number++) {
            sold.add(shop.state().sell("A-1", 1));
        }

        var found = new ArrayList<Found>();
        String cursor = null;
        var pages = 0;
        var more = true;
        while (more) {
            var page = sweep.poll(connection, ShopifySweep.STREAM, null, cursor, calls);
            assertThat(page.trouble()).isNull();
            found.addAll(page.found());
            cursor = page.cursor();
            more = page.more();
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(found).hasSize(250).allSatisfy(one -> assertThat(one.kind()).isEqualTo("order"));
        assertThat(found.stream().map(ShopifySweepTests::id)).containsExactlyInAnyOrderElementsOf(sold);
        assertThat(found.getFirst().headers())
                .containsEntry("x-tieout-found-by", "sweep")
                .containsEntry("x-shopify-api-version", "2026-01");
        sweep.poll(connection, ShopifySweep.STREAM, null, cursor, calls);
        var asked = PlayedCalls.query(calls.requests().getLast().url().getRawQuery());
        assertThat(Instant.parse(asked.get("updated_at_min")))
                .isBefore(Instant.now().minus(Duration.ofMinutes(9)));
    }

    @Test
    void refundsAndFulfilmentsComeWithTheirOrder() {
        when(orders.find(any(), any())).thenReturn(Optional.empty());
        var order = shop.state().sell("A-1", 1);
        shop.act("ship", control("order", order));
        shop.act("refund", control("order", order));

        var page = sweep.poll(connection, ShopifySweep.STREAM, null, null, calls);

        assertThat(page.found().stream().map(Found::kind)).containsExactly("order", "fulfillment", "refund");
    }

    @Test
    void aBackfillFetchesItsWindowAndLeavesNoCursor() {
        shop.state().sell("A-1", 1);
        var window = new Window(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2020-01-02T00:00:00Z"));

        var page = sweep.poll(connection, ShopifySweep.STREAM, window, null, calls);

        assertThat(page.found()).isEmpty();
        assertThat(page.cursor()).isNull();
        assertThat(PlayedCalls.query(calls.requests().getLast().url().getRawQuery()))
                .containsEntry("updated_at_min", "2020-01-01T00:00:00Z")
                .containsEntry("updated_at_max", "2020-01-02T00:00:00Z")
                .containsEntry("status", "any");
    }

    @Test
    void whateverGoesWrongTheSamePageIsAskedForAgain() {
        shop.state().sell("A-1", 1);
        var cursor = "2026-11-23T10:00:00Z - ";
        var troubles = List.of(
                new Reply.Answer(429, Map.of("retry-after", "3.0"), ""),
                new Reply.Answer(500, Map.of(), ""),
                new Reply.Answer(200, Map.of(), "{\"orders\":[{\"id\":1,"),
                new Reply.Answer(200, Map.of(), "{\"errors\":\"[API] Invalid API key\"}"));

        for (var trouble : troubles) {
            calls.instead(trouble);
            var page = sweep.poll(connection, ShopifySweep.STREAM, null, cursor, calls);
            assertThat(page.cursor()).isEqualTo(cursor);
            assertThat(page.found()).isEmpty();
            assertThat(page.more()).isFalse();
            assertThat(page.trouble()).isNotBlank();
            assertThat(page.notBefore()).isEqualTo(trouble.status() == 429 ? Duration.ofSeconds(3) : null);
        }
    }

    private static io.tieout.channels.simulator.SimulatedPartner.Request control(String name, String value) {
        return new io.tieout.channels.simulator.SimulatedPartner.Request(
                "POST", "/", Map.of(name, value), Map.of(), new byte[0]);
    }

    private static String id(Found found) {
        return JsonMapper.shared().readTree(found.body()).path("id").asString();
    }
}
