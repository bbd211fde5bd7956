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
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Many clients reserve one article; beside it one bare conditional update a commit, one after the other. */
@Component
class HotSkuBench implements Bench {

    private static final int CLIENTS = 32;
    private static final int ROUNDS = 3;
    private static final int ROUND_SECONDS = 6;
    private static final int WARM_UP_SECONDS = 6;
    private static final double RATIO_AIM = 0.8;
    private static final int SCARCE = 500;

    private final Inventory inventory;
    private final Shop shop;
    private final Database database;
    private final AtomicLong keys = new AtomicLong();

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
        shop.stock(0, 1, 100_000_000L);
        database.widen(CLIENTS + 2);
        database.jdbc().sql("create schema bench").update();
        database.jdbc()
                .sql("create table bench.stock (like inventory.position including all) with (fillfactor = 60)")
                .update();
        database.jdbc()
                .sql("insert into bench.stock select * from inventory.position")
                .update();
        log.say("warming up with " + CLIENTS + " clients");
        throughput(WARM_UP_SECONDS, () -> () -> reserve(0));
        ceiling(WARM_UP_SECONDS / 2);
        var ours = new double[ROUNDS];
        var bare = new double[ROUNDS];
        var before = database.work();
        for (var round = 0; round < ROUNDS; round++) {
            ours[round] = throughput(ROUND_SECONDS, () -> () -> reserve(0));
            bare[round] = ceiling(ROUND_SECONDS);
            log.say("round %d: %.0f reservations/s, bare updates %.0f/s"
                    .formatted(round + 1, ours[round], bare[round]));
        }
        var work = database.work().since(before);
        var value = Samples.median(ours);
        var ceiling = Samples.median(bare);
        var oversold = oversold();
        var details = new LinkedHashMap<String, Object>();
        details.put("clients", CLIENTS);
        details.put("aimed ratio", RATIO_AIM);
        details.put("oversold", oversold);
        details.put("commits seen", work.commits());
        return new Figure(value, "reserve/s", ceiling, RATIO_AIM * ceiling, false, oversold == 0, details);
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

    private boolean reserve(int product) {
        var outcome = inventory.reserve(new ReserveStock(
                BusinessKey.of("order:shop:hot-" + keys.incrementAndGet()),
                List.of(new ReserveStock.Line(
                        "1", Sku.of(Shop.sku(product)), LocationCode.of(Shop.WAREHOUSE), Quantity.of(1))),
                null));
        return outcome instanceof ReservationOutcome.Confirmed;
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
