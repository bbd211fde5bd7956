package io.tieout.catalog;

import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lower price for a time.
 *
 * @param validTo the first instant at which it no longer holds
 * @param value per cent for {@link Effect#PERCENT_OFF}, else an amount of the currency per stock unit
 * @param currency null for {@link Effect#PERCENT_OFF}; prices of another currency are not touched
 * @param skus the products it is for; none where it is for the whole hierarchy named, or for all
 * @param hierarchy a path; products at it or below it
 * @param combinable whether others that are combinable too may be taken off as well; else the one of the highest priority is
 *     the only one
 */
public record Promotion(
        String code,
        String name,
        PriceScope scope,
        Instant validFrom,
        Instant validTo,
        Effect effect,
        BigDecimal value,
        @Nullable Currency currency,
        Set<Sku> skus,
        @Nullable String hierarchy,
        int priority,
        boolean combinable) {

    public Promotion {
        skus = Set.copyOf(skus);
        var stripped = value.stripTrailingZeros();
        value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** What it does to a price. */
    public enum Effect {
        PERCENT_OFF,
        AMOUNT_OFF,
        FIXED_PRICE
    }

    public boolean holdsAt(Instant instant) {
        return !instant.isBefore(validFrom) && instant.isBefore(validTo);
    }

    public boolean isFor(Product product) {
        if (skus.isEmpty() && hierarchy == null || skus.contains(product.sku())) {
            return true;
        }
        var path = product.hierarchy();
        return hierarchy != null && path != null && (path.equals(hierarchy) || path.startsWith(hierarchy + "/"));
    }

    /** What is left of a price: never more than it, never below zero, to the currency's own decimals. */
    public Money applyTo(Money price) {
        var zero = Money.zero(price.currency());
        var reduced = switch (effect) {
            case PERCENT_OFF ->
                price.times(BigDecimal.valueOf(100).subtract(value).movePointLeft(2));
            case AMOUNT_OFF -> price.minus(new Money(value, price.currency()));
            case FIXED_PRICE -> new Money(value, price.currency());
        };
        var rounded = reduced.rounded();
        if (rounded.isNegative()) {
            return zero;
        }
        return rounded.compareTo(price) > 0 ? price : rounded;
    }
}
