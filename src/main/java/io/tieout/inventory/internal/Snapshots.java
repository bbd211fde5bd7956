package io.tieout.inventory.internal;

import io.tieout.inventory.StockProblem;
import io.tieout.inventory.StockSnapshot;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes whole figures over from systems that keep stock. */
@Component
public class Snapshots {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final int ITEMS_AT_ONCE = 500;

    private final SnapshotRows rows;
    private final MovementRows movements;
    private final StockChanges changes;
    private final StockRules rules;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Snapshots(
            SnapshotRows rows,
            MovementRows movements,
            StockChanges changes,
            StockRules rules,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.movements = movements;
        this.changes = changes;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    public void take(StockSnapshot snapshot) {
        rules.check(snapshot);
        var now = clock.instant();
        if (snapshot.asOf().isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new ProblemException(
                    StockProblem.COUNT_IN_FUTURE,
                    "The snapshot " + snapshot.sourceKey() + " is dated " + snapshot.asOf());
        }
        var seen = new HashSet<String>();
        for (var item : snapshot.items()) {
            if (!seen.add(item.sku().value())) {
                throw new ProblemException(
                        StockProblem.MOVEMENT_CONFLICT,
                        "The snapshot " + snapshot.sourceKey() + " states " + item.sku() + " twice");
            }
        }
        var ordered = snapshot.items().stream()
                .sorted((one, other) -> one.sku().value().compareTo(other.sku().value()))
                .toList();
        for (var from = 0; from < ordered.size(); from += ITEMS_AT_ONCE) {
            takeTogether(part(snapshot, ordered.subList(from, Math.min(ordered.size(), from + ITEMS_AT_ONCE))));
        }
        events.publishEvent(TraceStep.done(
                snapshot.asOf(),
                "stock.snapshot-taken",
                "inventory",
                BusinessKey.of("location:" + snapshot.location()),
                List.of(snapshot.sourceKey(), snapshot.source()),
                Map.of(
                        "items", String.valueOf(snapshot.items().size()),
                        "asOf", snapshot.asOf().toString())));
    }

    private void takeTogether(StockSnapshot part) {
        var now = clock.instant();
        movements.lockPositions(part.items(), StockSnapshot.Item::sku, _ -> part.location(), now);
        var contradicted = rows.contradicted(part);
        if (!contradicted.isEmpty()) {
            throw new ProblemException(
                    StockProblem.MOVEMENT_CONFLICT,
                    "The snapshot " + part.sourceKey() + " stated another figure before of "
                            + String.join(", ", contradicted));
        }
        var items = rows.unknown(part);
        if (items.isEmpty()) {
            return;
        }
        var changed = new ArrayList<StockChange>();
        changed.addAll(rows.restore(part, items, now));
        changed.addAll(rows.state(part, items, now));
        changed.addAll(rows.absorb(part, items, now));
        changes.add(first(changed));
    }

    /** From what was there before all steps to what is there after them, once per position. */
    private static List<StockChange> first(List<StockChange> changed) {
        var whole = new LinkedHashMap<String, StockChange>();
        for (var change : changed) {
            whole.merge(
                    change.after().sku().value(), change, (one, next) -> new StockChange(one.before(), next.after()));
        }
        return List.copyOf(whole.values());
    }

    private static StockSnapshot part(StockSnapshot whole, List<StockSnapshot.Item> items) {
        return new StockSnapshot(
                whole.location(),
                whole.asOf(),
                whole.source(),
                whole.sourceKey(),
                items,
                whole.contained(),
                whole.message());
    }
}
