package io.tieout.returns.internal;

import io.tieout.inventory.StockMovement;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.returns.Disposition;
import io.tieout.returns.internal.ReturnLine.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What returned goods do to our stock: nothing before they are here (R3, R5, R64), then by their disposition. The ledger keeps
 * goods that may be sold, goods in quality hold and goods that are the customer's apart. Pure.
 */
final class StockSteps {

    private StockSteps() {}

    /** Where goods belong once it is decided that we keep them. */
    static Stock kept(@Nullable Disposition disposition) {
        if (disposition == null) {
            return Stock.HOLD;
        }
        return switch (disposition) {
            case RESALEABLE -> Stock.ON_HAND;
            case INSPECT, REFURBISH, DAMAGED, OTHER_GRADE, CUSTOMER_DAMAGED, CARRIER_DAMAGED, DEFECTIVE, EXPIRED, RTV ->
                Stock.HOLD;
            // what came instead is not what was sold, and what a marketplace broke becomes its own
            case DISPOSE, MARKETPLACE_DAMAGED, WRONG_ITEM -> Stock.NONE;
        };
    }

    /** Where goods stand while nobody has decided: apart from what may be sold, whatever their state (R1). */
    static Stock waiting(@Nullable Disposition disposition, boolean customers) {
        return disposition == Disposition.WRONG_ITEM ? Stock.NONE : customers ? Stock.CUSTOMER : Stock.HOLD;
    }

    /**
     * The movements that bring the lines from where they stand to where they shall stand.
     *
     * @param step names the occasion in the movements' source, so that a repeat is known
     */
    static List<StockMovement> movements(
            CustomerReturn of, List<ReturnLine> from, List<ReturnLine> to, String step, Instant at) {
        var movements = new ArrayList<StockMovement>();
        for (var index = 0; index < from.size(); index++) {
            var before = from.get(index);
            var after = to.get(index);
            var left = place(of, before);
            var reached = place(of, after);
            if (before.stock() == after.stock() && (before.stock() == Stock.NONE || left.equals(reached))) {
                continue;
            }
            var line = index + 1;
            add(movements, of, before, left, before.quantity().negated(), step, line + "-from-", at);
            add(movements, of, after, reached, after.quantity(), step, line + "-to-", at);
        }
        return movements;
    }

    static LocationCode place(CustomerReturn of, ReturnLine line) {
        var place = line.found().place();
        return place == null ? of.location() : place;
    }

    private static void add(
            List<StockMovement> movements,
            CustomerReturn of,
            ReturnLine line,
            LocationCode place,
            Quantity quantity,
            String step,
            String sourceLine,
            Instant at) {
        var bucket = bucket(line.stock());
        if (bucket != null) {
            movements.add(new StockMovement(
                    line.sku(),
                    place,
                    bucket,
                    quantity,
                    StockMovement.Reason.RETURN,
                    at,
                    of.key() + ":" + step,
                    sourceLine
                            + bucket.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    of.message()));
        }
    }

    private static @Nullable Bucket bucket(Stock stock) {
        return switch (stock) {
            case NONE -> null;
            case ON_HAND -> Bucket.ON_HAND;
            case HOLD -> Bucket.QUALITY_HOLD;
            case TRANSIT -> Bucket.IN_TRANSIT;
            case CUSTOMER -> Bucket.CUSTOMER_OWNED;
        };
    }
}
