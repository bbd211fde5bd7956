package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** From a change of stock to the figure that a channel has acknowledged. */
@IntegrationTest
class FeedFlowTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Receiver partner = new Receiver();
    private final Retailer retailer = Retailer.any();
    private final String channel = "feed-" + retailer.id;
    private Hub hub = new Hub("", "");

    @BeforeEach
    void open() {
        var issued =
                clients.create("feeds-" + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        hub = new Hub("http://127.0.0.1:" + port, issued.key());
        hub.configure(retailer.configuration(2, ""));
        hub.configure("""
                products:
                  - {sku: KIT-%1$s, name: Kit, components: [{sku: SKU1-%1$s, quantity: 2}, {sku: SKU2-%1$s}]}
                  - {sku: SKU2-%1$s, name: Thing 2, aliases: [{code: THEIRS-%1$s, connection: %3$s, validFrom: 2026-01-01}]}
                connections:
                  - {code: %3$s, adapter: probe-partner, entity: %2$s, settings: {url: "%4$s", feeds: availability}, secrets: {token: hush}}
                """.formatted(retailer.id, retailer.entity, channel, partner.url()));
    }

    @AfterEach
    void close() {
        hub.configure("connections: [{code: %s, adapter: probe-partner, entity: %s, paused: true}]"
                .formatted(channel, retailer.entity));
        partner.close();
    }

    @Test
    void theChannelIsToldTheNewestFigureOnceAndABundleByItsScarcestComponent_R12() {
        retailer.receive(hub, "first", retailer.warehouse, 7, List.of(retailer.sku(1)));
        retailer.receive(hub, "second", retailer.warehouse, 9, List.of(retailer.sku(2)));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(acknowledged(retailer.sku(1))).isEqualTo("7");
            assertThat(acknowledged(retailer.sku(2))).isEqualTo("9");
            assertThat(acknowledged("KIT-" + retailer.id)).isEqualTo("3");
        });
        assertThat(figures())
                .anyMatch(figure -> figure.path("partnerSku").asString().equals("THEIRS-" + retailer.id));
        assertThat(hub.all("/api/v1/feeds/" + channel + "/availability?differing=true"))
                .isEmpty();
        var state = hub.all("/api/v1/feeds/" + channel).getFirst();
        assertThat(state.path("waiting").asInt()).isZero();
        assertThat(state.path("staleMs").asLong()).isZero();
        assertThat(state.path("worstLagMs").asLong()).isPositive();
    }

    @Test
    void whileOneAnswerIsAwaitedChangesAreFoldedIntoOneFigure() {
        retailer.receive(hub, "first", retailer.warehouse, 1, List.of(retailer.sku(1)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(acknowledged(retailer.sku(1))).isEqualTo("1"));
        partner.answers(_ -> Receiver.Answer.of(503));
        for (var change = 0; change < 20; change++) {
            retailer.receive(hub, "more-" + change, retailer.warehouse, 1, List.of(retailer.sku(1)));
        }
        await().atMost(SOON).untilAsserted(() -> {
            var state = hub.all("/api/v1/feeds/" + channel).getFirst();
            assertThat(state.path("underWay").asInt()).isPositive();
            assertThat(state.path("waiting").asInt()).isPositive();
            assertThat(state.path("staleSince").isNull()).isFalse();
        });
        assertThat(acknowledged(retailer.sku(1)))
                .as("what was not acknowledged is not believed")
                .isEqualTo("1");
        partner.answers(_ -> Receiver.Answer.of(204));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(acknowledged(retailer.sku(1))).isEqualTo("21"));
        assertThat(figures().stream()
                        .filter(figure -> figure.path("sku").asString().equals(retailer.sku(1)))
                        .map(figure -> figure.path("available").asString())
                        .distinct()
                        .count())
                .as("of twenty changes only a few figures were ever sent")
                .isLessThan(8);
    }

    @Test
    void everythingIsToldAnewWhereAPersonAsksForIt() {
        retailer.receive(hub, "first", retailer.warehouse, 4, List.of(retailer.sku(1)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(acknowledged(retailer.sku(1))).isEqualTo("4"));
        var before = figures().stream()
                .filter(each -> each.path("sku").asString().equals(retailer.sku(1)))
                .count();

        hub.post("/api/v1/feeds/" + channel + "/availability/publish", "").ok();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(figures().stream()
                                .filter(each -> each.path("sku").asString().equals(retailer.sku(1)))
                                .count())
                        .isGreaterThan(before));
    }

    private String acknowledged(String sku) {
        var items = hub.all("/api/v1/feeds/" + channel + "/availability?sku=" + sku);
        return items.isEmpty() ? "" : items.getFirst().path("acknowledged").asString("");
    }

    private List<JsonNode> figures() {
        return partner.taken().stream()
                .map(taken -> taken.event())
                .filter(event -> event.path("command").asString().equals("PublishAvailability"))
                .flatMap(event -> Hub.items(event.path("data").path("figures")))
                .toList();
    }
}
