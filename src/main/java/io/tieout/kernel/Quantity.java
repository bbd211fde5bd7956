package io.tieout.kernel;

import java.math.BigDecimal;

/** An exact number of units of a product, in the product's own unit of measure; decimal where goods are weighed. */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);
    private static final int DIGITS_MAX = 18;

    public Quantity {
        var stripped = value.stripTrailingZeros();
        if ((long) stripped.precision() - stripped.scale() > DIGITS_MAX || stripped.scale() > 6) {
            throw new IllegalArgumentException("A quantity has at most 18 digits before and 6 behind the point");
        }
        value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    public static Quantity of(long value) {
        return new Quantity(BigDecimal.valueOf(value));
    }

    /** @throws IllegalArgumentException where it is not a decimal number */
    public static Quantity of(String value) {
        return new Quantity(new BigDecimal(value));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    public Quantity negated() {
        return new Quantity(value.negate());
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
