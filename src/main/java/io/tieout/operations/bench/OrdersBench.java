package io.tieout.operations.bench;

import io.tieout.operations.IntegrityProof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The main flow under load: signed webhooks of a shop in, reserved and released, the hub's own webhook out, all through a hub
 * in a process of its own with the product's defaults. First the most that it bears is found with a fixed number of orders
 * under way; then four fifths of that are sent evenly, so that the times told are those of a hub that keeps up.
 */
@Component
class OrdersBench implements Bench {

    private static final int PRODUCTS = 10_000;
    private static final long STOCK = 1_000_000;
    private static final int WARM_UP_SECONDS = 60;
    private static final int PROBE_SECONDS = 20;
    private static final int UNDER_WAY = 64;
    private static final double SHARE = 0.8;
    private static final double AIM = 250;
    private static final int CEILING_SECONDS = 12;

    private final Shop shop;
    private final Database database;
    private final IntegrityProof proof;
    private final Path data;

    OrdersBench(Shop shop, Database database, IntegrityProof proof, @Value("${tieout.data}") Path data) {
        this.shop = shop;
        this.database = database;
        this.proof = proof;
        this.data = data;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) throws Exception {
        log.say(PRODUCTS + " products with stock");
        shop.open(PRODUCTS);
        shop.stock(0, PRODUCTS, STOCK);
        database.settle();
        var load = new OrderLoad[1];
        try (var receiver = new Receiver(id -> load[0].released(id))) {
            shop.apply("""
                    destinations:
                      - {code: receiver, adapter: webhook, entity: DE01, url: "%s", allowInternal: true, secret: "%s"}
                    """.formatted(receiver.url(), Receiver.secret()));
            try (var hub = Hub.start(environment())) {
                load[0] = new OrderLoad(hub.awaitReady(Duration.ofMinutes(3)), PRODUCTS);
                return flow(settings, log, load[0], receiver, hub);
            }
        }
    }

    /** The hub's database is this process's own, so that both see the same. */
    private Map<String, String> environment() throws Exception {
        var address = database.address();
        return Map.of(
                "TIEOUT_PORT", "0",
                "TIEOUT_DATA", data.toAbsolutePath().toString(),
                "TIEOUT_DB_URL", address[0],
                "TIEOUT_DB_USER", address[1],
                "TIEOUT_DB_PASSWORD", address[2]);
    }

    private Figure flow(BenchSettings settings, Log log, OrderLoad load, Receiver receiver, Hub hub) throws Exception {
        log.say("warming up, then the most that it bears with " + UNDER_WAY + " orders under way");
        load.most(WARM_UP_SECONDS, UNDER_WAY);
        var most = load.most(PROBE_SECONDS, UNDER_WAY);
        load.drain(Duration.ofSeconds(30));
        var rate = settings.value("rate") > 0 ? settings.value("rate") : Math.max(10, Math.floor(most * SHARE));
        var seconds = settings.value("seconds");
        log.say("%.0f orders/s at most; %.0f orders/s for %d s".formatted(most, rate, seconds));
        var backlogs = new ArrayList<Long>();
        var work = database.work();
        var cpu = hub.cpu();
        var deliveredBefore = load.delivered();
        var began = System.nanoTime();
        var first = load.steady(seconds, rate, () -> {
            backlogs.add(load.backlog());
            if (backlogs.size() % 30 == 0) {
                log.say("%d s, backlog %d".formatted(backlogs.size(), load.backlog()));
            }
        });
        var value = (load.delivered() - deliveredBefore) * 1e9 / (System.nanoTime() - began);
        var backlog = load.backlog();
        var drained = load.drain(Duration.ofSeconds(60));
        var orders = load.sent() - first;
        var spent = hub.cpu().minus(cpu);
        var done = database.work().since(work);
        var details = new LinkedHashMap<String, Object>();
        var latencies = load.latencies(first);
        details.put(
                "accepted to delivered ms",
                "p50 %.0f, p99 %.0f".formatted(latencies.percentile(0.5), latencies.percentile(0.99)));
        details.put(
                "accepted within ms",
                "p50 %.0f, p99 %.0f"
                        .formatted(
                                load.acceptance().percentile(0.5),
                                load.acceptance().percentile(0.99)));
        details.put("most with " + UNDER_WAY + " under way", "%.0f orders/s".formatted(most));
        details.put("backlog", "%s, %d at the end".formatted(quarters(backlogs), backlog));
        details.put(
                "per order",
                "%.1f commits, %.1f KB of WAL, %.0f rows inserted, %.0f updated, %.1f ms of the hub's CPU"
                        .formatted(
                                (double) done.commits() / orders,
                                done.walBytes() / 1024.0 / orders,
                                (double) done.inserted() / orders,
                                (double) done.updated() / orders,
                                spent.toNanos() / 1e6 / orders));
        details.put("not accepted", load.failed() == 0 ? "0" : load.failed() + ", such as " + load.failure());
        details.put("webhooks", receiver.received() + " received, " + receiver.badlySigned() + " badly signed");
        hub.close();
        var flat = backlog <= rate;
        var report = proof.run();
        details.put("proof", report.ok() ? "clean" : violations(report));
        log.say("the ceiling: one hand-written transaction an order");
        database.widen(12);
        var ceiling = new OrderCeiling(database, PRODUCTS).measure(CEILING_SECONDS);
        var sound = flat && drained && report.ok() && load.failed() == 0 && receiver.badlySigned() == 0;
        return new Figure(value, "orders/s", ceiling, AIM, false, sound, details);
    }

    /** The backlog at each quarter of the time: flat, or growing. */
    private static List<Long> quarters(List<Long> backlogs) {
        var size = backlogs.size();
        return size < 4
                ? backlogs
                : List.of(
                        backlogs.get(size / 4), backlogs.get(size / 2), backlogs.get(size * 3 / 4), backlogs.getLast());
    }

    private static String violations(IntegrityProof.Report report) {
        var failed = report.checks().stream().filter(check -> !check.ok()).toList();
        return failed.size() + " checks failed, such as " + failed.getFirst().id() + ": "
                + failed.getFirst().violations().getFirst();
    }
}
