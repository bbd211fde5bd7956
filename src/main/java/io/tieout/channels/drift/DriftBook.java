package io.tieout.channels.drift;

import io.tieout.channels.Novelty;
import io.tieout.kernel.Correlation;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells new shapes from those met before. A new one is written in the transaction of the message that has it; all others only
 * cost a count in memory, so that a partner's new field does not slow down each of its messages.
 */
@Component
public class DriftBook {

    private static final Logger LOG = LoggerFactory.getLogger(DriftBook.class);
    private static final int SHAPES_PER_ADAPTER_MAX = 300;
    private static final int REMEMBERED_MAX = 10_000;

    private final DriftRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<Shape> known = ConcurrentHashMap.newKeySet();
    private final Map<Shape, Long> met = new HashMap<>();

    DriftBook(DriftRows rows, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Notes what was met, in the caller's transaction.
     *
     * @return those of which somebody is to be told: met for the first time by anybody
     */
    public List<Shape> meet(Collection<Shape> shapes) {
        var news = new TreeSet<Shape>();
        for (var shape : new TreeSet<>(shapes)) {
            if (known.contains(shape)) {
                count(shape);
            } else if (isNew(shape)) {
                news.add(shape);
            }
        }
        return List.copyOf(news);
    }

    private boolean isNew(Shape shape) {
        var message = Correlation.current().cause();
        var now = clock.instant();
        var counted = rows.shapes(shape.adapter()) < SHAPES_PER_ADAPTER_MAX ? shape : shape.others();
        var fresh = rows.insert(counted, message, now);
        if (!fresh) {
            count(counted);
        }
        if (counted.equals(shape)) {
            rememberAfterCommit(shape);
        }
        return fresh && counted.equals(shape);
    }

    private void rememberAfterCommit(Shape shape) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (known.size() > REMEMBERED_MAX) {
                    known.clear();
                }
                known.add(shape);
            }
        });
    }

    private void count(Shape shape) {
        synchronized (met) {
            met.merge(shape, 1L, Long::sum);
        }
    }

    /** Writes what was counted. @return false: there is never more at once */
    boolean write() {
        Map<Shape, Long> counted;
        synchronized (met) {
            if (met.isEmpty()) {
                return false;
            }
            counted = Map.copyOf(met);
            met.clear();
        }
        try {
            var now = clock.instant();
            transaction.executeWithoutResult(_ -> rows.count(counted, now));
        } catch (RuntimeException failure) {
            LOG.warn("What was counted is written later", failure);
            synchronized (met) {
                counted.forEach((shape, times) -> met.merge(shape, times, Long::sum));
            }
        }
        return false;
    }

    /** Counts of this node included that are not written yet. */
    public List<Novelty> of(@Nullable String adapter, int limit) {
        write();
        return rows.of(adapter, limit);
    }

    public Optional<Novelty> find(UUID id) {
        return rows.find(id);
    }

    /** @return whether it was not yet */
    public boolean acknowledge(UUID id, String by) {
        Instant now = clock.instant();
        return rows.acknowledge(id, by, now);
    }
}
