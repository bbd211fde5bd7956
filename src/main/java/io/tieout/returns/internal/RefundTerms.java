package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReturnRule;
import io.tieout.returns.events.ReturnDecided.Charge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is credited beside the goods and what is kept back, each a line of its own. Pure. */
final class RefundTerms {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private RefundTerms() {}

    /**
     * @param order null where the return has no receipt
     * @param credited how many of each order line are credited, this credit included
     * @param claimed how many of each order line came or are to come back
     * @param first whether it is the return's first credit
     */
    record Case(
            ReturnRule rule,
            @Nullable OrderDetails order,
            List<ReturnLine> lines,
            Map<String, Quantity> credited,
            Map<String, Quantity> claimed,
            boolean first,
            boolean shippingRefunded) {}

    static List<Charge> charges(Case of) {
        var charges = new ArrayList<Charge>();
        var fault = of.lines().stream().anyMatch(line -> of.rule().isFault(line.reason()));
        shipping(of, fault, charges);
        if (!fault) {
            fees(of, charges);
        }
        keptGifts(of, charges);
        return charges.stream().filter(charge -> !charge.gross().isZero()).toList();
    }

    private static void shipping(Case of, boolean fault, List<Charge> charges) {
        var order = of.order();
        if (order == null || of.shippingRefunded() || order.shipping().isEmpty()) {
            return;
        }
        var due = switch (of.rule().outboundShipping()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case FAULT -> fault;
            case WITHDRAWAL ->
                fault || order.lines().stream().allMatch(line -> isZero(line.shipped()) || all(of.credited(), line));
        };
        if (due) {
            var currency = order.summary().total().currency();
            charges.add(new Charge(
                    Charge.Kind.SHIPPING,
                    Money.sum(
                            currency,
                            order.shipping().stream()
                                    .map(OrderDetails.Charge::net)
                                    .toList()),
                    order.shipping().stream()
                            .flatMap(charge -> charge.taxes().stream())
                            .toList()));
        }
    }

    private static void fees(Case of, List<Charge> charges) {
        var rule = of.rule();
        var currency = of.lines().getFirst().net().currency();
        var goods = Money.sum(currency, of.lines().stream().map(ReturnLine::net).toList());
        var restocking =
                goods.times(rule.restockingFeePercent().divide(HUNDRED)).rounded();
        if (!restocking.isZero()) {
            charges.add(fee(rule, Charge.Kind.RESTOCKING_FEE, restocking));
        }
        if (of.first() && rule.returnLabel().signum() != 0) {
            charges.add(fee(rule, Charge.Kind.RETURN_LABEL, new Money(rule.returnLabel(), currency).rounded()));
        }
    }

    private static Charge fee(ReturnRule rule, Charge.Kind kind, Money net) {
        var code = rule.feeTaxCode();
        var tax = net.times(rule.feeTaxPercent().divide(HUNDRED)).rounded();
        return new Charge(
                kind,
                net.negated(),
                code == null || tax.isZero() ? List.of() : List.of(new PlaceOrder.Tax(code, tax.negated(), false)));
    }

    /** R13: who returns all that was paid for and keeps what came free pays for it, at the rate of what it came with. */
    private static void keptGifts(Case of, List<Charge> charges) {
        var order = of.order();
        if (order == null || of.lines().isEmpty()) {
            return;
        }
        var gifts = new ArrayList<OrderDetails.Line>();
        var references = new HashSet<String>();
        of.lines().forEach(line -> references.add(String.valueOf(line.lineReference())));
        for (var line : order.lines()) {
            if (line.net().isZero()
                    && line.discount().isPositive()
                    && line.shipped().isPositive()) {
                gifts.add(line);
            } else if (!isZero(line.shipped()) && !all(of.credited(), line)) {
                return;
            }
        }
        var kept = Money.sum(
                order.summary().total().currency(),
                gifts.stream()
                        .filter(gift -> !all(of.claimed(), gift))
                        .map(OrderDetails.Line::discount)
                        .toList());
        if (kept.isZero()) {
            return;
        }
        var like = order.lines().stream()
                .filter(line ->
                        references.contains(line.reference()) && line.net().isPositive())
                .findFirst();
        var taxes = like.map(line -> line.taxes().stream()
                        .map(tax -> new PlaceOrder.Tax(
                                tax.code(),
                                share(tax.amount(), kept, line.net()).negated(),
                                tax.facilitator()))
                        .toList())
                .orElse(List.of());
        charges.add(new Charge(Charge.Kind.KEPT_GIFT, kept.negated(), taxes));
    }

    private static Money share(Money tax, Money of, Money whole) {
        return tax.times(of.amount().divide(whole.amount(), java.math.MathContext.DECIMAL64))
                .rounded();
    }

    private static boolean all(Map<String, Quantity> quantities, OrderDetails.Line line) {
        return quantities.getOrDefault(line.reference(), Quantity.ZERO).compareTo(line.shipped()) >= 0;
    }

    private static boolean isZero(Quantity quantity) {
        return quantity.isZero();
    }
}
