package io.tieout.channels.poslog;

import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/** What was paid, as a receipt says it. */
final class ReceiptTenders {

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
}
