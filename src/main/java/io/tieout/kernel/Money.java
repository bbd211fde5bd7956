package io.tieout.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An exact amount in one currency. Never rounded except by {@link #rounded()} and {@link #allocate(List)}, which round to
 * the currency's own minor units (ISO 4217). Amounts with fewer decimals than the currency has are padded, so that
 * {@code 12.3 EUR} equals {@code 12.30 EUR}; amounts with more (unit prices, rates) keep them.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    /** More digits than any partner sends; a longer number is an attack or a defect, never a price. */
    private static final int DIGITS_MAX = 30;

    public Money {
        if (amount.precision() > DIGITS_MAX || Math.abs(amount.scale()) > DIGITS_MAX) {
            throw new IllegalArgumentException("An amount has at most " + DIGITS_MAX + " digits");
        }
        var minorUnits = Math.max(currency.getDefaultFractionDigits(), 0);
        var stripped = amount.stripTrailingZeros();
        amount = stripped.scale() < minorUnits ? stripped.setScale(minorUnits) : stripped;
    }

    /** @throws IllegalArgumentException where the amount is not a decimal number or the currency is not in ISO 4217 */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** An amount given in minor units, as payment providers send it: 1234 is 12.34 EUR, but 1234 JPY. */
    public static Money ofMinor(long minorUnits, Currency currency) {
        return new Money(BigDecimal.valueOf(minorUnits, Math.max(currency.getDefaultFractionDigits(), 0)), currency);
    }

    public static Money sum(Currency currency, Iterable<Money> parts) {
        var total = zero(currency);
        for (var part : parts) {
            total = total.plus(part);
        }
        return total;
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    public Money abs() {
        return new Money(amount.abs(), currency);
    }

    /** Rounded half up to the currency's minor units. */
    public Money rounded() {
        return new Money(
                amount.setScale(Math.max(currency.getDefaultFractionDigits(), 0), RoundingMode.HALF_UP), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    /**
     * Splits this amount by weight, to the currency's minor units, by largest remainder: the parts always sum to the whole
     * and have the weights' order. Weights that are all zero split evenly.
     */
    public List<Money> allocate(List<BigDecimal> weights) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("Nothing to allocate to");
        }
        if (weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("Weights are not negative");
        }
        var total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.signum() == 0) {
            return allocate(weights.stream().map(_ -> BigDecimal.ONE).toList());
        }
        var scale = Math.max(amount.scale(), Math.max(currency.getDefaultFractionDigits(), 0));
        var unit = BigDecimal.ONE.movePointLeft(scale);
        var parts = new ArrayList<BigDecimal>();
        var remainders = new ArrayList<BigDecimal>();
        for (var weight : weights) {
            var exact = amount.multiply(weight);
            var part = exact.divide(total, scale, RoundingMode.DOWN);
            parts.add(part);
            remainders.add(exact.subtract(part.multiply(total)).abs());
        }
        var rest = amount.subtract(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        var step = rest.signum() < 0 ? unit.negate() : unit;
        var units = rest.abs().divide(unit).intValueExact();
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.<Integer, BigDecimal>comparing(remainders::get)
                        .reversed())
                .limit(units)
                .forEach(index -> parts.set(index, parts.get(index).add(step)));
        return parts.stream().map(part -> new Money(part, currency)).toList();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Currencies differ: " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
