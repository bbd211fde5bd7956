package io.tieout.returns.internal;

import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.events.ReturnDecided.Charge;
import io.tieout.returns.events.ReturnDecided.Offset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a credit is paid: to which tenders, by whom, and what of it nobody pays out. Pure. */
final class RefundPlan {

    private RefundPlan() {}

    /**
     * @param kind refund, store credit, exchange or replacement
     * @param paidAlready whether the payer has paid before it was told (R3, a till)
     * @param tenders what is left of the order's tenders to pay back to
     * @param giftCardFirst whether gift cards come before other tenders (R32)
     * @param exchanged what of it pays for other goods
     */
    record Wish(
            int part,
            ReturnMoney.Kind kind,
            Payer payer,
            String reason,
            Money payable,
            boolean paidAlready,
            List<PlaceOrder.Tender> tenders,
            boolean giftCardFirst,
            Money exchanged,
            @Nullable String exchangeOrder,
            Instant at,
            Duration answerWithin) {}

    static List<ReturnMoney> moneys(Wish wish) {
        var planned = new ArrayList<ReturnMoney>();
        if (wish.kind() == ReturnMoney.Kind.STORE_CREDIT) {
            planned.add(money(wish, wish.kind(), wish.payable(), ReturnEffects.STORE_CREDIT, null, true));
            return planned;
        }
        var left = wish.payable();
        if (wish.exchanged().isPositive()) {
            planned.add(
                    money(wish, ReturnMoney.Kind.EXCHANGE, wish.exchanged(), "exchange", wish.exchangeOrder(), true));
            left = left.minus(wish.exchanged());
        }
        for (var tender : inOrder(wish)) {
            var share = tender.amount().compareTo(left) < 0 ? tender.amount() : left;
            if (share.isPositive()) {
                var gift = isGiftCard(tender.method());
                planned.add(money(
                        wish,
                        ReturnMoney.Kind.REFUND,
                        share,
                        tender.method(),
                        tender.reference(),
                        gift || wish.paidAlready()));
                left = left.minus(share);
            }
        }
        if (!left.isZero()) {
            planned.add(money(wish, ReturnMoney.Kind.REFUND, left, null, null, wish.paidAlready()));
        }
        return planned;
    }

    private static List<PlaceOrder.Tender> inOrder(Wish wish) {
        var gift = Comparator.<PlaceOrder.Tender, Boolean>comparing(tender -> isGiftCard(tender.method()));
        return wish.tenders().stream()
                .sorted(wish.giftCardFirst() ? gift.reversed() : gift)
                .toList();
    }

    static boolean isGiftCard(@Nullable String method) {
        return method != null && method.toLowerCase(Locale.ROOT).contains("gift");
    }

    private static ReturnMoney money(
            Wish wish,
            ReturnMoney.Kind kind,
            Money amount,
            @Nullable String method,
            @Nullable String reference,
            boolean done) {
        return new ReturnMoney(
                Ids.next(),
                wish.part(),
                kind,
                done ? ReturnMoney.State.DONE : ReturnMoney.State.PENDING,
                wish.payer(),
                method,
                amount,
                reference,
                wish.reason(),
                wish.at(),
                done ? null : wish.at().plus(wish.answerWithin()),
                done ? wish.at() : null,
                done ? "At once" : null,
                null);
    }

    /** What of the credit nobody pays out, where no till did. */
    static List<Offset> offsets(List<ReturnMoney> moneys) {
        var offsets = new ArrayList<Offset>();
        for (var money : moneys) {
            if (money.state() == ReturnMoney.State.FAILED || money.payer() == Payer.TILL) {
                continue;
            }
            switch (money.kind()) {
                case STORE_CREDIT -> offsets.add(new Offset(Offset.Kind.STORE_CREDIT, money.amount(), null));
                case EXCHANGE -> offsets.add(new Offset(Offset.Kind.EXCHANGE, money.amount(), money.reference()));
                case REFUND -> {
                    if (isGiftCard(money.method())) {
                        offsets.add(new Offset(Offset.Kind.GIFT_CARD, money.amount(), money.reference()));
                    }
                }
                case GOODWILL, REPLACEMENT, REIMBURSEMENT, SHIPPING_REIMBURSEMENT, CLAWBACK, LOSS -> {}
            }
        }
        return offsets;
    }

    static Money total(List<ReturnLine> lines, List<Charge> charges, Money zero) {
        var total = zero;
        for (var line : lines) {
            total = total.plus(line.gross());
        }
        for (var charge : charges) {
            total = total.plus(charge.gross());
        }
        return total;
    }
}
