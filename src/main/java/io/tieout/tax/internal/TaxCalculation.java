package io.tieout.tax.internal;

import io.tieout.kernel.Money;
import io.tieout.tax.TaxAnswer;
import io.tieout.tax.TaxQuestion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The arithmetic of tax: a pure function of a question and the rates. Rounded half up to the currency's minor units, per line
 * or, per rate, over the whole document; then the cents of each rate are spread over its lines by largest remainder, so that
 * the lines always sum to the document.
 */
public final class TaxCalculation {

    private static final MathContext EXACT = new MathContext(34);

    private TaxCalculation() {}

    /** @param rates gives each line's rate as a fraction */
    public static TaxAnswer of(TaxQuestion question, Function<TaxQuestion.Line, BigDecimal> rates) {
        var lines = question.lines();
        var rateOf = lines.stream().map(rates).toList();
        var taxes = new ArrayList<Money>();
        for (var at = 0; at < lines.size(); at++) {
            taxes.add(exact(lines.get(at).amount(), rateOf.get(at), question.inclusive()));
        }
        var rounded = question.rounding() == TaxQuestion.Rounding.LINE
                ? taxes.stream().map(Money::rounded).toList()
                : spread(taxes, rateOf);
        var answers = new ArrayList<TaxAnswer.Line>();
        for (var at = 0; at < lines.size(); at++) {
            var amount = lines.get(at).amount();
            var net = question.inclusive() ? amount.minus(rounded.get(at)) : amount;
            answers.add(new TaxAnswer.Line(lines.get(at).reference(), net, rounded.get(at), rateOf.get(at)));
        }
        return new TaxAnswer(
                "table",
                false,
                answers,
                Money.sum(
                        question.currency(),
                        answers.stream().map(TaxAnswer.Line::net).toList()),
                Money.sum(
                        question.currency(),
                        answers.stream().map(TaxAnswer.Line::tax).toList()));
    }

    private static Money exact(Money amount, BigDecimal rate, boolean inclusive) {
        var tax = inclusive
                ? amount.amount().multiply(rate).divide(BigDecimal.ONE.add(rate), EXACT)
                : amount.amount().multiply(rate);
        return new Money(tax.setScale(Math.min(Math.max(tax.scale(), 0), 20), RoundingMode.HALF_UP), amount.currency());
    }

    /** Each line gets its part rounded down, and the cents that are left go to those that lost most. */
    private static List<Money> spread(List<Money> taxes, List<BigDecimal> rates) {
        var spread = new ArrayList<>(taxes);
        for (var rate : rates.stream().distinct().toList()) {
            var at = new ArrayList<Integer>();
            for (var index = 0; index < rates.size(); index++) {
                if (rates.get(index).equals(rate)) {
                    at.add(index);
                }
            }
            var currency = taxes.get(at.getFirst()).currency();
            var floor = new ArrayList<Money>();
            at.forEach(index -> floor.add(floor(taxes.get(index))));
            var whole =
                    Money.sum(currency, at.stream().map(taxes::get).toList()).rounded();
            var left = whole.minus(Money.sum(currency, floor));
            var unit = Money.ofMinor(1, currency);
            var order = new ArrayList<>(at);
            order.sort((one, other) -> lost(taxes.get(other)).compareTo(lost(taxes.get(one))));
            at.forEach(index -> spread.set(index, floor.get(at.indexOf(index))));
            for (var next = 0; left.isPositive(); next = (next + 1) % order.size()) {
                spread.set(order.get(next), spread.get(order.get(next)).plus(unit));
                left = left.minus(unit);
            }
        }
        return spread;
    }

    private static Money floor(Money exact) {
        var digits = Math.max(exact.currency().getDefaultFractionDigits(), 0);
        return new Money(exact.amount().setScale(digits, RoundingMode.FLOOR), exact.currency());
    }

    private static Money lost(Money exact) {
        return exact.minus(floor(exact));
    }
}
