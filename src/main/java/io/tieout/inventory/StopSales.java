package io.tieout.inventory;

import io.tieout.access.Audit;
import io.tieout.inventory.internal.StockChanges;
import io.tieout.inventory.internal.StockLevel;
import io.tieout.inventory.internal.StockRules;
import io.tieout.inventory.internal.StopSaleRows;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stops SKUs from being sold, overriding all figures: nothing is available to promise and nothing can be reserved while one
 * is in force. What is reserved already stays so; it is for the orders' owners to decide.
 */
@Service
public class StopSales {

    private static final int REASON_LENGTH_MAX = 500;

    private final StopSaleRows rows;
    private final StockRules rules;
    private final StockChanges changes;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StopSales(
            StopSaleRows rows,
            StockRules rules,
            StockChanges changes,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.changes = changes;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Stops a SKU from now on.
     *
     * @param location where; null everywhere
     * @param endsAt when it ends by itself; null until it is lifted
     * @throws ProblemException {@code stock.sku-unknown}, {@code stock.location-unknown}, {@code request.invalid} where no
     *     reason is given or the end has passed
     */
    @Transactional
    public StopSale stop(Sku sku, @Nullable LocationCode location, String reason, @Nullable Instant endsAt, Actor by) {
        rules.check(sku);
        if (location != null) {
            rules.check(location);
        }
        var now = clock.instant();
        if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "A reason has 1 to " + REASON_LENGTH_MAX + " characters");
        }
        if (endsAt != null && !endsAt.isAfter(now)) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "The stop-sale would end at once: " + endsAt);
        }
        var stop = new StopSale(Ids.next(), sku, location, reason.strip(), by.toString(), now, endsAt, null, null);
        rows.insert(stop);
        changes.add(rows.refresh(sku, location, now));
        tell(stop, "stop-sale.ordered", TraceStep.State.BLOCKED, by);
        return stop;
    }

    /**
     * Lifts it. A repeat changes nothing.
     *
     * @throws ProblemException {@code stock.stop-sale-unknown}
     */
    @Transactional
    public void lift(UUID id, Actor by) {
        var stop = rows.find(id)
                .orElseThrow(() -> new ProblemException(StockProblem.STOP_SALE_UNKNOWN, "There is no stop-sale " + id));
        if (rows.lift(id, by.toString(), clock.instant())) {
            changes.add(rows.refresh(stop.sku(), stop.location(), clock.instant()));
            tell(stop, "stop-sale.lifted", TraceStep.State.DONE, by);
        }
    }

    /** Lifts those whose time is up, and stops positions that came to be just when their SKU was stopped. */
    @Transactional
    public boolean keep() {
        rows.ended(clock.instant()).forEach(stop -> lift(stop.id(), Actor.system("stop-sales")));
        rows.missed().forEach(stop -> changes.add(rows.refresh(stop.sku(), stop.location(), clock.instant())));
        return false;
    }

    /** Those in force, newest first. @param sku null for all */
    @Transactional(readOnly = true)
    public List<StopSale> inForce(@Nullable Sku sku) {
        return rows.inForce(sku);
    }

    private void tell(StopSale stop, String what, TraceStep.State state, Actor by) {
        var where = stop.location() == null ? "everywhere" : stop.location().value();
        var detail = Map.of("sku", stop.sku().value(), "location", where, "reason", stop.reason());
        audit.record(by, what, "stock:" + stop.sku(), detail);
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                by.toString(),
                stop.location() == null
                        ? BusinessKey.of("sku:" + stop.sku())
                        : StockLevel.subject(stop.sku(), stop.location()),
                java.util.Set.of(stop.id().toString(), stop.sku().value()),
                null,
                state,
                detail));
    }

    /** How many of the SKU are reserved in spite of it; for the page that orders one. */
    @Transactional(readOnly = true)
    public Quantity reserved(Sku sku) {
        return rows.reserved(sku);
    }
}
