package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.Connection;
import io.tieout.channels.simulator.Fault;
import io.tieout.channels.simulator.amazon.AmazonPlayer.Listing;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AmazonOrdersStreamTests {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final JsonMapper json = JsonMapper.shared();
    private final DirectCalls calls = new DirectCalls();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final OrdersStream stream =
            new OrdersStream(new OrderFetching(new AmazonCalls(new AmazonTokens(json, clock), json), json), clock);
    private PlayedAmazon amazon;

    @BeforeEach
    void start() {
        amazon = new PlayedAmazon();
    }

    @AfterEach
    void stop() {
        amazon.close();
        calls.close();
    }

    private Connection connection(String api) {
        var settings = new TreeMap<>(Map.of(
                "sellerId", "S",
                "marketplaceIds", "A1PA6795UKMFR9",
                "endpoint", amazon.address(),
                "tokenUrl", amazon.address() + "/auth/o2/token",
                "allowInternal", "true",
                "ordersApi", api,
                "fbaLocation", "FBA"));
        return new Connection(
                ConnectionCode.of("amazon"),
                "amazon",
                EntityCode.of("DE01"),
                ZoneOffset.UTC,
                settings,
                List.of("refreshToken"),
                false);
    }

    private Page poll(String api, @Nullable Window window, @Nullable String cursor) {
        var connection = connection(api);
        return stream.poll(connection, AmazonSettings.of(connection), window, cursor, calls);
    }

    private List<Found> all(String api, @Nullable Window window, @Nullable String cursor) {
        var found = new ArrayList<Found>();
        for (var page = poll(api, window, cursor); ; page = poll(api, window, page.cursor())) {
            found.addAll(page.found());
            if (!page.more()) {
                return found;
            }
        }
    }

    private List<String> ids(List<Found> found) {
        return found.stream()
                .map(one -> json.readTree(one.body()).findValue("AmazonOrderId") != null
                        ? json.readTree(one.body()).path("AmazonOrderId").asString()
                        : json.readTree(one.body())
                                .path("order")
                                .path("orderId")
                                .asString())
                .toList();
    }

    private void orders(int count) {
        for (var number = 1; number <= count; number++) {
            amazon.account()
                    .order(Payloads.orderV0(
                            "305-%04d".formatted(number), "2026-11-24T11:30:00Z", "Unshipped", "MFN", "PEN", 1, 0));
        }
    }

    @Test
    void ordersComeWithTheirItemsInOneDocument() {
        orders(2);

        var page = poll("v0", null, null);

        assertThat(page.trouble()).isNull();
        assertThat(page.more()).isFalse();
        assertThat(ids(page.found())).containsExactly("305-0001", "305-0002");
        var order = json.readTree(page.found().getFirst().body());
        assertThat(order.path("OrderItems")).hasSize(1);
        assertThat(page.found().getFirst().kind()).isEqualTo("order");
        assertThat(amazon.calls("getToken")).hasSize(1);
    }

    @Test
    void theNewerVersionNeedsNoSecondCall() {
        amazon.account().order(Payloads.order2026("028-1", "2026-11-24T11:30:00Z", "PEN"));

        var page = poll("2026-01-01", null, null);

        assertThat(ids(page.found())).containsExactly("028-1");
        assertThat(calls.operations).containsExactly("getToken", "searchOrders");
        assertThat(amazon.calls("searchOrders").getFirst().query())
                .containsKeys("lastUpdatedAfter", "lastUpdatedBefore", "marketplaceIds", "includedData");
    }

    @Test
    void pagesAreFollowedToTheirEnd() {
        orders(120);

        var found = all("v0", null, null);

        assertThat(ids(found)).hasSize(120).doesNotHaveDuplicates();
        assertThat(amazon.calls("getOrders")).hasSize(3);
        assertThat(amazon.calls("getOrders").get(1).query()).containsEntry("NextToken", "50");
    }

    @Test
    void aRoundLooksBackBehindTheEndOfTheLastOne() {
        var first = poll("v0", null, null);

        poll("v0", null, first.cursor());

        var rounds = amazon.calls("getOrders");
        var until = Instant.parse(rounds.get(0).query().get("LastUpdatedBefore"));
        assertThat(Instant.parse(rounds.get(1).query().get("LastUpdatedAfter")))
                .isEqualTo(until.minus(Duration.ofMinutes(10)));
        assertThat(until).isBeforeOrEqualTo(NOW.minus(Duration.ofMinutes(2)));
    }

    @Test
    void aWindowIsFetchedAndThenDone() {
        orders(1);
        var window = new Window(Instant.parse("2026-11-24T11:00:00Z"), Instant.parse("2026-11-24T11:45:00Z"));

        var page = poll("v0", window, null);

        assertThat(ids(page.found())).containsExactly("305-0001");
        assertThat(page.more()).isFalse();
        assertThat(page.cursor()).isNull();
        assertThat(amazon.calls("getOrders").getFirst().query())
                .containsEntry("LastUpdatedAfter", "2026-11-24T11:00:00Z")
                .containsEntry("LastUpdatedBefore", "2026-11-24T11:45:00Z");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"THROTTLE", "ERROR", "ERRORS_WITHIN", "TRUNCATED", "LOST_ANSWER"})
    void aFaultLeavesTheCursorAndNothingIsLost(Fault.Kind fault) {
        orders(3);
        var cursor = poll("v0", new Window(NOW.minusSeconds(60), NOW), null).cursor();
        amazon.fail("/orders/v0/orders", fault, 9); // the test's own client asks again where a connection ends

        var failed = poll("v0", null, cursor);

        amazon.heal();
        assertThat(failed.found()).isEmpty();
        assertThat(failed.cursor()).isEqualTo(cursor);
        assertThat(failed.more()).isFalse();
        assertThat(failed.trouble()).isNotBlank();
        if (fault == Fault.Kind.THROTTLE) {
            assertThat(failed.notBefore()).isEqualTo(Duration.ofSeconds(7));
        }
        assertThat(ids(all("v0", null, failed.cursor()))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROTTLE", "ERROR", "TRUNCATED"})
    void whatIsLeftOfAPageIsFetchedOrderByOrder(String fault) {
        orders(4);
        amazon.account().order(Payloads.orderV0("305-0003", "2026-11-24T11:30:00Z", "Canceled", "MFN", "PEN", 1, 0));
        poll("v0", null, null); // the token is there
        var before = amazon.calls("getOrderItems").size();
        assertThat(before).isEqualTo(3);

        amazon.fail("/orders/v0/orders/305-0001/orderItems", Fault.Kind.valueOf(fault), 1);
        var stopped = poll("v0", null, null);

        assertThat(stopped.found()).isEmpty();
        assertThat(stopped.trouble()).isNotBlank();
        assertThat(ids(all("v0", null, stopped.cursor())))
                .containsExactly("305-0001", "305-0002", "305-0003", "305-0004");
        assertThat(amazon.calls("getOrder")).hasSize(4);
    }

    @Test
    void duplicateReorderedLateAndSlowListsEndAlike() {
        orders(3);
        amazon.list(Listing.DUPLICATE);
        assertThat(ids(all("v0", null, null))).hasSize(6).contains("305-0001", "305-0002", "305-0003");
        amazon.list(Listing.REORDERED);
        assertThat(ids(all("v0", null, null))).containsExactly("305-0003", "305-0002", "305-0001");
        amazon.fail("/orders/v0/orders", Fault.Kind.SLOW, 1);
        assertThat(ids(all("v0", null, null))).hasSize(3);

        amazon.list(Listing.LATE);
        amazon.account().order(Payloads.orderV0("305-0009", "2026-11-24T11:57:00Z", "Unshipped", "MFN", "PEN", 1, 0));
        var empty = poll("v0", null, null);
        assertThat(empty.found()).isEmpty();
        assertThat(ids(all("v0", null, empty.cursor())))
                .as("the next round looks back far enough")
                .containsExactly("305-0009");
    }

    @Test
    void withoutItsSecretsAConnectionSaysWhatItLacks() {
        calls.without("clientSecret");

        var page = poll("v0", null, null);

        assertThat(page.trouble()).contains("amazon.setting-invalid").contains("clientSecret");
        assertThat(amazon.calls()).isEmpty();
    }

    @Test
    void aLoginThatFailsIsAskedForAgain() {
        orders(1);
        amazon.fail("/auth", Fault.Kind.ERROR, 1);

        var failed = poll("v0", null, null);
        var went = poll("v0", null, failed.cursor());

        assertThat(failed.trouble()).contains("No token");
        assertThat(ids(went.found())).containsExactly("305-0001");
    }
}
