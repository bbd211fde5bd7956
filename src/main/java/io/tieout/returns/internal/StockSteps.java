package io.tieout.returns.internal;

import io.tieout.inventory.StockMovement;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.kernel.Quantity;
import io.tieout.returns.Disposition;
import io.tieout.returns.internal.ReturnLine.Stock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What returned goods do to our stock: nothing before they are here (R3, R5, R64), then by their disposition. The ledger keeps
 * goods that may be sold and goods in quality hold apart. Pure.
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
            case INSPECT, REFURBISH, DAMAGED -> Stock.HOLD;
            case DISPOSE -> Stock.NONE;
        };
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
            var onHand = signed(before.quantity(), before.stock() == Stock.ON_HAND, after.stock() == Stock.ON_HAND);
            var hold = signed(before.quantity(), before.stock() == Stock.HOLD, after.stock() == Stock.HOLD);
            var line = index + 1;
            if (!onHand.isZero()) {
                movements.add(movement(of, before, Bucket.ON_HAND, onHand, step, line + "-on-hand", at));
            }
            if (!hold.isZero()) {
                movements.add(movement(of, before, Bucket.QUALITY_HOLD, hold, step, line + "-hold", at));
            }
        }
        return movements;
    }

    private static StockMovement movement(
            CustomerReturn of,
            ReturnLine line,
            Bucket bucket,
            Quantity quantity,
            String step,
            String sourceLine,
            Instant at) {
        return new StockMovement(
                line.sku(),
                of.location(),
                bucket,
                quantity,
                StockMovement.Reason.RETURN,
                at,
                of.key() + ":" + step,
                sourceLine,
                of.message());
    }

    private static Quantity signed(Quantity quantity, boolean before, boolean after) {
        if (before == after) {
            return Quantity.ZERO;
        }
        return after ? quantity : quantity.negated();
    }
}
