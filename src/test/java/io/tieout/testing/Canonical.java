package io.tieout.testing;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;

/** Canonical orders in one line, for manifests. */
public final class Canonical {

    private Canonical() {}

    /** The order's number, lines, net, tax, shipping and total; and whether they agree. */
    public static String line(PlaceOrder order) {
        var zero = Money.zero(order.currency());
        var net = order.lines().stream().map(PlaceOrder.Line::net).reduce(zero, Money::plus);
        var tax = order.lines().stream()
                .flatMap(line -> line.taxes().stream())
                .map(PlaceOrder.Tax::amount)
                .reduce(zero, Money::plus);
        var shipping = order.shipping().stream()
                .map(charge ->
                        charge.taxes().stream().map(PlaceOrder.Tax::amount).reduce(charge.net(), Money::plus))
                .reduce(zero, Money::plus);
        var sum = net.plus(tax).plus(shipping);
        return String.join(
                " ",
                "order",
                order.externalId(),
                "lines=" + order.lines().size(),
                "net=" + net.amount().toPlainString(),
                "tax=" + tax.amount().toPlainString(),
                "charges=" + shipping.amount().toPlainString(),
                "total=" + order.total(),
                sum.equals(order.total()) ? "agrees" : "refused:order.amounts-differ");
    }
}
