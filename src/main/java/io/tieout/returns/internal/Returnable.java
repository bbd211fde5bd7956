package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Portion;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.ReturnProblem;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What may still come back of an order, and which of its lines a return takes from: returnable is what was sold less what
 * was claimed before, line by line (R25). Pure; its maker holds the lock.
 */
final class Returnable {

    private final OrderDetails order;
    private final Map<String, LineBalance> balances = new HashMap<>();
    private final Map<String, LineBalance> changed = new HashMap<>();

    /** What is known of an order line. */
    record LineBalance(Quantity sold, Quantity claimed, Quantity credited) {

        Quantity left() {
            return sold.minus(claimed);
        }

        LineBalance claim(Quantity quantity) {
            return new LineBalance(sold, claimed.plus(quantity), credited);
        }

        LineBalance credit(Quantity quantity) {
            return new LineBalance(sold, claimed, credited.plus(quantity));
        }
    }

    Returnable(OrderDetails order, Map<String, LineBalance> known) {
        this.order = order;
        for (var line : order.lines()) {
            var balance = known.get(line.reference());
            balances.put(
                    line.reference(),
                    balance == null
                            ? new LineBalance(line.shipped(), Quantity.ZERO, Quantity.ZERO)
                            : new LineBalance(line.shipped(), balance.claimed(), balance.credited()));
        }
    }

    /** The balances that are not any more as they were. */
    Map<String, LineBalance> changed() {
        return Map.copyOf(changed);
    }

    private void put(String reference, LineBalance balance) {
        balances.put(reference, balance);
        changed.put(reference, balance);
    }

    /** Takes the return's lines from the order's. What no line covers is kept as lines without a reference. */
    List<ReturnLine> claim(List<RegisterReturn.Line> lines, Currency currency) {
        var claimed = new ArrayList<ReturnLine>();
        for (var line : lines) {
            var candidates = candidates(line);
            var left = line.quantity();
            for (var candidate : candidates) {
                var balance = balance(candidate.reference());
                var part = left.compareTo(balance.left()) < 0 ? left : balance.left();
                if (part.isPositive()) {
                    claimed.add(
                            covered(line, candidate, balance, line.quantity().minus(left), part));
                    put(candidate.reference(), balance.claim(part));
                    left = left.minus(part);
                }
            }
            if (left.isPositive()) {
                claimed.add(uncovered(line, left, currency));
            }
        }
        return claimed;
    }

    /** Gives what a declined return, or units that never came, had claimed back. */
    void release(List<ReturnLine> lines) {
        for (var line : lines) {
            var reference = line.lineReference();
            if (reference != null && line.claimed()) {
                put(reference, balance(reference).claim(line.quantity().negated()));
            }
        }
    }

    /** Gives what a voided return had claimed and was credited back. */
    void takeBack(List<ReturnLine> lines) {
        uncredit(lines);
        release(lines);
    }

    /** Takes a credit back whose money never reached the customer; the claim stays. */
    void uncredit(List<ReturnLine> lines) {
        for (var line : lines) {
            var reference = line.lineReference();
            if (reference != null && line.credited()) {
                put(reference, balance(reference).credit(line.quantity().negated()));
            }
        }
    }

    /** Claims again what was given back, as far as nobody else took it meanwhile. @return whether all of it was free */
    boolean reclaim(ReturnLine line) {
        var reference = line.lineReference();
        if (reference == null || line.claimed()) {
            return true;
        }
        var balance = balance(reference);
        if (balance.left().compareTo(line.quantity()) < 0) {
            return false;
        }
        put(reference, balance.claim(line.quantity()));
        return true;
    }

    Map<String, Quantity> creditedQuantities() {
        var quantities = new HashMap<String, Quantity>();
        balances.forEach((reference, balance) -> quantities.put(reference, balance.credited()));
        return quantities;
    }

    Map<String, Quantity> claimedQuantities() {
        var quantities = new HashMap<String, Quantity>();
        balances.forEach((reference, balance) -> quantities.put(reference, balance.claimed()));
        return quantities;
    }

    /** The order, as it was read behind the lock. */
    OrderDetails order() {
        return order;
    }

    /**
     * Credits a claimed return: its covered lines get the order's own prices, so that all credits of a line sum to what was
     * charged for it (R14, S20).
     */
    List<ReturnLine> credit(List<ReturnLine> lines, boolean pricesOfOrder, int part) {
        var credited = new ArrayList<ReturnLine>();
        for (var line : lines) {
            var reference = line.lineReference();
            if (reference == null) {
                credited.add(line.inPart(part));
                continue;
            }
            var balance = balance(reference);
            var sold = find(reference);
            credited.add((pricesOfOrder ? priced(line, sold, balance.credited()) : likeSold(line, sold)).inPart(part));
            put(reference, balance.credit(line.quantity()));
        }
        return credited;
    }

    /** R31: whoever pays it out, a tax that the marketplace collected was never ours. */
    private static ReturnLine likeSold(ReturnLine line, OrderDetails.Line sold) {
        if (sold.taxes().isEmpty() || !sold.taxes().stream().allMatch(PlaceOrder.Tax::facilitator)) {
            return line;
        }
        return line.worth(
                line.net(),
                line.taxes().stream()
                        .map(tax -> new PlaceOrder.Tax(tax.code(), tax.amount(), true))
                        .toList());
    }

    /** What no order line covers is worth what its teller says, or nothing that we know. */
    static ReturnLine uncovered(RegisterReturn.Line line, Quantity quantity, Currency currency) {
        var portion = new Portion(line.quantity(), line.quantity().minus(quantity), quantity);
        var net = line.net() == null ? Money.zero(currency) : line.net();
        return ReturnLine.announced(
                null,
                line.sku(),
                quantity,
                line.disposition(),
                line.reason(),
                portion.of(net),
                portion.of(line.taxes()));
    }

    private static ReturnLine covered(
            RegisterReturn.Line line,
            OrderDetails.Line candidate,
            LineBalance balance,
            Quantity before,
            Quantity quantity) {
        var claimed = ReturnLine.announced(
                candidate.reference(),
                line.sku(),
                quantity,
                line.disposition(),
                line.reason(),
                Money.zero(candidate.net().currency()),
                List.of());
        var stated = line.net();
        if (stated == null) {
            return priced(claimed, candidate, balance.claimed());
        }
        var portion = new Portion(line.quantity(), before, quantity);
        return claimed.worth(portion.of(stated), portion.of(line.taxes()));
    }

    private static ReturnLine priced(ReturnLine line, OrderDetails.Line sold, Quantity before) {
        var portion = new Portion(sold.ordered(), before, line.quantity());
        return line.worth(portion.of(sold.net()), portion.of(sold.taxes()));
    }

    private List<OrderDetails.Line> candidates(RegisterReturn.Line line) {
        var reference = line.lineReference();
        var found = order.lines().stream()
                .filter(candidate -> reference != null
                        ? candidate.reference().equals(reference)
                        : candidate.sku().equals(line.sku()))
                .toList();
        if (found.isEmpty() && reference != null) {
            throw new ProblemException(
                    ReturnProblem.LINE_UNKNOWN, "Order " + order.summary().externalId() + " has no line " + reference);
        }
        return found;
    }

    private OrderDetails.Line find(String reference) {
        return order.lines().stream()
                .filter(line -> line.reference().equals(reference))
                .findFirst()
                .orElseThrow();
    }

    private LineBalance balance(String reference) {
        var balance = balances.get(reference);
        if (balance == null) {
            throw new IllegalStateException("No balance of line " + reference);
        }
        return balance;
    }
}
