package io.tieout.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.inventory.ReservationOutcome.Confirmed;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.inventory.StockMovement.Reason;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Random commands, many of them repeats or wrong, against a model of a few lines: the two must agree after each. */
@IntegrationTest
class StockModelTests {

    private static final int STEPS = 400;

    @Autowired
    Inventory inventory;

    @Autowired
    Catalog catalog;

    @Autowired
    List<IntegrityCheck> checks;

    private record Place(Sku sku, LocationCode location) {}

    /** What is left of a reservation's only line. */
    private static final class Held {
        final UUID id;
        final Place place;
        long left;

        Held(UUID id, Place place, long left) {
            this.id = id;
            this.place = place;
            this.left = left;
        }
    }

    @Test
    void stockIsConservedWhateverComes() {
        var seed = Long.getLong("tieout.seed", 20_261_123L);
        var random = new Random(seed);
        System.out.println("StockModelTests: seed " + seed);
        var stock = new StockFixture("MDL", catalog, inventory);
        var skus = List.of(stock.product(), stock.product());
        var onHand = new HashMap<Place, Long>();
        var reserved = new HashMap<Place, Long>();
        var held = new ArrayList<Held>();

        for (var step = 0; step < STEPS; step++) {
            var place = new Place(skus.get(random.nextInt(2)), random.nextBoolean() ? stock.here : stock.there);
            var quantity = 1L + random.nextInt(5);
            var there = onHand.getOrDefault(place, 0L);
            var promised = reserved.getOrDefault(place, 0L);
            switch (random.nextInt(6)) {
                case 0 -> {
                    stock.move(place.sku(), place.location(), Bucket.ON_HAND, quantity, Reason.RECEIPT, null);
                    onHand.put(place, there + quantity);
                }
                case 1 -> {
                    stock.move(place.sku(), place.location(), Bucket.ON_HAND, -quantity, Reason.SALE, null);
                    onHand.put(place, there - quantity);
                }
                case 2, 3 -> {
                    var command = new ReserveStock(
                            stock.key(),
                            List.of(new ReserveStock.Line("1", place.sku(), place.location(), Quantity.of(quantity))),
                            null);
                    var outcome = inventory.reserve(command);
                    assertThat(outcome instanceof Confirmed)
                            .as("seed %s step %s", seed, step)
                            .isEqualTo(there - promised >= quantity);
                    if (outcome instanceof Confirmed confirmed) {
                        assertThat(inventory.reserve(command)).isEqualTo(outcome);
                        held.add(new Held(confirmed.reservation(), place, quantity));
                        reserved.put(place, promised + quantity);
                    }
                }
                case 4 -> {
                    if (!held.isEmpty()) {
                        var one = held.get(random.nextInt(held.size()));
                        consume(one, quantity, stock.key().value(), onHand, reserved);
                    }
                }
                default -> {
                    if (!held.isEmpty()) {
                        var one = held.remove(random.nextInt(held.size()));
                        inventory.release(one.id, "test");
                        reserved.merge(one.place, -one.left, Long::sum);
                    }
                }
            }
            assertAgree(stock, onHand, reserved, "seed " + seed + " step " + step);
        }
        checks.stream()
                .filter(check -> check.id().startsWith("stock."))
                .forEach(check ->
                        assertThat(check.check().violations()).as(check.id()).isEmpty());
    }

    private void consume(
            Held one, long quantity, String sourceKey, Map<Place, Long> onHand, Map<Place, Long> reserved) {
        Map<String, Quantity> quantities = Map.of("1", Quantity.of(quantity));
        try {
            inventory.consume(one.id, one.place.location(), quantities, sourceKey);
            inventory.consume(one.id, one.place.location(), quantities, sourceKey);
            assertThat(quantity).isLessThanOrEqualTo(one.left);
            one.left -= quantity;
            onHand.merge(one.place, -quantity, Long::sum);
            reserved.merge(one.place, -quantity, Long::sum);
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(StockProblem.RESERVATION_EXCEEDED);
            assertThat(quantity).isGreaterThan(one.left);
        }
    }

    private void assertAgree(StockFixture stock, Map<Place, Long> onHand, Map<Place, Long> reserved, String when) {
        onHand.forEach((place, quantity) -> {
            var position = stock.position(place.sku(), place.location());
            assertThat(position.onHand()).as(when).isEqualTo(Quantity.of(quantity));
            assertThat(position.reserved()).as(when).isEqualTo(Quantity.of(reserved.getOrDefault(place, 0L)));
            assertThat(inventory.prove(place.sku(), place.location()).agrees())
                    .as(when)
                    .isTrue();
        });
    }
}
