package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.PositionFilter;
import io.tieout.inventory.StockMovement;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.MissingReason;
import io.tieout.orders.OrderProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** R50: what it means for stock that a place does not hand over what was promised, by its reason. */
@Component
class StockEffects {

    private static final Actor BY = Actor.system("orders");

    private final Inventory inventory;
    private final WorkItems workItems;

    StockEffects(Inventory inventory, WorkItems workItems) {
        this.inventory = inventory;
        this.workItems = workItems;
    }

    /**
     * What is missing where, and why.
     *
     * @param source names what said so, once for ever
     */
    record Missing(
            Sku sku,
            LocationCode location,
            Quantity quantity,
            MissingReason reason,
            Instant at,
            String source,
            String sourceLine,
            @Nullable MessageId message) {}

    /** To be called when the reservation is given back, in the same transaction: nobody takes the goods in between. */
    void apply(SalesOrder order, Missing missing) {
        switch (missing.reason()) {
            case DAMAGED ->
                inventory.move(List.of(
                        movement(missing, Bucket.ON_HAND, missing.quantity().negated(), "out"),
                        movement(missing, Bucket.QUALITY_HOLD, missing.quantity(), "hold")));
            case NOT_FOUND -> {
                keepBack(missing.sku(), missing.location(), missing.quantity());
                raiseCount(order, missing);
            }
            case DISPLAY -> keepBack(missing.sku(), missing.location(), missing.quantity());
            case NO_CAPACITY, NO_ANSWER, OTHER -> {}
        }
    }

    private static StockMovement movement(Missing missing, Bucket bucket, Quantity quantity, String what) {
        return new StockMovement(
                missing.sku(),
                missing.location(),
                bucket,
                quantity,
                StockMovement.Reason.ADJUSTMENT,
                missing.at(),
                missing.source(),
                missing.sourceLine() + ":" + what,
                missing.message());
    }

    /** @param quantity by which more (or, negative, less) of the position is not promised */
    void keepBack(Sku sku, LocationCode location, Quantity quantity) {
        var kept = inventory
                .positions(new PositionFilter(sku.value(), location.value()), 1, null)
                .items()
                .getFirst()
                .safetyStock()
                .plus(quantity);
        inventory.setSafetyStock(sku, location, kept.isNegative() ? Quantity.ZERO : kept, BY);
    }

    private void raiseCount(SalesOrder order, Missing missing) {
        workItems.raise(new NewWorkItem(
                OrderProblem.STOCK_NOT_FOUND,
                BusinessKey.of("position:" + missing.sku() + "@" + missing.location()),
                Roles.INVENTORY,
                Severity.NORMAL,
                missing.location() + " did not find " + missing.quantity() + " x " + missing.sku() + " for order "
                        + order.externalId() + "; so many are kept back until it is counted",
                missing.message(),
                Map.of(
                        "sku", missing.sku().value(),
                        "location", missing.location().value(),
                        "keptBack", missing.quantity().toString())));
    }
}
