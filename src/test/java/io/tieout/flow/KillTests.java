package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.testing.Receiver;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub's process and, separately, its database's server are killed at random instants under load. Afterwards every message
 * that was confirmed has ended, nothing is lost or doubled, and the proof is clean. How often: ten times each, or fewer on a
 * machine so slow that the time runs out; {@code -Dtieout.kills=} says how many, however long it takes. When: {@code
 * -Dtieout.seed=}.
 */
class KillTests {

    private static final int STOCK = 1_000_000;
    private static final int KILLS = 10;
    private static final int KILLS_MIN = 3;
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Retailer retailer = new Retailer("kill");
    private final List<Retailer.Item> items = List.of(retailer.item(1, 2, "10.00"), retailer.item(2, 1, "5.00"));

    @Test
    void whatWasConfirmedSurvivesEveryKill() {
        var seed = Long.getLong("tieout.seed", System.nanoTime());
        System.out.println("KillTests seed " + seed);
        var random = new Random(seed);
        try (var receiver = new Receiver();
                var process = new HubProcess(folder)) {
            killDuringTheFirstStart(process, random);
            process.start();
            process.awaitReady();
            var hub = process.hub();
            hub.configure(retailer.configuration(2, receiver.url()));
            retailer.receive(hub, "opening", retailer.warehouse, STOCK, List.of(retailer.sku(1), retailer.sku(2)));
            var load = new Load(hub, retailer, items);
            try (load) {
                killAgainAndAgain("the JVM", random, Duration.ofMinutes(2), () -> {
                    process.kill();
                    process.start();
                    process.awaitReady();
                });
                killAgainAndAgain("PostgreSQL", random, Duration.ofMinutes(1), () -> {
                    assertThat(process.killDatabase()).isTrue();
                    process.awaitReady();
                });
                pause(1_000);
            }
            check(hub, load, receiver);
            assertThat(process.command("verify")).startsWith("exit 0\n");
        }
    }

    private static void killAgainAndAgain(String whom, Random random, Duration atMost, Runnable kill) {
        var wished = Integer.getInteger("tieout.kills");
        var deadline = System.nanoTime() + atMost.toNanos();
        var done = 0;
        while (wished == null ? done < KILLS_MIN || done < KILLS && System.nanoTime() < deadline : done < wished) {
            pause(random.nextInt(2_500));
            kill.run();
            done++;
        }
        System.out.println("KillTests: killed " + whom + " " + done + " times");
    }

    /** While the database is made and migrated, too. */
    private static void killDuringTheFirstStart(HubProcess process, Random random) {
        process.start();
        pause(4_000 + random.nextInt(8_000));
        process.kill();
    }

    private void check(Hub hub, Load load, Receiver receiver) {
        System.out.println(
                "KillTests: " + load.orders() + " orders, " + load.accepted().size() + " messages confirmed");
        assertThat(load.accepted()).hasSize(2 * load.orders()).doesNotHaveDuplicates();
        await().atMost(ENDED_WITHIN).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(hub.all("/api/v1/messages?state=received")).isEmpty();
            assertThat(hub.all("/api/v1/messages?state=parked")).isEmpty();
        });
        assertThat(hub.all("/api/v1/messages?state=failed")).isEmpty();
        var processed = hub.all("/api/v1/messages?state=processed").stream()
                .map(message -> message.path("id").asString())
                .toList();
        assertThat(processed).containsAll(load.accepted());

        var orders = hub.all("/api/v1/orders?connection=" + retailer.shop);
        assertThat(orders)
                .hasSize(load.orders())
                .allMatch(order -> order.path("state").asString().equals("SHIPPED"));
        var sold = load.orders();
        for (var line : Map.of(1, 2, 2, 1).entrySet()) {
            var position = hub.get("/api/v1/inventory/positions?sku=" + retailer.sku(line.getKey()) + "&location="
                            + retailer.warehouse)
                    .ok()
                    .path("items")
                    .path(0);
            assertThat(position.path("onHand").asLong()).isEqualTo(STOCK - (long) sold * line.getValue());
            assertThat(position.path("reserved").asLong()).isZero();
        }
        var revenue =
                Retailer.net(items).multiply(BigDecimal.valueOf(sold)).negate().toPlainString();
        await().atMost(ENDED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(hub.balances(retailer.entity)).containsEntry("sales.revenue", revenue));
        await().atMost(ENDED_WITHIN).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            for (var state : List.of("pending", "unknown", "dead")) {
                assertThat(hub.get("/api/v1/deliveries?limit=1&state=" + state)
                                .ok()
                                .path("items"))
                        .isEmpty();
            }
        });
        checkWebhooks(receiver, sold);
    }

    /** At least once, and always as the same message. */
    private void checkWebhooks(Receiver receiver, int orders) {
        var idOf = new HashMap<String, String>();
        for (var call : receiver.taken()) {
            var place = call.event().path("type").asString() + " " + call.key() + " " + call.sequence();
            var before = idOf.putIfAbsent(place, call.id());
            assertThat(before == null || before.equals(call.id())).as(place).isTrue();
        }
        for (var type : List.of("sales-order.released", "fulfilment.requested", "invoice.triggered")) {
            assertThat(idOf.keySet().stream().filter(place -> place.startsWith("io.tieout." + type + ".v1 ")))
                    .as(type)
                    .hasSize(orders);
        }
        assertThat(idOf.values()).doesNotHaveDuplicates();
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
