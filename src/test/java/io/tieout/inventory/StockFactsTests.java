package io.tieout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.inventory.StockMovement.Reason;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class StockFactsTests {

    @Autowired
    Inventory inventory;

    @Autowired
    Catalog catalog;

    @Autowired
    WorkItems workItems;

    @Autowired
    JdbcClient jdbc;

    StockFixture stock;
    final Instant now = Instant.now();

    @BeforeEach
    void places() {
        stock = new StockFixture("FCT", catalog, inventory);
    }

    @Test
    void aMovementCountsOnce() {
        var sku = stock.product();
        var movement = movement(sku, Bucket.ON_HAND, 5, now, "receipt:" + sku);

        inventory.move(List.of(movement));
        inventory.move(List.of(movement, movement));

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(5));
    }

    @Test
    void theSameSourceMayNotSayAnother() {
        var sku = stock.product();
        inventory.move(List.of(movement(sku, Bucket.ON_HAND, 5, now, "receipt:" + sku)));

        assertProblem(
                StockProblem.MOVEMENT_CONFLICT,
                () -> inventory.move(List.of(movement(sku, Bucket.ON_HAND, 6, now, "receipt:" + sku))));
        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(5));
    }

    @Test
    void allMovementsOrNone() {
        var sku = stock.product();

        assertProblem(
                StockProblem.SKU_UNKNOWN,
                () -> inventory.move(List.of(
                        movement(sku, Bucket.ON_HAND, 5, now, "a:" + sku),
                        movement(Sku.of("FCT-unknown"), Bucket.ON_HAND, 5, now, "b:" + sku))));
        assertThat(inventory
                        .positions(new PositionFilter(sku.value(), null), 1, null)
                        .items())
                .isEmpty();
        assertProblem(
                StockProblem.LOCATION_UNKNOWN,
                () -> stock.move(sku, LocationCode.of("FCT-none"), Bucket.ON_HAND, 1, Reason.RECEIPT, null));
        assertProblem(
                StockProblem.QUANTITY_INVALID,
                () -> stock.move(sku, stock.here, Bucket.ON_HAND, 0, Reason.RECEIPT, null));
    }

    @Test
    void aFractionOfAPieceIsRefusedR61() {
        var sku = stock.product();

        assertProblem(
                StockProblem.QUANTITY_INVALID,
                () -> inventory.count(new StockCount(sku, stock.here, Quantity.of("1.5"), now, "count:" + sku, null)));
    }

    @Test
    void goodsOnHoldAreThereButNotPromised() {
        var sku = stock.stocked(5);
        stock.move(sku, stock.here, Bucket.QUALITY_HOLD, 2, Reason.RETURN, null);

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(7));
        assertThat(stock.position(sku).qualityHold()).isEqualTo(Quantity.of(2));
        assertThat(stock.position(sku).availableToPromise()).isEqualTo(Quantity.of(5));
        assertProblem(
                StockProblem.HOLD_EXCEEDED,
                () -> stock.move(sku, stock.here, Bucket.QUALITY_HOLD, -3, Reason.ADJUSTMENT, null));
    }

    @Test
    void goodsInTransitAreNotPromisedR58() {
        var sku = stock.stocked(5);
        stock.move(sku, stock.here, Bucket.IN_TRANSIT, 4, Reason.TRANSFER_OUT, null);

        assertThat(stock.position(sku).inTransit()).isEqualTo(Quantity.of(4));
        assertThat(stock.position(sku).availableToPromise()).isEqualTo(Quantity.of(5));
    }

    @Test
    void aSaleMayTakeOnHandBelowZeroAndAsksForACountR48() {
        var sku = stock.stocked(1);
        stock.move(sku, stock.here, Bucket.ON_HAND, -3, Reason.SALE, null);

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(-2));
        assertThat(stock.position(sku).availableToPromise()).isEqualTo(Quantity.ZERO);
        assertThat(open(StockProblem.BELOW_ZERO, sku)).isTrue();

        inventory.count(new StockCount(sku, stock.here, Quantity.of(4), Instant.now(), "count:" + sku, null));

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(4));
        assertThat(open(StockProblem.BELOW_ZERO, sku)).isFalse();
    }

    @Test
    void aCountLeavesReservationsAndNamesTheShortfallR59() {
        var sku = stock.stocked(10);
        var command = stock.one(sku, 6);
        var reservation = ((ReservationOutcome.Confirmed) inventory.reserve(command)).reservation();

        inventory.count(new StockCount(sku, stock.here, Quantity.of(4), Instant.now(), "count:" + sku, null));

        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(6));
        var item = workItems
                .list(filter(StockProblem.RESERVATION_SHORTFALL, sku), 1, null)
                .items()
                .getFirst();
        assertThat(item.detail()).contains("2 of " + sku, command.key().value());

        inventory.release(reservation, "sourced elsewhere");
        assertThat(open(StockProblem.RESERVATION_SHORTFALL, sku)).isFalse();
    }

    @Test
    void movementsAfterACountAreAppliedOnTopAndEarlierOnesWereSeenByIt() {
        var sku = stock.product();
        var counted = now.minus(Duration.ofHours(2));
        stock.move(sku, stock.here, Bucket.ON_HAND, 10, Reason.OPENING, now.minus(Duration.ofHours(5)));
        stock.move(sku, stock.here, Bucket.ON_HAND, -1, Reason.SALE, now.minus(Duration.ofHours(1)));

        inventory.count(new StockCount(sku, stock.here, Quantity.of(7), counted, "count:" + sku, null));
        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(6));

        stock.move(sku, stock.here, Bucket.ON_HAND, -3, Reason.SALE, now.minus(Duration.ofHours(3)));
        assertThat(stock.position(sku).onHand())
                .as("a sale before the count was missing on the shelf already")
                .isEqualTo(Quantity.of(6));
        stock.move(sku, stock.here, Bucket.ON_HAND, -2, Reason.SALE, now.minus(Duration.ofMinutes(1)));
        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(4));

        assertThat(past(sku, counted, Instant.now()).onHand()).isEqualTo(Quantity.of(7));
        assertThat(past(sku, counted.minusSeconds(1), Instant.now()).onHand()).isEqualTo(Quantity.of(7));
        assertThat(inventory.prove(sku, stock.here).agrees()).isTrue();
    }

    @Test
    void anOlderCountIsHistory() {
        var sku = stock.stocked(10);
        inventory.count(new StockCount(sku, stock.here, Quantity.of(8), now.plusSeconds(60), "new:" + sku, null));
        inventory.count(new StockCount(sku, stock.here, Quantity.of(3), now.plusSeconds(30), "old:" + sku, null));

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(8));
        assertThat(past(sku, now.plusSeconds(30), now.plusSeconds(600)).onHand())
                .isEqualTo(Quantity.of(3));
        assertThat(inventory.prove(sku, stock.here).agrees()).isTrue();
    }

    @Test
    void aCountCountsOnce() {
        var sku = stock.stocked(10);
        var count = new StockCount(sku, stock.here, Quantity.of(8), Instant.now(), "count:" + sku, null);
        inventory.count(count);
        stock.move(
                sku,
                stock.here,
                Bucket.ON_HAND,
                1,
                Reason.RECEIPT,
                Instant.now().plusSeconds(1));
        inventory.count(count);

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(9));
        assertProblem(
                StockProblem.MOVEMENT_CONFLICT,
                () -> inventory.count(
                        new StockCount(sku, stock.here, Quantity.of(7), count.asOf(), count.sourceKey(), null)));
        assertProblem(
                StockProblem.COUNT_IN_FUTURE,
                () -> inventory.count(new StockCount(
                        sku, stock.here, Quantity.of(7), now.plus(Duration.ofDays(1)), "later:" + sku, null)));
    }

    @Test
    void thePastIsToldAsItHappenedAndAsItWasKnown() {
        var sku = stock.product();
        stock.move(sku, stock.here, Bucket.ON_HAND, 10, Reason.OPENING, now.minus(Duration.ofHours(5)));
        var reservation = ((ReservationOutcome.Confirmed) inventory.reserve(stock.one(sku, 4))).reservation();
        var known = Instant.now();
        await().pollInterval(Duration.ofMillis(1)).until(() -> Instant.now().isAfter(known.plusMillis(1)));
        stock.move(sku, stock.here, Bucket.ON_HAND, -1, Reason.SALE, now.minus(Duration.ofHours(4)));
        inventory.release(reservation, "cancelled");

        var anHourAgo = now.minus(Duration.ofHours(1));
        assertThat(past(sku, anHourAgo, Instant.now()).onHand()).isEqualTo(Quantity.of(9));
        assertThat(past(sku, anHourAgo, known).onHand()).isEqualTo(Quantity.of(10));
        assertThat(past(sku, known, known).reserved()).isEqualTo(Quantity.of(4));
        assertThat(past(sku, Instant.now(), Instant.now()).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void theLedgerIsNeverRewritten() {
        var sku = stock.stocked(1);

        assertThatThrownBy(() -> jdbc.sql("update inventory.movement set quantity = 2 where sku = :sku")
                        .param("sku", sku.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from inventory.movement where sku = :sku")
                        .param("sku", sku.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    private boolean open(StockProblem problem, Sku sku) {
        return !workItems.list(filter(problem, sku), 1, null).items().isEmpty();
    }

    private WorkItemFilter filter(StockProblem problem, Sku sku) {
        return new WorkItemFilter(WorkItem.State.OPEN, null, problem.code(), "stock:" + sku + ":" + stock.here);
    }

    private Position past(Sku sku, Instant asOf, Instant knownAt) {
        return inventory
                .positions(new PositionFilter(sku.value(), stock.here.value()), new PastInstant(asOf, knownAt), 1, null)
                .items()
                .getFirst();
    }

    private StockMovement movement(Sku sku, Bucket bucket, long quantity, Instant at, String key) {
        return new StockMovement(sku, stock.here, bucket, Quantity.of(quantity), Reason.RECEIPT, at, key, "1", null);
    }

    private static void assertProblem(StockProblem problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(problem));
    }
}
