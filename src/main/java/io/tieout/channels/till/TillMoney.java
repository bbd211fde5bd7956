package io.tieout.channels.till;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Money that changed hands for what is no goods, and so is no sale: it is owed on, not earned.
 *
 * @param tenders what part of the receipt's tenders is for it, signed
 * @param rounding what was paid beyond the exact amount, where the receipt has no goods that have it
 */
public record TillMoney(List<Item> items, List<PlaceOrder.Tender> tenders, Money rounding) {

    public TillMoney {
        items = List.copyOf(items);
        tenders = List.copyOf(tenders);
    }

    /** What it was for. */
    public enum Purpose {
        GIFT_CARD("gift-card"),
        DEPOSIT("deposit"),
        TIP("tip");

        private final String component;

        Purpose(String component) {
            this.component = component;
        }

        /** The name of the finance event's component. */
        public String component() {
            return component;
        }
    }

    /** One of them. @param amount signed: positive was taken, negative given back */
    public record Item(Purpose purpose, Money amount) {}

    /** The tenders of a receipt, told apart. */
    public record Apart(List<PlaceOrder.Tender> goods, List<PlaceOrder.Tender> other) {}

    /**
     * Tells the tenders for the goods from those for all else. What was set off between the two (a deposit that pays for goods,
     * returned goods that pay for a gift card) counts on both sides in the method that carried the most, so that each method's
     * balance is what the drawer has.
     *
     * @param due what is for no goods
     */
    public static Apart apart(List<PlaceOrder.Tender> tenders, Money due) {
        var goods = new ArrayList<>(tenders);
        var other = Tenders.take(goods, due);
        var setOff = due.minus(Tenders.sum(due.currency(), other));
        if (!setOff.isZero()) {
            var method = tenders.stream()
                    .max(Comparator.comparing(tender -> tender.amount().abs()))
                    .map(PlaceOrder.Tender::method)
                    .orElse(Tenders.EXCHANGE);
            other.add(new PlaceOrder.Tender(method, setOff, null));
            goods.add(new PlaceOrder.Tender(method, setOff.negated(), null));
        }
        return new Apart(goods, other);
    }
}
