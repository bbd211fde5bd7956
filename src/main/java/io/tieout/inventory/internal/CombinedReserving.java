package io.tieout.inventory.internal;

import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.BusinessKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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
 * Reserves for callers that bring no transaction. One reservation at a time of an article that everybody wants is limited by
 * the commit of the one before it; here those that wait meanwhile are decided together, in the order in which they came, and
 * committed once. Whoever holds the lane decides for all that wait in it, so this needs no thread of its own and one
 * connection a lane.
 */
@Component
public class CombinedReserving {

    private static final Logger LOG = LoggerFactory.getLogger(CombinedReserving.class);
    private static final int LANES = 8;
    private static final int REQUESTS_MAX = 128;

    private final List<Lane> lanes =
            IntStream.range(0, LANES).mapToObj(_ -> new Lane()).toList();
    private final Reserving reserving;
    private final ReservationBatchRows rows;
    private final StockChanges changes;
    private final StockRules rules;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CombinedReserving(
            Reserving reserving,
            ReservationBatchRows rows,
            StockChanges changes,
            StockRules rules,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.reserving = reserving;
        this.rows = rows;
        this.changes = changes;
        this.rules = rules;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** As {@link Reserving#reserve}, in a transaction that is committed when this returns. */
    public ReservationOutcome reserve(ReserveStock command) {
        rules.check(command);
        var outcome = lane(command).decide(command);
        // What needs a closer look, such as a key that is there already, is decided by itself.
        return outcome != null ? outcome : transaction.execute(_ -> reserving.reserve(command));
    }

    private Lane lane(ReserveStock command) {
        return lanes.get(Math.floorMod(command.lines().getFirst().sku().hashCode(), LANES));
    }

    /** Requests that wait for each other anyway. */
    private final class Lane {

        // Fair: who just left must not lead again before the others had a chance to bring their next requests along.
        private final ReentrantLock turn = new ReentrantLock(true);
        private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

        @Nullable
        ReservationOutcome decide(ReserveStock command) {
            var waiting = new Waiting(command);
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
            var outcomes = Map.<ReserveStock, ReservationOutcome>of();
            try {
                outcomes = together(batch);
            } finally {
                for (var waiting : batch) {
                    waiting.outcome = outcomes.get(waiting.command);
                    waiting.decided = true;
                }
            }
        }
    }

    /** A caller, and what became of its request; read and written by whoever holds the lane. */
    private static final class Waiting {
        private final ReserveStock command;
        private @Nullable ReservationOutcome outcome;
        private boolean decided;

        private Waiting(ReserveStock command) {
            this.command = command;
        }
    }

    private Map<ReserveStock, ReservationOutcome> together(List<Waiting> batch) {
        // Of requests with one key, the first; the others find its reservation when they are decided by themselves.
        var byKey = new LinkedHashMap<BusinessKey, ReserveStock>();
        batch.forEach(waiting -> byKey.putIfAbsent(waiting.command.key(), waiting.command));
        var requests = List.copyOf(byKey.values());
        try {
            return transaction.execute(_ -> decide(requests));
        } catch (DataAccessException | TransactionException failure) {
            // Each is decided by itself then, and whose fault it was is told so.
            LOG.warn("{} reservations are decided one by one after {}", requests.size(), failure.toString());
            return Map.of();
        }
    }

    private Map<ReserveStock, ReservationOutcome> decide(List<ReserveStock> requests) {
        var batch = new ReservationBatch(rows.lockPositions(requests));
        requests.forEach(batch::decide);
        var outcomes = new HashMap<ReserveStock, ReservationOutcome>();
        var complete = true;
        if (!batch.accepted().isEmpty()) {
            var written = rows.take(batch.accepted(), clock.instant());
            changes.add(written.changes());
            for (var request : batch.accepted()) {
                var reservation = written.reservations().get(request);
                if (reservation != null) {
                    outcomes.put(request, new ReservationOutcome.Confirmed(reservation));
                } else {
                    complete = false;
                }
            }
        }
        if (complete && !batch.rejected().isEmpty()) {
            // Where one that was let pass took nothing after all, those behind it may have their goods.
            var known = rows.known(List.copyOf(batch.rejected().keySet()));
            batch.rejected().forEach((request, rejection) -> {
                if (!known.contains(request.key().value())) {
                    outcomes.put(request, rejection);
                }
            });
        }
        return outcomes;
    }
}
