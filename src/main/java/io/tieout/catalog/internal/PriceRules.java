package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.Promotion;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What must hold of prices before they are kept: above all, that there is never more than one answer. */
public final class PriceRules {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PriceRules() {}

    public static void check(PriceList list, Collection<PriceList> others) {
        Rules.text("code", list.code(), 64);
        Rules.text("name", list.name(), 500);
        lasts("Price list " + list.code(), list.validFrom(), list.validTo());
        for (var other : others) {
            if (!other.code().equals(list.code())
                    && other.scope().equals(list.scope())
                    && other.currency().equals(list.currency())
                    && other.priority() == list.priority()
                    && overlap(other.validFrom(), other.validTo(), list.validFrom(), list.validTo())) {
                throw new ProblemException(
                        CatalogProblem.PRICE_OVERLAP,
                        "Price lists " + list.code() + " and " + other.code()
                                + " have the same scope, currency and priority and hold at the same time");
            }
        }
    }

    public static void check(PriceEntry entry, @Nullable PriceList list, Collection<PriceEntry> others) {
        if (list == null) {
            throw new ProblemException(
                    CatalogProblem.PRICE_LIST_UNKNOWN,
                    "There is no price list " + entry.list() + " for " + entry.sku());
        }
        if (!entry.price().currency().equals(list.currency())) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    "List " + list.code() + " is in " + list.currency() + ", the price of " + entry.sku() + " is "
                            + entry.price());
        }
        var amount = entry.price().amount();
        if (amount.signum() < 0 || amount.scale() > 6 || amount.precision() - amount.scale() > 18) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    "The price of " + entry.sku() + " must not be negative and have 6 decimals at most");
        }
        lasts("The price of " + entry.sku() + " in " + entry.list(), entry.validFrom(), entry.validTo());
        for (var other : others) {
            if (entry.validTo() != null
                    && other.validTo() != null
                    && other.list().equals(entry.list())
                    && other.sku().equals(entry.sku())
                    && !other.validFrom().equals(entry.validFrom())
                    && overlap(other.validFrom(), other.validTo(), entry.validFrom(), entry.validTo())) {
                throw new ProblemException(
                        CatalogProblem.PRICE_OVERLAP,
                        "Two prices of " + entry.sku() + " with an end overlap in " + entry.list() + ": from "
                                + other.validFrom() + " and from " + entry.validFrom());
            }
        }
    }

    public static void check(Promotion promotion) {
        Rules.text("code", promotion.code(), 64);
        Rules.text("name", promotion.name(), 500);
        lasts("Promotion " + promotion.code(), promotion.validFrom(), promotion.validTo());
        var percent = promotion.effect() == Promotion.Effect.PERCENT_OFF;
        if (percent != (promotion.currency() == null)) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    "Promotion " + promotion.code() + " must have a currency where it has an amount, and else none");
        }
        if (promotion.value().signum() < 0
                || promotion.value().scale() > 6
                || percent && promotion.value().compareTo(HUNDRED) > 0) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    "Promotion " + promotion.code() + " has the value " + promotion.value());
        }
    }

    private static void lasts(String what, Instant from, @Nullable Instant to) {
        if (to != null && !to.isAfter(from)) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, what + " ends before it begins");
        }
    }

    private static boolean overlap(
            Instant oneFrom, @Nullable Instant oneTo, Instant otherFrom, @Nullable Instant otherTo) {
        return (oneTo == null || otherFrom.isBefore(oneTo)) && (otherTo == null || oneFrom.isBefore(otherTo));
    }
}
