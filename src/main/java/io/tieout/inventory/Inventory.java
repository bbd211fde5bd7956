package io.tieout.inventory;

import io.tieout.access.Audit;
import io.tieout.inventory.internal.CombinedReserving;
import io.tieout.inventory.internal.FreshnessRows;
import io.tieout.inventory.internal.FreshnessWatch;
import io.tieout.inventory.internal.MovementRows;
import io.tieout.inventory.internal.PositionCursor;
import io.tieout.inventory.internal.PositionRows;
import io.tieout.inventory.internal.Publishing;
import io.tieout.inventory.internal.Rebuilding;
import io.tieout.inventory.internal.Recording;
import io.tieout.inventory.internal.ReservationRows;
import io.tieout.inventory.internal.Reserving;
import io.tieout.inventory.internal.Snapshots;
import io.tieout.inventory.internal.StockChanges;
import io.tieout.inventory.internal.StockRules;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stock: an append-only movement ledger, positions, reservations. All calls join the caller's transaction; a position's
 * row lock decides between concurrent callers. Available to promise = on hand - reserved - quality hold - safety stock, never
 * below zero as published.
 *
 * <p>Where a call changes what can be promised of a position, {@link io.tieout.inventory.events.StockChanged} is published,
 * once per call and position, in the caller's transaction. Positions whose on hand fell below zero and positions whose
 * reservations lost their goods become work items of the inventory controllers.
 */
@Service
public class Inventory {

    private static final PastInstant EVERYTHING =
            new PastInstant(Instant.parse("9999-12-31T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

    private final Reserving reserving;
    private final CombinedReserving combined;
    private final Recording recording;
    private final Snapshots snapshots;
    private final Publishing publishing;
    private final FreshnessWatch ladder;
    private final FreshnessRows freshness;
    private final Rebuilding rebuilding;
    private final ReservationRows reservations;
    private final MovementRows movements;
    private final PositionRows positions;
    private final StockChanges changes;
    private final StockRules rules;
    private final Audit audit;
    private final Clock clock;

    Inventory(
            Reserving reserving,
            CombinedReserving combined,
            Recording recording,
            Snapshots snapshots,
            Publishing publishing,
            FreshnessWatch ladder,
            FreshnessRows freshness,
            Rebuilding rebuilding,
            ReservationRows reservations,
            MovementRows movements,
            PositionRows positions,
            StockChanges changes,
            StockRules rules,
            Audit audit,
            Clock clock) {
        this.reserving = reserving;
        this.combined = combined;
        this.recording = recording;
        this.snapshots = snapshots;
        this.publishing = publishing;
        this.ladder = ladder;
        this.freshness = freshness;
        this.rebuilding = rebuilding;
        this.reservations = reservations;
        this.movements = movements;
        this.positions = positions;
        this.changes = changes;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What can be promised per location, of these SKUs; locations without a position are absent. Of a bundle, as many as its
     * components at a location suffice for. How fresh a location's figures are is not in it: see {@link #freshness()}.
     */
    @Transactional(readOnly = true)
    public Map<Sku, Map<LocationCode, Quantity>> availableToPromise(Collection<Sku> skus) {
        return publishing.availableToPromise(skus);
    }

    /**
     * What a channel is told of each of the SKUs: the sum over the locations that serve it, after stop-sales, freshness,
     * safety stock and buffers, within what the channel is shown at most; never below zero (R48, R63). Pools of a channel's
     * own fulfilment are never counted (R52).
     */
    @Transactional(readOnly = true)
    public Map<Sku, Published> published(ConnectionCode connection, Collection<Sku> skus) {
        return publishing.published(connection, skus);
    }

    /**
     * Something came from a location's own system, such as a till's sale or a warehouse's count: its feed is alive. Movements,
     * counts, snapshots and consumed reservations tell it by themselves; a heartbeat calls this. Needs no transaction.
     */
    public void heard(LocationCode location, Instant at) {
        ladder.heard(location, at);
    }

    /** How fresh each location is that was ever heard of. Others are as good as their last movement. */
    @Transactional(readOnly = true)
    public List<Freshness> freshness() {
        return freshness.list();
    }

    /**
     * Reserves all lines or none. The same business key with the same lines again gives the same reservation, unless that was
     * released or expired meanwhile: then its stock is free, and this is a new request.
     * Lines of one position are summed before the check (R41). Joins the caller's transaction, in one statement where all
     * goes well; without one, requests that wait for the same stock are decided in turn and committed together.
     *
     * @throws ProblemException {@code reservation.key-reused} where the key already reserves other lines,
     *     {@code stock.quantity-invalid} where a line's quantity is not positive
     */
    public ReservationOutcome reserve(ReserveStock command) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? reserving.reserve(command)
                : combined.reserve(command);
    }

    /**
     * Payment is certain: the reservation no longer expires.
     *
     * @return false where it is no longer active; its stock may be gone and must be reserved anew (R45)
     */
    @Transactional
    public boolean keep(UUID reservation) {
        return reservations.keep(reservation);
    }

    /**
     * Gives back what is left of it. A released or consumed reservation stays as it is.
     *
     * @throws ProblemException {@code not-found}
     */
    public void release(UUID reservation, String reason) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            reserving.release(reservation, reason);
        } else {
            combined.release(reservation, reason);
        }
    }

