package io.tieout.channels.till;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What part of what was paid belongs to what. */
public final class Tenders {

    /** The method that stands for goods given for goods, where no money moved at all. */
    static final String EXCHANGE = "exchange";

    /** The method that stands for the cents that a cash refund was rounded by. */
    static final String CASH_ROUNDING = "cash-rounding";

    private Tenders() {}

    public static Money sum(Currency currency, List<PlaceOrder.Tender> tenders) {
        return Money.sum(
                currency, tenders.stream().map(PlaceOrder.Tender::amount).toList());
    }

    /** How the tenders of a receipt with both sales and returns were split. All amounts positive, but for odd receipts. */
    record Split(List<PlaceOrder.Tender> paid, List<PlaceOrder.Tender> refunded) {}

    /**
     * Splits what was paid into what the sold goods were paid with and what the returned goods were refunded with. What was
     * set off against each other counts as both, in the method that carried the most; so each method's balance is what the
     * drawer has. Without any money it is an exchange.
     *
     * @param due what the sold goods cost with rounding
     */
    static Split split(List<PlaceOrder.Tender> tenders, Money due) {
        var currency = due.currency();
        var paid = new LinkedHashMap<String, Money>();
        var refunded = new LinkedHashMap<String, Money>();
        var balance = sum(currency, tenders);
        for (var tender : tenders) {
            var side = tender.amount().isNegative() ? refunded : paid;
            side.merge(tender.method(), tender.amount().abs(), Money::plus);
        }
        var setOff = due.minus(Money.sum(currency, paid.values()));
        if (!setOff.isZero()) {
            var method = main(balance.isNegative() ? refunded : paid);
            paid.merge(method, setOff, Money::plus);
            refunded.merge(method, setOff, Money::plus);
        }
        return new Split(list(paid), list(refunded));
    }

    private static String main(Map<String, Money> side) {
        return side.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(EXCHANGE);
    }

    private static List<PlaceOrder.Tender> list(Map<String, Money> side) {
        return side.entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .map(entry -> new PlaceOrder.Tender(entry.getKey(), entry.getValue(), null))
                .toList();
    }

    /** Takes as much as {@code wanted} off the front of the tenders, leaving the rest in {@code left}. */
    static List<PlaceOrder.Tender> take(List<PlaceOrder.Tender> left, Money wanted) {
        var taken = new ArrayList<PlaceOrder.Tender>();
        var open = wanted;
        while (open.isPositive() && !left.isEmpty()) {
            var tender = left.removeFirst();
            if (tender.amount().compareTo(open) > 0) {
                left.addFirst(
                        new PlaceOrder.Tender(tender.method(), tender.amount().minus(open), tender.reference()));
                taken.add(new PlaceOrder.Tender(tender.method(), open, tender.reference()));
                open = Money.zero(open.currency());
            } else {
                taken.add(tender);
                open = open.minus(tender.amount());
            }
        }
        return taken;
    }
}
