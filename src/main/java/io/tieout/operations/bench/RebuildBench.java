package io.tieout.operations.bench;

import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** All positions summed up anew from a long ledger and compared with the live ones; beside it the bare sum by one statement. */
@Component
class RebuildBench implements Bench {

    private static final int PRODUCTS = 20_000;
    private static final int MOVEMENTS_AT_ONCE = 2_000;
    private static final int RUNS = 3;
    private static final double AIM_SECONDS = 10;
    private static final long SEED = 20_261_124;

    private final Inventory inventory;
    private final Shop shop;
    private final Database database;
    private final Clock clock;

    RebuildBench(Inventory inventory, Shop shop, Database database, Clock clock) {
        this.inventory = inventory;
        this.shop = shop;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) {
        shop.open(PRODUCTS);
        var movements = settings.value("movements");
        log.say("writing " + movements + " movements, seed " + SEED);
        var began = System.nanoTime();
        write(movements);
        log.say("%.0f movements/s".formatted(movements * 1e9 / (System.nanoTime() - began)));
        database.settle();
        database.jdbc().sql("create schema bench").update();
        var ours = new double[RUNS];
        var bare = new double[RUNS];
        var differences = 0;
        var counted = 0L;
        for (var run = 0; run < RUNS; run++) {
            began = System.nanoTime();
            var report = inventory.rebuild();
            ours[run] = (System.nanoTime() - began) / 1e9;
            differences += report.differences().size();
            counted = report.movements();
            bare[run] = ceiling();
            log.say("run %d: %.2f s, bare sum %.2f s".formatted(run + 1, ours[run], bare[run]));
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("movements", counted);
        details.put("positions", PRODUCTS);
        details.put("positions that differ from the live ones", differences);
        return new Figure(
                Samples.median(ours),
                "s",
                Samples.median(bare),
                AIM_SECONDS,
                true,
                differences == 0 && counted == movements,
                details);
    }

    private void write(int movements) {
        var random = new Random(SEED);
        var now = clock.instant();
        for (var from = 0; from < movements; from += MOVEMENTS_AT_ONCE) {
            var source = "bench:" + from;
            inventory.move(IntStream.range(from, Math.min(movements, from + MOVEMENTS_AT_ONCE))
                    .mapToObj(number -> new StockMovement(
                            Sku.of(Shop.sku(random.nextInt(PRODUCTS))),
                            LocationCode.of(Shop.WAREHOUSE),
                            StockMovement.Bucket.ON_HAND,
                            Quantity.of(1 + random.nextInt(9)),
                            StockMovement.Reason.OPENING,
                            now,
                            source,
                            Integer.toString(number),
                            null))
                    .toList());
        }
    }

    private double ceiling() {
        var jdbc = database.jdbc();
        jdbc.sql("drop table if exists bench.rebuilt").update();
        jdbc.sql("create table bench.rebuilt (sku text, location text, on_hand numeric)")
                .update();
        var began = System.nanoTime();
        jdbc.sql("""
                        insert into bench.rebuilt
                        select sku, location, sum(quantity) from inventory.movement group by sku, location""").update();
        return (System.nanoTime() - began) / 1e9;
    }
}