    /**
     * Gives back a part, by line reference. Not idempotent by itself: a repeat gives back more.
     *
     * @throws ProblemException {@code reservation.exceeded} where less is left than is given back,
     *     {@code reservation.line-unknown}, {@code stock.quantity-invalid}, {@code not-found}
     */
    @Transactional
    public void release(UUID reservation, Map<String, Quantity> quantities, String reason) {
        reserving.release(reservation, quantities, reason);
    }

    /**
     * Goods left against a reservation: on hand and reserved go down, a movement is written. Idempotent by source key.
     *
     * @throws io.tieout.kernel.ProblemException {@code reservation.exceeded} where more than reserved is consumed,
     *     {@code reservation.elsewhere} where the reservation is at another location (R43),
     *     {@code reservation.line-unknown}, {@code stock.quantity-invalid}, {@code not-found}
     */
    public void consume(UUID reservation, LocationCode location, Map<String, Quantity> quantities, String sourceKey) {
        heard(location, clock.instant());
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            reserving.consume(reservation, location, quantities, sourceKey);
        } else {
            combined.consume(reservation, location, quantities, sourceKey);
        }
    }

    /**
     * A system that keeps stock, such as the ERP, has counted the reservation at that instant: it is confirmed, no longer
     * expires, and leaves the figures with that system's next snapshot of a later instant (R47). A repeat changes nothing.
     *
     * @param by the system's code, such as a destination's
     * @return false where the reservation was given back or has lapsed
     */
    @Transactional
    public boolean confirm(UUID reservation, String by, Instant at) {
        return reservations.confirm(reservation, by, at);
    }

    /** A reservation with its lines, wherever it is in its life. */
    @Transactional(readOnly = true)
    public Optional<Reservation> reservation(UUID id) {
        return reservations.find(id);
    }

    /**
     * Moves what is left of lines to another location, all of them or none: what is there is checked and both places change
     * under one lock (R42). The reservation keeps its id, the lines their references.
     *
     * @param references of lines; all where empty
     * @return rejected with what is short there, and nothing has changed
     * @throws ProblemException {@code not-found}, {@code reservation.line-unknown}, {@code stock.location-unknown}
     */
    @Transactional
    public ReservationOutcome relocate(UUID reservation, Set<String> references, LocationCode to) {
        rules.check(to);
        return reserving.relocate(reservation, references, to);
    }

    /**
     * Writes movements, all or none; each is idempotent by (source key, line). On hand may fall below zero only by facts
     * from outside (a till's sale): then a count task is opened as a work item. A movement that happened before a count that
     * is already known was seen by that count: it is written, and the count's variance is corrected, so that on hand stays.
     *
     * @throws ProblemException {@code stock.sku-unknown}, {@code stock.location-unknown}, {@code stock.quantity-invalid},
     *     {@code stock.movement-conflict} where a source key and line said something else before,
     *     {@code stock.hold-exceeded} where more leaves the quality hold than is on it
     */
    @Transactional
    public void move(List<StockMovement> movements) {
        movements.forEach(movement -> heard(movement.location(), clock.instant()));
        recording.move(movements);
    }

    /**
     * Sets on hand to what was counted (goods on quality hold included); the variance is a movement. Reservations stay as
     * they are; where the goods no longer cover them, a work item names those to source from elsewhere (R59). Idempotent by
     * source key, SKU and location. A count that is older than one already known is history and leaves on hand as it is.
     *
     * @throws ProblemException {@code stock.sku-unknown}, {@code stock.location-unknown}, {@code stock.quantity-invalid},
     *     {@code stock.count-in-future}, {@code stock.movement-conflict} where the source counted otherwise before
     */
    @Transactional
    public void count(StockCount count) {
        heard(count.location(), clock.instant());
        recording.count(count);
    }

    /**
     * Takes the figures of a system that keeps stock over. Movements after the watermark are applied on top (R46).
     * Reservations that the figures have subtracted already leave {@code reserved} until they are consumed or given back, or
     * a later statement has them no more (R47). Idempotent by source key, SKU and location; figures that are older than what
     * is known are history and leave on hand as it is.
     *
     * @throws ProblemException {@code stock.sku-unknown}, {@code stock.location-unknown}, {@code stock.quantity-invalid},
     *     {@code stock.count-in-future}, {@code stock.movement-conflict} where the source stated another figure before
     */
    @Transactional
    public void snapshot(StockSnapshot snapshot) {
        heard(snapshot.location(), clock.instant());
        snapshots.take(snapshot);
    }

    /**
     * Sets what is kept back from being promised at a position.
     *
     * @throws ProblemException {@code stock.sku-unknown}, {@code stock.location-unknown}, {@code stock.quantity-invalid}
     */
    @Transactional
    public void setSafetyStock(Sku sku, LocationCode location, Quantity quantity, Actor by) {
        rules.check(sku, location, quantity);
        positions.setSafetyStock(sku, location, quantity, clock.instant()).ifPresent(change -> {
            changes.add(List.of(change));
            audit.record(
                    by, "safety-stock.set", change.after().subject().value(), Map.of("quantity", quantity.toString()));
        });
    }

    /** By SKU and location. */
    @Transactional(readOnly = true)
    public Page<Position> positions(PositionFilter filter, int limit, @Nullable String after) {
        var rows =
                positions.list(filter.sku(), filter.location(), filter.lack(), PositionCursor.parse(after), limit + 1);
        return Page.of(rows, limit, PositionCursor::of);
    }

    /** Reads every position, so it is for a page that a person opens, not for a loop. */
    @Transactional(readOnly = true)
    public StockHealth health() {
        return positions.health();
    }

    /**
     * Positions as they were, summed up from the ledger; those of which nothing was known are absent. Safety stock is told
     * as it is now.
     */
    @Transactional(readOnly = true)
    public Page<Position> positions(PositionFilter filter, PastInstant past, int limit, @Nullable String after) {
        var rows = positions.past(filter.sku(), filter.location(), past, PositionCursor.parse(after), limit + 1);
        return Page.of(rows, limit, PositionCursor::of);
    }

    /**
     * Rebuilds a position from its ledger and its reservations and lays it beside the one that is kept. Changes nothing.
     *
     * @throws ProblemException {@code not-found}
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public PositionProof prove(Sku sku, LocationCode location) {
        var kept = positions.list(sku.value(), location.value(), null, 1);
        if (kept.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no position of " + sku + " at " + location);
        }
        var rebuilt = positions.past(sku.value(), location.value(), EVERYTHING, null, 1);
        return new PositionProof(
                kept.getFirst(), rebuilt.isEmpty() ? PositionCursor.empty(kept.getFirst()) : rebuilt.getFirst());
    }

    /**
     * Rebuilds all positions from the ledger and the reservations and lays them beside those that are kept. Changes nothing.
     * Reads the whole ledger: for a command or the night, not for a page.
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public RebuildReport rebuild() {
        return rebuilding.run();
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public Page<RecordedMovement> movements(PositionFilter filter, int limit, @Nullable String after) {
        var rows = movements.list(filter.sku(), filter.location(), PositionCursor.sequence(after), limit + 1);
        return Page.of(rows, limit, movement -> String.valueOf(movement.sequence()));
    }
}
