package io.tieout.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.catalog.Catalog;
import io.tieout.inventory.ReservationOutcome.Confirmed;
import io.tieout.inventory.ReservationOutcome.Rejected;
import io.tieout.inventory.ReservationOutcome.Shortage;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.testing.IntegrationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class ReservationTests {

    @Autowired
    Inventory inventory;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    StockFixture stock;

    @BeforeEach
    void places() {
        stock = new StockFixture("RSV", catalog, inventory);
    }

    @Test
    void reservesAllLinesOrNone() {
        var plenty = stock.stocked(10);
        var scarce = stock.stocked(1);

        var outcome = inventory.reserve(
                new ReserveStock(stock.key(), List.of(stock.line("1", plenty, 2), stock.line("2", scarce, 2)), null));

        assertThat(outcome)
                .isEqualTo(new Rejected(List.of(new Shortage(scarce, stock.here, Quantity.of(2), Quantity.of(1)))));
        assertThat(stock.position(plenty).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(stock.position(scarce).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void linesOfOnePositionAreSummedR41() {
        var sku = stock.stocked(3);

        var outcome = inventory.reserve(
                new ReserveStock(stock.key(), List.of(stock.line("1", sku, 2), stock.line("2", sku, 2)), null));

        assertThat(outcome)
                .isEqualTo(new Rejected(List.of(new Shortage(sku, stock.here, Quantity.of(4), Quantity.of(3)))));
    }

    @Test
    void aSkuWithoutPositionIsShort() {
        var sku = stock.product();

        assertThat(inventory.reserve(stock.one(sku, 1)))
                .isEqualTo(new Rejected(List.of(new Shortage(sku, stock.here, Quantity.of(1), Quantity.ZERO))));
    }

    @Test
    void theSameKeyAndLinesGiveTheSameReservation() {
        var sku = stock.stocked(5);
        var command = stock.one(sku, 3);

        var first = inventory.reserve(command);
        var second = inventory.reserve(command); // by now only 2 are left, which must not matter

        assertThat(second).isEqualTo(first).isInstanceOf(Confirmed.class);
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(3));
    }

    @Test
    void theSameKeyAfterItsGoodsLeftGivesTheSameReservation() {
        var sku = stock.stocked(5);
        var command = stock.one(sku, 3);
        var first = confirmed(command);
        inventory.consume(
                first, stock.here, Map.of("1", Quantity.of(3)), stock.key().value());

        assertThat(inventory.reserve(command)).isEqualTo(new Confirmed(first));
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void theSameKeyAfterReleaseReservesAnew() {
        var sku = stock.stocked(5);
        var command = stock.one(sku, 3);
        var first = confirmed(command);
        inventory.release(first, "cancelled");

        assertThat(confirmed(command)).isNotEqualTo(first);
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(3));
    }

    @Test
    void theSameKeyWithOtherLinesIsRefused() {
        var sku = stock.stocked(5);
        var command = stock.one(sku, 3);
        inventory.reserve(command);

        assertProblem(
                StockProblem.RESERVATION_KEY_REUSED,
                () -> inventory.reserve(new ReserveStock(command.key(), List.of(stock.line("1", sku, 1)), null)));
    }

    @Test
    void aQuantityThatIsNotPositiveIsRefused() {
        var sku = stock.stocked(5);

        assertProblem(StockProblem.QUANTITY_INVALID, () -> inventory.reserve(stock.one(sku, 0)));
        assertProblem(StockProblem.QUANTITY_INVALID, () -> inventory.reserve(stock.one(sku, -1)));
    }

    @Test
    void goodsThatLeaveTakeTheirReservationAlong() {
        var sku = stock.stocked(5);
        var reservation = confirmed(stock.one(sku, 3));

        inventory.consume(reservation, stock.here, Map.of("1", Quantity.of(2)), "shipment:" + reservation);
        inventory.consume(reservation, stock.here, Map.of("1", Quantity.of(2)), "shipment:" + reservation);

        var position = stock.position(sku);
        assertThat(position.onHand()).isEqualTo(Quantity.of(3));
        assertThat(position.reserved()).isEqualTo(Quantity.of(1));
        assertThat(position.availableToPromise()).isEqualTo(Quantity.of(2));
    }

    @Test
    void moreThanReservedIsNotConsumed() {
        var sku = stock.stocked(5);
        var reservation = confirmed(stock.one(sku, 3));

        assertProblem(
                StockProblem.RESERVATION_EXCEEDED,
                () -> inventory.consume(
                        reservation,
                        stock.here,
                        Map.of("1", Quantity.of(4)),
                        stock.key().value()));
    }

    @Test
    void goodsDoNotLeaveFromAnotherLocationR43() {
        var sku = stock.stocked(5);
        var reservation = confirmed(stock.one(sku, 3));

        assertProblem(
                StockProblem.RESERVATION_ELSEWHERE,
                () -> inventory.consume(
                        reservation,
                        stock.there,
                        Map.of("1", Quantity.of(1)),
                        stock.key().value()));
        assertProblem(
                StockProblem.RESERVATION_LINE_UNKNOWN,
                () -> inventory.consume(
                        reservation,
                        stock.here,
                        Map.of("2", Quantity.of(1)),
                        stock.key().value()));
    }

    @Test
    void aPartIsGivenBackByLineR37() {
        var one = stock.stocked(5);
        var two = stock.stocked(5);
        var reservation = confirmed(
                new ReserveStock(stock.key(), List.of(stock.line("1", one, 3), stock.line("2", two, 3)), null));

        inventory.release(reservation, Map.of("2", Quantity.of(1)), "short pick");

        assertThat(stock.position(one).reserved()).isEqualTo(Quantity.of(3));
        assertThat(stock.position(two).reserved()).isEqualTo(Quantity.of(2));
        assertProblem(
                StockProblem.RESERVATION_EXCEEDED,
                () -> inventory.release(reservation, Map.of("2", Quantity.of(3)), "too much"));
        inventory.release(reservation, "rest");
        inventory.release(reservation, "again");
        assertThat(stock.position(one).reserved()).isEqualTo(Quantity.ZERO);
        assertThat(stock.position(two).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void anUnpaidReservationExpires() {
        var sku = stock.stocked(5);
        inventory.reserve(new ReserveStock(
                stock.key(), List.of(stock.line("1", sku, 3)), Instant.now().minusSeconds(1)));

        await().untilAsserted(() -> assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.ZERO));
    }

    @Test
    void aPaidReservationIsKeptR45() {
        var sku = stock.stocked(5);
        var unpaid = confirmed(new ReserveStock(
                stock.key(), List.of(stock.line("1", sku, 3)), Instant.now().plusSeconds(3600)));

        assertThat(inventory.keep(unpaid)).isTrue();
        inventory.release(unpaid, "cancelled");
        assertThat(inventory.keep(unpaid)).isFalse();
    }

    @Test
    void safetyStockIsKeptBackR63() {
        var sku = stock.stocked(2);
        inventory.setSafetyStock(sku, stock.here, Quantity.of(5), Actor.user("tester"));

        assertThat(stock.position(sku).availableToPromise()).isEqualTo(Quantity.ZERO);
        assertThat(inventory.reserve(stock.one(sku, 1))).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest(name = "in the callers'' own transactions: {0}")
    @ValueSource(booleans = {true, false})
    void theLastUnitsGoToWhoComesFirstR44(boolean ownTransactions) throws Exception {
        var sku = stock.stocked(50);
        var other = stock.stocked(1000);

        var outcomes = concurrently(32, 4, _ -> {
            // both orders of lines, so that a lock taken in the caller's order would dead-lock
            var lines = Math.random() < 0.5
                    ? List.of(stock.line("1", sku, 1), stock.line("2", other, 1))
                    : List.of(stock.line("1", other, 1), stock.line("2", sku, 1));
            var command = new ReserveStock(stock.key(), lines, null);
            return ownTransactions ? transactions.execute(_ -> inventory.reserve(command)) : inventory.reserve(command);
        });

        assertThat(outcomes).hasSize(128);
        assertThat(outcomes.stream().filter(Confirmed.class::isInstance)).hasSize(50);
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(50));
        assertThat(stock.position(other).reserved()).isEqualTo(Quantity.of(50));
    }

    @Test
    void callersThatWaitForOnePositionAreCommittedTogether() throws Exception {
        var sku = stock.stocked(1000);
        var callers = 40;
        var arrived = new CountDownLatch(callers);

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            transactions.executeWithoutResult(_ -> {
                jdbc.sql("select 1 from inventory.position where sku = :sku for update")
                        .param("sku", sku.value())
                        .query()
                        .listOfRows();
                for (var caller = 0; caller < callers; caller++) {
                    executor.submit(() -> {
                        arrived.countDown();
                        return inventory.reserve(stock.one(sku, 1));
                    });
                }
                await().until(() -> arrived.getCount() == 0);
            });
        }

        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(callers));
        var commits =
                jdbc.sql("""
                        select count(distinct r.xmin::text) from inventory.reservation r
                          join inventory.reservation_line l on l.reservation = r.id where l.sku = :sku""").param("sku", sku.value()).query(Integer.class).single();
        assertThat(commits).isBetween(1, callers / 2);
    }

    @Test
    void oneKeyFromManyThreadsIsOneReservation() throws Exception {
        var sku = stock.stocked(50);
        var command = stock.one(sku, 2);

        var outcomes = concurrently(16, 1, _ -> inventory.reserve(command));

        assertThat(outcomes.stream().distinct()).hasSize(1).first().isInstanceOf(Confirmed.class);
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(2));
    }

    @Test
    void oneKeyWithOtherLinesFromManyThreadsReservesForOneOfThem() throws Exception {
        var sku = stock.stocked(50);
        var key = stock.key();

        var outcomes = concurrently(24, 1, number -> {
            try {
                return inventory.reserve(new ReserveStock(key, List.of(stock.line("1", sku, number % 3 + 1)), null));
            } catch (ProblemException refused) {
                return refused.type();
            }
        });

        var reserved = stock.position(sku).reserved().value().intValueExact();
        assertThat(reserved).isBetween(1, 3);
        assertThat(outcomes.stream().distinct()).hasSize(2).contains(StockProblem.RESERVATION_KEY_REUSED);
        assertThat(outcomes.stream().filter(Confirmed.class::isInstance)).hasSize(8);
    }

    @Test
    void theSameRequestAgainIsConfirmedThoughAllIsSoldMeanwhile() throws Exception {
        var sku = stock.stocked(20);
        var first = stock.one(sku, 1);
        confirmed(first);

        var outcomes = concurrently(40, 1, number -> inventory.reserve(number % 4 == 0 ? first : stock.one(sku, 1)));

        assertThat(outcomes.stream().filter(Confirmed.class::isInstance)).hasSize(10 + 19);
        assertThat(outcomes.stream().filter(Rejected.class::isInstance))
                .hasSize(11)
                .allSatisfy(rejected -> assertThat(
                                ((Rejected) rejected).shortages().getFirst().available())
                        .isEqualTo(Quantity.ZERO));
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(20));
    }

    @Test
    void oneShipmentFromManyThreadsLeavesOnce() throws Exception {
        var sku = stock.stocked(50);
        var reservation = confirmed(stock.one(sku, 10));

        concurrently(16, 1, _ -> {
            inventory.consume(reservation, stock.here, Map.of("1", Quantity.of(4)), "shipment:" + reservation);
            return true;
        });

        assertThat(stock.position(sku).onHand()).isEqualTo(Quantity.of(46));
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.of(6));
        inventory.consume(reservation, stock.here, Map.of("1", Quantity.of(6)), "shipment-2:" + reservation);
        assertThat(stock.position(sku).reserved()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void theDatabaseItselfRefusesToOversell() {
        var sku = stock.stocked(1);

        assertThatThrownBy(() -> jdbc.sql("update inventory.position set reserved = 2 where sku = :sku")
                        .param("sku", sku.value())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("only 1.000000 may be reserved");
    }

    private UUID confirmed(ReserveStock command) {
        return ((Confirmed) inventory.reserve(command)).reservation();
    }

    private interface Work<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> concurrently(int threads, int times, Work<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<T>>();
            for (var i = 0; i < threads * times; i++) {
                var number = i;
                tasks.add(() -> work.run(number));
            }
            var results = new ArrayList<T>();
            for (var future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static void assertProblem(StockProblem problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(problem));
    }
}
