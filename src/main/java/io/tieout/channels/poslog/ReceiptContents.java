package io.tieout.channels.poslog;

import io.tieout.channels.poslog.ReceiptArithmetic.RawLine;
import io.tieout.channels.till.TillMoney.Item;
import io.tieout.channels.till.TillMoney.Purpose;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the lines of a receipt come to, line by line; those that were struck off are left out. */
final class ReceiptContents {

    /** Lines that carry goods or money in a way that is not read: a receipt with one is not booked by halves. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "SaleForDelivery",
            "SaleForPickup",
            "ReturnForDelivery",
            "ReturnForPickup",
            "PreviousLayaway",
            "PreviousCustomerOrder",
            "PaymentOnAccount",
            "FuelSale",
            "Donation");

    private final ReceiptKey key;
    private final Currency currency;
    private final List<RawLine> lines = new ArrayList<>();
    private final List<PlaceOrder.Tender> tenders = new ArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private Money rounding;
    private BigDecimal discount = BigDecimal.ZERO;
    private Optional<BigDecimal> tax = Optional.empty();

    private ReceiptContents(ReceiptKey key, Currency currency) {
        this.key = key;
        this.currency = currency;
        this.rounding = Money.zero(currency);
    }

    static ReceiptContents of(ReceiptKey key, XmlPart body, Currency currency) {
        var contents = new ReceiptContents(key, currency);
        body.children("LineItem")
                .filter(item -> !item.flag("VoidFlag") && !item.flag("CancelFlag"))
                .forEach(item ->
                        item.children().stream().filter(XmlPart::ours).forEach(part -> contents.take(item, part)));
        return contents;
    }

    private void take(XmlPart item, XmlPart part) {
        switch (part.name()) {
            case "Sale", "Return" -> lines.add(ReceiptReader.line(key, item, part));
            case "Tender" -> {
                tenders.addAll(ReceiptTenders.read(key, part, currency));
                rounding = rounding.plus(ReceiptTenders.rounding(key, part, currency));
                if (part.text("Tip").isPresent()) {
                    add(Purpose.TIP, ReceiptFields.amount(key, part, "Tip"));
                }
            }
            case "TenderChange" -> tenders.add(ReceiptTenders.change(key, part, "unknown", currency));
            case "Tax" -> tax = Optional.of(tax.orElse(BigDecimal.ZERO).add(ReceiptFields.amount(key, part, "Amount")));
            case "LoyaltyReward" -> discount = discount.add(ReceiptReader.reward(key, part));
            case "GiftCertificate" -> add(Purpose.GIFT_CARD, giftCards(part));
            case "Deposit" -> {
                var amount = ReceiptFields.amount(key, part, "Amount");
                add(Purpose.DEPOSIT, part.flag("Refund") ? amount.abs().negate() : amount);
            }
            case "Layaway" -> putAside(part, "Status");
            case "CustomerOrderForPickup", "CustomerOrderForDelivery" -> putAside(part, "OrderStatus");
            default -> {
                if (UNSUPPORTED.contains(part.name())) {
                    throw ReceiptFields.problem(
                            PoslogProblem.LINE_UNSUPPORTED, key, "has a line of the kind " + part.name());
                }
            }
        }
    }

    private BigDecimal giftCards(XmlPart part) {
        var amount = ReceiptFields.amount(key, part, part.text("Amount").isPresent() ? "Amount" : "FaceValue");
        return part.text("Quantity").isPresent()
                ? amount.multiply(ReceiptFields.amount(key, part, "Quantity"))
                : amount;
    }

    /** Goods that are put aside or ordered are not sold yet: only what is paid down for them counts, and is owed. */
    private void putAside(XmlPart part, String status) {
        var known = part.attribute(status).orElse("New");
        if (!known.equals("New")) {
            throw ReceiptFields.problem(
                    PoslogProblem.LINE_UNSUPPORTED, key, "has a line of the kind " + part.name() + " that is " + known);
        }
        if (part.text("Deposit").isPresent()) {
            add(Purpose.DEPOSIT, ReceiptFields.amount(key, part, "Deposit"));
        }
    }

    private void add(Purpose purpose, BigDecimal amount) {
        if (amount.signum() != 0) {
            items.add(new Item(purpose, new Money(amount, currency)));
        }
    }

    List<RawLine> lines() {
        return lines;
    }

    List<PlaceOrder.Tender> tenders() {
        return tenders;
    }

    /** What was paid for, besides goods. */
    List<Item> items() {
        return items;
    }

    Money rounding() {
        return rounding;
    }

    /** What rewards take off the whole receipt. */
    BigDecimal discount() {
        return discount;
    }

    /** The tax of the lines that are taxes of the whole receipt. */
    Optional<BigDecimal> tax() {
        return tax;
    }
}
