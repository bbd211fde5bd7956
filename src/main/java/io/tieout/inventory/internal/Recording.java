package io.tieout.inventory.internal;

import io.tieout.inventory.StockCount;
import io.tieout.inventory.StockMovement;
import io.tieout.inventory.StockProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Facts about stock: movements and counts. */
@Component
public class Recording {

    /** Clocks of scanners and tills run a little ahead. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    /** Sales, shipments, returns and openings are told by the business objects they belong to, or are too many to tell. */
    private static final Set<StockMovement.Reason> TOLD = EnumSet.of(
            StockMovement.Reason.RECEIPT,
            StockMovement.Reason.ADJUSTMENT,
            StockMovement.Reason.TRANSFER_IN,
            StockMovement.Reason.TRANSFER_OUT);

    private final MovementRows movements;
    private final SnapshotRows snapshots;
    private final Assortment assortment;
    private final StockChanges changes;
    private final StockRules rules;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Recording(
            MovementRows movements,
            SnapshotRows snapshots,
            Assortment assortment,
            StockChanges changes,
            StockRules rules,
            ApplicationEventPublisher events,
            Clock clock) {
        this.movements = movements;
        this.snapshots = snapshots;
        this.assortment = assortment;
        this.changes = changes;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    public void move(List<StockMovement> asked) {
        if (asked.isEmpty()) {
            return;
        }
        rules.check(asked);
        var moved = assortment.apart(asked);
        var now = clock.instant();
        movements.lockPositions(moved, StockMovement::sku, StockMovement::location, now);
        var written = write(moved, now);
        if (written.written() < moved.size()) {
            checkRepeats(moved);
        }
        changes.add(written.changes());
        if (written.written() > 0) {
            moved.stream().filter(movement -> TOLD.contains(movement.reason())).forEach(this::tell);
        }
    }

    private MovementRows.Written write(List<StockMovement> moved, Instant now) {
        try {
            return movements.write(moved, now);
        } catch (DataIntegrityViolationException violation) {
            if (String.valueOf(violation.getMessage()).contains("position_hold_not_negative")) {
                throw new ProblemException(
                        StockProblem.HOLD_EXCEEDED,
                        "Movement " + moved.getFirst().sourceKey() + " takes more off hold than is on it",
                        violation);
            }
            if (String.valueOf(violation.getMessage()).contains("position_customer_owned_not_negative")) {
                throw new ProblemException(
                        StockProblem.CUSTOMER_GOODS_EXCEEDED,
                        "Movement " + moved.getFirst().sourceKey() + " takes more goods of customers than are there",
                        violation);
            }
            throw violation;
        }
    }

    /** Those that were there before must say the same now. */
    private void checkRepeats(List<StockMovement> moved) {
        Map<String, StockMovement> known = new HashMap<>();
        movements.known(moved).forEach(movement -> known.put(identity(movement), movement));
        for (var movement : moved) {
            var before = known.get(identity(movement));
            if (before == null || !sameFact(before, movement)) {
                throw new ProblemException(
                        StockProblem.MOVEMENT_CONFLICT,
                        "%s, line %s said %s before and says %s now"
                                .formatted(
                                        movement.sourceKey(),
                                        movement.sourceLine(),
                                        before == null ? "nothing" : words(before),
                                        words(movement)));
            }
        }
    }

    private static String identity(StockMovement movement) {
        return movement.sourceKey() + "\n" + movement.sourceLine();
    }

    private static boolean sameFact(StockMovement one, StockMovement other) {
        return one.sku().equals(other.sku())
                && one.location().equals(other.location())
                && one.bucket() == other.bucket()
                && one.quantity().equals(other.quantity());
    }

    private static String words(StockMovement movement) {
        return movement.quantity() + " of " + movement.sku() + " at " + movement.location() + " (" + movement.bucket()
                + ")";
    }

    public void count(StockCount count) {
        rules.check(count.sku(), count.location(), count.counted());
        var now = clock.instant();
        if (count.asOf().isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new ProblemException(
                    StockProblem.COUNT_IN_FUTURE, "The count " + count.sourceKey() + " is dated " + count.asOf());
        }
        movements.lockPositions(List.of(count), StockCount::sku, StockCount::location, now);
        if (movements.counted(count).isEmpty()) {
            // What was counted stands on the floor, whatever another system has subtracted from its own figure.
            changes.add(snapshots.restore(count, now));
        }
        var expectation = movements.expected(count);
        var variance = count.counted().value().subtract(expectation.expected());
        if (!movements.keep(count, expectation.expected(), now)) {
            checkRepeat(count);
            return;
        }
        if (variance.signum() != 0) {
            changes.add(movements.writeVariance(count, variance, expectation.laterCount(), now));
        }
        events.publishEvent(TraceStep.done(
                count.asOf(),
                "stock.counted",
                "inventory",
                StockLevel.subject(count.sku(), count.location()),
                List.of(count.sku().value(), count.sourceKey()),
                Map.of(
                        "counted", count.counted().toString(),
                        "expected", new Quantity(expectation.expected()).toString(),
                        "variance", new Quantity(variance).toString())));
    }

    private void checkRepeat(StockCount count) {
        var before = movements.counted(count);
        if (before.isEmpty() || !before.get().counted().equals(count.counted())) {
            throw new ProblemException(
                    StockProblem.MOVEMENT_CONFLICT,
                    "%s counted %s of %s at %s before and %s now"
                            .formatted(
                                    count.sourceKey(),
                                    before.map(one -> one.counted().toString()).orElse("nothing"),
                                    count.sku(),
                                    count.location(),
                                    count.counted()));
        }
    }

    private void tell(StockMovement movement) {
        events.publishEvent(new TraceStep(
                movement.occurredAt(),
                "stock.moved",
                "inventory",
                StockLevel.subject(movement.sku(), movement.location()),
                Set.of(movement.sku().value(), movement.sourceKey()),
                movement.message() == null ? Correlation.current().cause() : movement.message(),
                TraceStep.State.DONE,
                Map.of(
                        "quantity", movement.quantity().toString(),
                        "bucket", movement.bucket().name(),
                        "reason", movement.reason().name())));
    }
}
