package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.Disposition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a return.
 *
 * @param lineReference the order's line that it takes from; null where it is not covered by one
 * @param stock where the goods stand in our stock because of this line
 */
record ReturnLine(
        @Nullable String lineReference,
        Sku sku,
        Quantity quantity,
        @Nullable Disposition disposition,
        String reason,
        Money net,
        List<PlaceOrder.Tax> taxes,
        Stock stock) {

    ReturnLine {
        taxes = List.copyOf(taxes);
    }

    /** What a line has done to our stock so far. */
    enum Stock {
        NONE,
        ON_HAND,
        HOLD
    }

    Money tax() {
        return Money.sum(
                net.currency(), taxes.stream().map(PlaceOrder.Tax::amount).toList());
    }

    Money gross() {
        return net.plus(tax());
    }

    ReturnLine as(@Nullable Disposition newDisposition) {
        return new ReturnLine(lineReference, sku, quantity, newDisposition, reason, net, taxes, stock);
    }

    ReturnLine in(Stock newStock) {
        return new ReturnLine(lineReference, sku, quantity, disposition, reason, net, taxes, newStock);
    }

    ReturnLine worth(Money newNet, List<PlaceOrder.Tax> newTaxes) {
        return new ReturnLine(lineReference, sku, quantity, disposition, reason, newNet, newTaxes, stock);
    }
}
