package io.tieout.orders;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.util.List;

/**
 * A part of a line, taken after other parts: its share of any amount of the line. Shares are differences of running totals,
 * so whatever the order of the parts, they sum to the line's amount to the cent once the whole line is taken.
 *
 * @param whole the line's quantity, positive
 * @param before what was taken earlier
 * @param part what is taken now
 */
public record Portion(Quantity whole, Quantity before, Quantity part) {

    public Portion {
        if (!whole.isPositive() || before.isNegative() || part.isNegative()) {
            throw new IllegalArgumentException("A portion is a positive part of something");
        }
        if (before.plus(part).compareTo(whole) > 0) {
            throw new IllegalArgumentException("A portion is not more than the whole");
        }
    }

    public Money of(Money amount) {
        return upTo(amount, before.plus(part)).minus(upTo(amount, before));
    }

    public List<PlaceOrder.Tax> of(List<PlaceOrder.Tax> taxes) {
        return taxes.stream()
                .map(tax -> new PlaceOrder.Tax(tax.code(), of(tax.amount()), tax.facilitator()))
                .toList();
    }

    private Money upTo(Money amount, Quantity taken) {
        return amount.allocate(List.of(taken.value(), whole.minus(taken).value()))
                .getFirst();
    }
}
