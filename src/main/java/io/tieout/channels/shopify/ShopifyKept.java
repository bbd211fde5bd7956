package io.tieout.channels.shopify;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What is left of lines of which something was taken out, in quantity and in money. */
final class ShopifyKept {

    private ShopifyKept() {}

    /** @param included whether the removals' subtotals contain the tax */
    static List<PlaceOrder.Line> of(List<PlaceOrder.Line> lines, ShopifyRemovals removals, boolean included) {
        var kept = new ArrayList<PlaceOrder.Line>();
        for (var line : lines) {
            var removed = removals.of(line.reference());
            var left = line.quantity().value().subtract(removed.quantity());
            if (removed.quantity().signum() == 0) {
                kept.add(line);
            } else if (left.signum() > 0) {
                kept.add(of(line, left, removed, included));
            }
        }
        return kept;
    }

    private static PlaceOrder.Line of(
            PlaceOrder.Line line, BigDecimal left, ShopifyRemovals.Removed removed, boolean included) {
        var currency = line.net().currency();
        var told = removed.subtotal().signum() != 0;
        var net = told
                ? line.net()
                        .minus(new Money(
                                included ? removed.subtotal().subtract(removed.tax()) : removed.subtotal(), currency))
                : share(line.net(), left, line.quantity().value());
        var tax = Money.sum(
                currency, line.taxes().stream().map(PlaceOrder.Tax::amount).toList());
        var taxLeft = told
                ? tax.minus(new Money(removed.tax(), currency))
                : share(tax, left, line.quantity().value());
        return new PlaceOrder.Line(
                line.reference(),
                line.sku(),
                line.partnerSku(),
                line.title(),
                new Quantity(left),
                net,
                share(line.discount(), left, line.quantity().value()),
                spread(line.taxes(), taxLeft));
    }

    private static Money share(Money whole, BigDecimal left, BigDecimal ordered) {
        return whole.times(left.divide(ordered, 12, RoundingMode.HALF_UP)).rounded();
    }

    private static List<PlaceOrder.Tax> spread(List<PlaceOrder.Tax> taxes, Money left) {
        if (taxes.isEmpty()) {
            return taxes;
        }
        var parts =
                left.allocate(taxes.stream().map(tax -> tax.amount().amount()).toList());
        var spread = new ArrayList<PlaceOrder.Tax>();
        for (var index = 0; index < taxes.size(); index++) {
            if (!parts.get(index).isZero()) {
                var tax = taxes.get(index);
                spread.add(new PlaceOrder.Tax(tax.code(), parts.get(index), tax.facilitator()));
            }
        }
        return spread;
    }
}
