package io.tieout.channels.square;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * The tenders of an order, told apart: what paid for goods, and what is owed on (gift cards, tips).
 *
 * @param goods that pay for goods, taxes and rounding
 * @param other that pay for what is no goods
 */
record SquareTenders(List<PlaceOrder.Tender> goods, List<PlaceOrder.Tender> other) {

    SquareTenders {
        goods = List.copyOf(goods);
        other = List.copyOf(other);
    }

    /** A tip was given with its own tender; gift cards are paid by the first tenders that have it. */
    static SquareTenders of(List<SquareOrder.Tender> tenders, Money giftCards) {
        var goods = new ArrayList<PlaceOrder.Tender>();
        var other = new ArrayList<PlaceOrder.Tender>();
        var open = giftCards;
        for (var tender : tenders) {
            if (!tender.tip().isZero()) {
                other.add(new PlaceOrder.Tender(tender.method(), tender.tip(), tender.id()));
            }
            var left = tender.amount().minus(tender.tip());
            var part = left.compareTo(open) < 0 ? left : open;
            if (part.isPositive()) {
                other.add(new PlaceOrder.Tender(tender.method(), part, tender.id()));
                open = open.minus(part);
                left = left.minus(part);
            }
            if (!left.isZero()) {
                goods.add(new PlaceOrder.Tender(tender.method(), left, tender.id()));
            }
        }
        return new SquareTenders(goods, other);
    }

    static Money sum(Currency currency, List<SquareOrder.Tender> tenders) {
        return Money.sum(
                currency, tenders.stream().map(SquareOrder.Tender::amount).toList());
    }
}
