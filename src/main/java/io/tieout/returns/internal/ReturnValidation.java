package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.ReturnProblem;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What a return must satisfy before anything is done with it. Pure. */
final class ReturnValidation {

    private static final int NUMBER_LENGTH_MAX = 128;

    private ReturnValidation() {}

    static void checkForm(RegisterReturn command, int linesMax) {
        var number = command.externalId();
        if (number.isBlank()
                || number.length() > NUMBER_LENGTH_MAX
                || number.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    ReturnProblem.NUMBER_INVALID,
                    "A return's number has 1 to " + NUMBER_LENGTH_MAX + " characters, none a control character");
        }
        if (command.lines().isEmpty() || command.lines().size() > linesMax) {
            throw new ProblemException(
                    ReturnProblem.NO_LINES,
                    "Return " + number + " has " + command.lines().size() + " lines; 1 to " + linesMax + " are taken");
        }
        for (var index = 0; index < command.lines().size(); index++) {
            var line = command.lines().get(index);
            if (!line.quantity().isPositive()) {
                throw new ProblemException(
                        ReturnProblem.QUANTITY_INVALID,
                        "Return " + number + " has the quantity " + line.quantity(),
                        List.of(new Place("/lines/" + index + "/quantity", "It must be positive")));
            }
        }
    }

    static void checkAmounts(RegisterReturn command, Currency currency) {
        for (var index = 0; index < command.lines().size(); index++) {
            var line = command.lines().get(index);
            var amounts = new ArrayList<Money>();
            if (line.net() != null) {
                amounts.add(line.net());
            }
            line.taxes().forEach(tax -> amounts.add(tax.amount()));
            check("/lines/" + index, amounts, currency);
        }
        // tenders may be negative, as the rounding of a cash refund is; what counts is their sum
        check(
                "/refundedByTill",
                command.refundedByTill().stream()
                        .map(tender -> tender.amount().abs())
                        .toList(),
                currency);
    }

    private static void check(String pointer, List<Money> amounts, Currency currency) {
        for (var amount : amounts) {
            if (amount.isNegative() || !amount.currency().equals(currency) || !amount.equals(amount.rounded())) {
                throw new ProblemException(
                        ReturnProblem.AMOUNTS_INVALID,
                        amount + " at " + pointer + " is not a payable amount in " + currency,
                        List.of(new Place(pointer, "It must be payable, not negative, in " + currency)));
            }
        }
    }

    /** What a till paid out is what its lines are worth, or its drawer would never add up. */
    static void checkPaidOut(CustomerReturn one) {
        var paid = Money.sum(
                one.currency(),
                one.refundedByTill().stream().map(PlaceOrder.Tender::amount).toList());
        if (!paid.equals(one.refund())) {
            throw new ProblemException(
                    ReturnProblem.AMOUNTS_DIFFER,
                    "Return " + one.externalId() + ": the till paid out " + paid + ", what came back is worth "
                            + one.refund());
        }
    }
}
