package io.tieout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.inventory.ReservationOutcome.Confirmed;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.inventory.StockMovement.Reason;
import io.tieout.inventory.StockSnapshot.Contained;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Random interleavings of everything that stock can go through, in several threads, against a model of a few lines. Each
 * thread has a SKU of its own, of which the model knows every figure after every step; all fight for one more, of which the
 * sum of what each was told must be what there is in the end.
 */
@IntegrationTest
class StockInterleavingTests {

    private static final int STEPS = 120;
    private static final ConnectionCode SHOP = ConnectionCode.of("interleaving");

    @Autowired
    Inventory inventory;

    @Autowired
    StopSales stopSales;

    @Autowired
    Transfers transfers;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private static final class Held {
        final UUID id;
        LocationCode at;
        long left;
        long absorbed;

        Held(UUID id, LocationCode at, long left) {
            this.id = id;
            this.at = at;
            this.left = left;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whateverComesInWhateverOrderTheFiguresAreTheModels(int threads) throws Exception {
        var seed = Long.getLong("tieout.seed", 20_261_124L);
        System.out.println("StockInterleavingTests: seed " + seed + ", threads " + threads);
        var stock = new StockFixture("ILV" + threads, catalog, inventory);
        var shared = stock.stocked(20);
        var sharedOnHand = new AtomicLong(20);
        var sharedReserved = new AtomicLong();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var runs = pool.invokeAll(IntStream.range(0, threads)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        new Run(stock, new Random(seed + number), shared, sharedOnHand, sharedReserved, seed).steps();
                        return null;
                    })
                    .toList());
            for (var run : runs) {
                run.get();
            }
        }
        var position = stock.position(shared);
        assertThat(position.onHand()).as("seed %s", seed).isEqualTo(Quantity.of(sharedOnHand.get()));
        assertThat(position.reserved()).as("seed %s", seed).isEqualTo(Quantity.of(sharedReserved.get()));
        assertThat(inventory.prove(shared, stock.here).agrees()).isTrue();
        assertThat(inventory.rebuild().differences().stream()
                        .filter(difference -> difference.kept().sku().value().startsWith("ILV" + threads + "-")))
                .isEmpty();
    }

    /** One thread's steps and its model. */
    private final class Run {
        private final StockFixture stock;
        private final Random random;
        private final Sku shared;
        private final AtomicLong sharedOnHand;
        private final AtomicLong sharedReserved;
        private final long seed;
        private final Sku sku;
        private final Map<LocationCode, Long> onHand = new HashMap<>();
        private final Map<LocationCode, Long> inTransit = new HashMap<>();
        private final Map<LocationCode, Long> customers = new HashMap<>();
        private final List<Held> held = new ArrayList<>();
        private boolean stopped;

        Run(
                StockFixture stock,
                Random random,
                Sku shared,
                AtomicLong sharedOnHand,
                AtomicLong sharedReserved,
                long seed) {
            this.stock = stock;
            this.random = random;
            this.shared = shared;
            this.sharedOnHand = sharedOnHand;
            this.sharedReserved = sharedReserved;
            this.seed = seed;
            this.sku = stock.product();
        }

        void steps() {
            for (var step = 0; step < STEPS; step++) {
                var what = random.nextInt(12);
                var place = random.nextBoolean() ? stock.here : stock.there;
                var quantity = 1L + random.nextInt(6);
                step(what, place, quantity);
                onTheShared(quantity);
                compare("seed %d, step %d, what %d".formatted(seed, step, what));
            }
        }

        private void step(int what, LocationCode place, long quantity) {
            switch (what) {
                case 0, 1 -> moved(place, Bucket.ON_HAND, quantity, onHand);
                case 2 -> moved(place, Bucket.ON_HAND, -quantity, onHand);
                case 3 -> moved(place, Bucket.CUSTOMER_OWNED, quantity, customers);
                case 4, 5 -> reserve(place, quantity);
                case 6 -> any().ifPresent(this::consume);
                case 7 -> any().ifPresent(this::release);
                case 8 -> any().ifPresent(this::relocate);
                case 9 -> count(place, 5 + quantity);
                case 10 -> snapshot(place);
                default -> {
                    if (random.nextInt(3) == 0) {
                        stop();
                    } else {
                        transfer(place, quantity);
                    }
                }
            }
        }

        private void moved(LocationCode place, Bucket bucket, long quantity, Map<LocationCode, Long> figure) {
            stock.move(sku, place, bucket, quantity, Reason.ADJUSTMENT, null);
            figure.merge(place, quantity, Long::sum);
        }

        private long reserved(LocationCode place) {
            return held.stream()
                    .filter(one -> one.at.equals(place))
                    .mapToLong(one -> one.left - one.absorbed)
                    .sum();
        }

        private long available(LocationCode place) {
            var free = onHand.getOrDefault(place, 0L) - reserved(place);
            return stopped ? Math.min(free, 0) : free;
        }

        private java.util.Optional<Held> any() {
            return held.isEmpty()
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(held.get(random.nextInt(held.size())));
        }

        private void reserve(LocationCode place, long quantity) {
            var outcome = inventory.reserve(new ReserveStock(
                    stock.key(), List.of(new ReserveStock.Line("1", sku, place, Quantity.of(quantity))), null));
            assertThat(outcome instanceof Confirmed).as("seed %s", seed).isEqualTo(available(place) >= quantity);
            if (outcome instanceof Confirmed(var id)) {
                held.add(new Held(id, place, quantity));
            }
        }

        private void consume(Held one) {
            var part = 1 + random.nextLong(one.left);
            var source = stock.key().value();
            for (var repeat = 0; repeat < 2; repeat++) {
                if (part < one.left || repeat == 0) {
                    inventory.consume(one.id, one.at, Map.of("1", Quantity.of(part)), source);
                }
            }
            var contained = Math.min(part, one.absorbed);
            onHand.merge(one.at, contained - part, Long::sum);
            one.absorbed -= contained;
            one.left -= part;
            held.removeIf(gone -> gone.left == 0);
        }

        private void release(Held one) {
            inventory.release(one.id, "test");
            onHand.merge(one.at, one.absorbed, Long::sum);
            held.remove(one);
        }

        private void relocate(Held one) {
            var to = one.at.equals(stock.here) ? stock.there : stock.here;
            var enough = available(to) >= one.left;
            var outcome = inventory.relocate(one.id, Set.of(), to);
            assertThat(outcome instanceof Confirmed).as("seed %s", seed).isEqualTo(enough);
            if (enough) {
                onHand.merge(one.at, one.absorbed, Long::sum);
                one.absorbed = 0;
                one.at = to;
            }
        }

        private void count(LocationCode place, long counted) {
            inventory.count(
                    new StockCount(sku, place, Quantity.of(counted), Instant.now(), "count:" + Ids.next(), null));
            onHand.put(place, counted);
            at(place).forEach(one -> one.absorbed = 0);
        }

        /** The source has subtracted some of what waits there, and reports what is left by its own reckoning. */
        private void snapshot(LocationCode place) {
            var contained = at(place).stream().filter(_ -> random.nextBoolean()).toList();
            var figure = (long) random.nextInt(15) - 2;
            inventory.snapshot(new StockSnapshot(
                    place,
                    Instant.now(),
                    "erp",
                    "snapshot:" + Ids.next(),
                    List.of(new StockSnapshot.Item(sku, Quantity.of(figure))),
                    new Contained(
                            false,
                            contained.stream().map(one -> one.id.toString()).collect(Collectors.toSet())),
                    null));
            onHand.put(place, figure);
            at(place).forEach(one -> one.absorbed = contained.contains(one) ? one.left : 0);
        }

        private List<Held> at(LocationCode place) {
            return held.stream().filter(one -> one.at.equals(place)).toList();
        }

        private void stop() {
            if (stopped) {
                stopSales.inForce(sku).forEach(stop -> stopSales.lift(stop.id(), Actor.system("test")));
            } else {
                stopSales.stop(sku, null, "test", null, Actor.system("test"));
            }
            stopped = !stopped;
        }

        private void transfer(LocationCode from, long quantity) {
            var to = from.equals(stock.here) ? stock.there : stock.here;
            var reference = Ids.next().toString();
            transfers.send(new SendTransfer(
                    reference, from, to, Map.of(sku, Quantity.of(quantity)), Instant.now(), null, null));
            onHand.merge(from, -quantity, Long::sum);
            inTransit.merge(to, quantity, Long::sum);
            var arrived = random.nextLong(quantity + 1);
            if (arrived > 0) {
                var receipt = new ReceiveTransfer(
                        reference, "1", Map.of(sku, Quantity.of(arrived)), Instant.now(), false, null);
                transfers.receive(receipt);
                transfers.receive(receipt);
                inTransit.merge(to, -arrived, Long::sum);
                onHand.merge(to, arrived, Long::sum);
            }
        }

        private void onTheShared(long quantity) {
            var line = List.of(new ReserveStock.Line("1", shared, stock.here, Quantity.of(quantity)));
            if (inventory.reserve(new ReserveStock(stock.key(), line, null)) instanceof Confirmed(var id)) {
                sharedReserved.addAndGet(quantity);
                if (random.nextBoolean()) {
                    inventory.release(id, "test");
                } else {
                    inventory.consume(
                            id,
                            stock.here,
                            Map.of("1", Quantity.of(quantity)),
                            stock.key().value());
                    sharedOnHand.addAndGet(-quantity);
                    stock.move(shared, stock.here, Bucket.ON_HAND, quantity, Reason.RECEIPT, null);
                    sharedOnHand.addAndGet(quantity);
                }
                sharedReserved.addAndGet(-quantity);
            }
            assertThat(stock.position(shared).availableToPromise().isNegative()).isFalse();
        }

        private void compare(String when) {
            var promised = 0L;
            for (var place : List.of(stock.here, stock.there)) {
                promised += Math.max(available(place), 0);
                var positions = inventory.positions(new PositionFilter(sku.value(), place.value()), 1, null);
                if (positions.items().isEmpty()) {
                    continue;
                }
                var position = positions.items().getFirst();
                assertThat(List.of(
                                position.onHand(),
                                position.reserved(),
                                position.inTransit(),
                                position.customerOwned(),
                                position.availableToPromise()))
                        .as(when)
                        .containsExactly(
                                Quantity.of(onHand.getOrDefault(place, 0L)),
                                Quantity.of(reserved(place)),
                                Quantity.of(inTransit.getOrDefault(place, 0L)),
                                Quantity.of(customers.getOrDefault(place, 0L)),
                                Quantity.of(Math.max(available(place), 0)));
                assertThat(inventory.prove(sku, place).agrees()).as(when).isTrue();
            }
            assertThat(inventory.published(SHOP, List.of(sku)).get(sku).quantity())
                    .as(when)
                    .isEqualTo(Quantity.of(promised));
            for (var one : held) {
                var lines = inventory.reservation(one.id).orElseThrow().lines();
                assertThat(lines.stream()
                                .map(line ->
                                        line.quantity().minus(line.consumed()).minus(line.released()))
                                .reduce(Quantity.ZERO, Quantity::plus))
                        .as(when)
                        .isEqualTo(Quantity.of(one.left));
            }
        }
    }

    @Test
    void aFigureThatWasChangedByHandIsFoundByARebuild() {
        var stock = new StockFixture("RBD", catalog, inventory);
        var sku = stock.stocked(5);

        transactions.executeWithoutResult(status -> {
            jdbc.sql("update inventory.position set on_hand = 6 where sku = :sku")
                    .param("sku", sku.value())
                    .update();
            assertThat(inventory.rebuild().differences())
                    .filteredOn(difference -> difference.kept().sku().equals(sku))
                    .singleElement()
                    .satisfies(difference -> {
                        assertThat(difference.kept().onHand()).isEqualTo(Quantity.of(6));
                        assertThat(difference.rebuilt().onHand()).isEqualTo(Quantity.of(5));
                    });
            status.setRollbackOnly();
        });
    }
}
