package io.tieout.channels.poslog;

import io.tieout.channels.poslog.TillTransaction.ReceiptKey;
import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was paid, and what part of it belongs to what. */
final class ReceiptTenders {

    /** The method that stands for goods given for goods, where no money moved at all. */
    static final String EXCHANGE = "exchange";

    /** The method that stands for the cents that a cash refund was rounded by. */
    static final String CASH_ROUNDING = "cash-rounding";

    private static final Set<String> PAID_OUT = Set.of("Refund", "Change", "PaidOut");

    private ReceiptTenders() {}

    /** The tender, signed, and the change given for it. */
    static List<PlaceOrder.Tender> read(ReceiptKey key, XmlPart part, Currency currency) {
        var tenders = new ArrayList<PlaceOrder.Tender>();
        var method =
                part.attribute("TenderType").or(() -> part.text("TenderID")).orElse("unknown");
        if (part.text("Amount").isPresent()) {
            var amount = ReceiptFields.amount(key, part, "Amount");
            var out = PAID_OUT.contains(part.attribute("TypeCode").orElse(""));
            tenders.add(new PlaceOrder.Tender(
                    method,
                    new Money(out ? amount.abs().negate() : amount, currency),
                    part.text("Authorization", "ReferenceNumber").orElse(null)));
        }
        part.children("TenderChange").forEach(change -> tenders.add(change(key, change, method, currency)));
        return tenders;
    }

    /** The change given; a part of a tender, or a line of its own. */
    static PlaceOrder.Tender change(ReceiptKey key, XmlPart change, String otherwise, Currency currency) {
        return new PlaceOrder.Tender(
                change.attribute("TenderType").orElse(otherwise),
                new Money(ReceiptFields.amount(key, change, "Amount").abs().negate(), currency),
                null);
    }

    /** Positive where more was paid than was due. Counts only where it is a row of its own: amounts are rounded already. */
    static Money rounding(ReceiptKey key, XmlPart part, Currency currency) {
        var rounding = part.child("Rounding");
        if (rounding.isEmpty() || rounding.get().text().isBlank()) {
            return Money.zero(currency);
        }
        var amount = new Money(ReceiptFields.amount(key, part, "Rounding"), currency);
        return rounding.get().attribute("RoundingDirection").orElse("").equals("Down")
                ? amount.abs().negated()
                : amount;
    }

    static Money sum(Currency currency, List<PlaceOrder.Tender> tenders) {
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
