package io.tieout.operations.bench;

import io.tieout.inventory.Inventory;
import io.tieout.inventory.PositionFilter;
import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Many clients reserve one article, cancel some and ship the others; beside it one bare conditional update a commit, one after
 * the other.
 */
@Component
class HotSkuBench implements Bench {

    private static final int CLIENTS = 32;
    private static final int ROUNDS = 3;
    private static final int ROUND_SECONDS = 6;
    private static final int WARM_UP_SECONDS = 6;
    private static final double RATIO_AIM = 3;
    private static final int SCARCE = 500;
    private static final long UNITS = 100_000_000L;

    private final Inventory inventory;
    private final Shop shop;
    private final Database database;
    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong shipped = new AtomicLong();
    private Samples times = new Samples();

    HotSkuBench(Inventory inventory, Shop shop, Database database) {
        this.inventory = inventory;
        this.shop = shop;
        this.database = database;
    }

    @Override
    public String name() {
        return "hot-sku";
    }

    /** One client's call. */
    private interface Call {
        /** @return whether it got what it wanted */
        boolean run() throws SQLException;
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) throws Exception {
        shop.open(2);
        shop.stock(0, 1, UNITS);
        database.widen(CLIENTS + 2);
        database.jdbc().sql("create schema bench").update();
        database.jdbc()
                .sql("create table bench.stock (like inventory.position including all) with (fillfactor = 60)")
                .update();
        database.jdbc().sql("""
                        insert into bench.stock (sku, location, on_hand, changed_at)
                        select sku, location, on_hand, changed_at from inventory.position""").update();
        log.say("warming up with " + CLIENTS + " clients");
        throughput(WARM_UP_SECONDS, this::mixed);
        ceiling(WARM_UP_SECONDS / 2);
        database.settle(); // plans that were made while the tables were empty end here
        var ours = new double[ROUNDS];
        var bare = new double[ROUNDS];
        times = new Samples();
        var before = database.work();
        for (var round = 0; round < ROUNDS; round++) {
            ours[round] = throughput(ROUND_SECONDS, this::mixed);
            bare[round] = ceiling(ROUND_SECONDS);
            log.say("round %d: %.0f changes/s, bare updates %.0f/s".formatted(round + 1, ours[round], bare[round]));
        }
        var work = database.work().since(before);
        var value = Samples.median(ours);
        var ceiling = Samples.median(bare);
        var wrong = wrong();
        var oversold = oversold();
        var details = new LinkedHashMap<String, Object>();
        details.put("clients", CLIENTS);
        details.put("aimed ratio", RATIO_AIM);
        details.put("p50 ms", times.percentile(0.5));
        details.put("p99 ms", times.percentile(0.99));
        details.put("reserved, cancelled, shipped", reserved + ", " + cancelled + ", " + shipped);
        details.put("figures that differ from what clients did", wrong);
        details.put("oversold", oversold);
        details.put("commits seen", work.commits());
        return new Figure(
                value, "changes/s", ceiling, RATIO_AIM * ceiling, false, oversold == 0 && wrong == 0, details);
    }

    /** Makes one client's call, on its own thread, with what that client keeps. */
    private interface Client {
        Call open() throws SQLException;
    }

    private static double throughput(int seconds, Client client) throws Exception {
        var done = new AtomicLong();
        var failure = new Exception[1];
        var began = System.nanoTime();
        var end = began + seconds * 1_000_000_000L;
        var threads = new Thread[CLIENTS];
        for (var index = 0; index < CLIENTS; index++) {
            threads[index] = Thread.ofPlatform().name("client-" + index).start(() -> {
                try {
                    var call = client.open();
                    while (System.nanoTime() < end) {
                        if (call.run()) {
                            done.incrementAndGet();
                        }
                    }
                } catch (SQLException | RuntimeException broken) {
                    failure[0] = broken;
                }
            });
        }
        for (var thread : threads) {
            thread.join();
        }
        if (failure[0] != null) {
            throw failure[0];
        }
        return done.get() * 1e9 / (System.nanoTime() - began);
    }

    /** One client reserves a unit and then ships it, or, once in four times, cancels; each call is one change. */
    private Call mixed() {
        var held = new UUID[1];
        var calls = new long[1];
        return () -> {
            var began = System.nanoTime();
            if (held[0] == null) {
                held[0] = reserved(0);
                reserved.incrementAndGet();
            } else if (calls[0]++ % 4 == 0) {
                inventory.release(held[0], "bench");
                held[0] = null;
                cancelled.incrementAndGet();
            } else {
                inventory.consume(
                        held[0], LocationCode.of(Shop.WAREHOUSE), Map.of("1", Quantity.of(1)), "bench:" + held[0]);
                held[0] = null;
                shipped.incrementAndGet();
            }
            times.addNanos(System.nanoTime() - began);
            return true;
        };
    }

    /** By how much the position differs from what the clients were told. */
    private long wrong() {
        var sku = Sku.of(Shop.sku(0));
        var proof = inventory.prove(sku, LocationCode.of(Shop.WAREHOUSE));
        var position = proof.kept();
        return Math.abs(position.onHand().value().longValueExact() - (UNITS - shipped.get()))
                + Math.abs(position.reserved().value().longValueExact()
                        - (reserved.get() - cancelled.get() - shipped.get()))
                + (proof.agrees() ? 0 : 1);
    }

    private boolean reserve(int product) {
        return reserved(product) != null;
    }

    private @Nullable UUID reserved(int product) {
        var outcome = inventory.reserve(new ReserveStock(
                BusinessKey.of("order:shop:hot-" + keys.incrementAndGet()),
                List.of(new ReserveStock.Line(
                        "1", Sku.of(Shop.sku(product)), LocationCode.of(Shop.WAREHOUSE), Quantity.of(1))),
                null));
        return outcome instanceof ReservationOutcome.Confirmed(var reservation) ? reservation : null;
    }

    private double ceiling(int seconds) throws Exception {
        var connections = new Connection[CLIENTS];
        try {
            for (var index = 0; index < CLIENTS; index++) {
                connections[index] = database.connect();
            }
            var next = new AtomicLong();
            return throughput(seconds, () -> update(connections[(int) next.getAndIncrement()]));
        } finally {
            for (var connection : connections) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
    }

    private static Call update(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement("""
                update bench.stock set reserved = reserved + 1
                where sku = ? and location = ? and on_hand - reserved - quality_hold - safety_stock >= 1
                """);
        statement.setString(1, Shop.sku(0));
        statement.setString(2, Shop.WAREHOUSE);
        return () -> statement.executeUpdate() == 1;
    }

    /** All clients fight for less than they want: who got some must be exactly what there was. */
    private long oversold() throws Exception {
        shop.stock(1, 2, SCARCE);
        var confirmed = new AtomicLong();
        throughput(3, () -> () -> {
            var got = reserve(1);
            if (got) {
                confirmed.incrementAndGet();
            }
            return got;
        });
        var position = inventory
                .positions(new PositionFilter(Shop.sku(1), Shop.WAREHOUSE), 1, null)
                .items()
                .getFirst();
        var kept = position.reserved().value().longValueExact();
        return Math.max(confirmed.get() - SCARCE, 0) + Math.abs(kept - confirmed.get());
    }
}
