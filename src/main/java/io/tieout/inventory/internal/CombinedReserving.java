package io.tieout.inventory.internal;

import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.inventory.internal.CombinedWork.Consume;
import io.tieout.inventory.internal.CombinedWork.Release;
import io.tieout.inventory.internal.CombinedWork.Reserve;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reserves, releases and consumes for callers that bring no transaction. One at a time of an article that everybody wants is
 * limited by the commit of the one before it; here those that wait meanwhile are decided together and committed once. Whoever
 * holds the lane decides for all that wait in it, so this needs no thread of its own and one connection a lane.
 */
@Component
public class CombinedReserving {

    private static final Logger LOG = LoggerFactory.getLogger(CombinedReserving.class);
    private static final int LANES = 8;
    private static final int REQUESTS_MAX = 128;
    private static final int REMEMBERED_MAX = 100_000;

    private final List<Lane> lanes =
            IntStream.range(0, LANES).mapToObj(_ -> new Lane()).toList();
    /** In which lane a reservation was made, so that its end waits with what it frees; a guess serves as well, only slower. */
    private final Map<UUID, Lane> made = new ConcurrentHashMap<>();

    private final Reserving reserving;
    private final CombinedDeciding deciding;
    private final Assortment assortment;
    private final StockRules rules;
    private final TransactionTemplate transaction;

    CombinedReserving(
            Reserving reserving,
            CombinedDeciding deciding,
            Assortment assortment,
            StockRules rules,
            PlatformTransactionManager transactions) {
        this.reserving = reserving;
        this.deciding = deciding;
        this.assortment = assortment;
        this.rules = rules;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** As {@link Reserving#reserve}, in a transaction that is committed when this returns. */
    public ReservationOutcome reserve(ReserveStock asked) {
        rules.check(asked);
        var request = assortment.request(asked);
        var lane = lanes.get(Math.floorMod(request.lines().getFirst().sku().hashCode(), LANES));
        // What needs a closer look, such as a key that is there already, is decided by itself.
        var outcome = lane.decide(new Reserve(request)) instanceof ReservationOutcome decided
                ? decided
                : transaction.execute(_ -> reserving.reserve(request));
        if (outcome instanceof ReservationOutcome.Confirmed(var reservation)) {
            if (made.size() >= REMEMBERED_MAX) {
                made.clear();
            }
            made.put(reservation, lane);
        }
        return outcome;
    }

    /** As {@link Reserving#release(UUID, String)}, in a transaction that is committed when this returns. */
    public void release(UUID reservation, String reason) {
        if (lane(reservation).decide(new Release(reservation, reason)) == null) {
            transaction.executeWithoutResult(_ -> reserving.release(reservation, reason));
        }
        made.remove(reservation);
    }

    /** As {@link Reserving#consume}, in a transaction that is committed when this returns. */
    public void consume(UUID reservation, LocationCode location, Map<String, Quantity> quantities, String sourceKey) {
        if (lane(reservation).decide(new Consume(reservation, location, quantities, sourceKey)) == null) {
            transaction.executeWithoutResult(_ -> reserving.consume(reservation, location, quantities, sourceKey));
        }
    }

    private Lane lane(UUID reservation) {
        var known = made.get(reservation);
        return known != null ? known : lanes.get(Math.floorMod(reservation.hashCode(), LANES));
    }

    /** Requests that wait for each other anyway. */
    private final class Lane {

        // Fair: who just left must not lead again before the others had a chance to bring their next requests along.
        private final ReentrantLock turn = new ReentrantLock(true);
        private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

        /** @return what became of it; null where it is to be decided by itself */
        @Nullable
        Object decide(CombinedWork work) {
            var waiting = new Waiting(work);
            queue.add(waiting);
            turn.lock();
            try {
                while (!waiting.decided) {
                    decideNext();
                }
                return waiting.outcome;
            } finally {
                turn.unlock();
            }
        }

        private void decideNext() {
            var batch = new ArrayList<Waiting>();
            for (var next = queue.poll(); next != null; next = batch.size() < REQUESTS_MAX ? queue.poll() : null) {
                batch.add(next);
            }
            var outcomes = Map.<CombinedWork, Object>of();
            try {
                outcomes = together(batch.stream().map(waiting -> waiting.work).toList());
            } finally {
                for (var waiting : batch) {
                    waiting.outcome = outcomes.get(waiting.work);
                    waiting.decided = true;
                }
            }
        }
    }

    /** A caller, and what became of its request; read and written by whoever holds the lane. */
    private static final class Waiting {
        private final CombinedWork work;
        private @Nullable Object outcome;
        private boolean decided;

        private Waiting(CombinedWork work) {
            this.work = work;
        }
    }

    private Map<CombinedWork, Object> together(List<CombinedWork> batch) {
        try {
            return transaction.execute(_ -> deciding.decide(batch));
        } catch (DataAccessException | TransactionException failure) {
            // Each is decided by itself then, and whose fault it was is told so.
            LOG.warn("{} changes of reservations are decided one by one after {}", batch.size(), failure.toString());
            return Map.of();
        }
    }
}
