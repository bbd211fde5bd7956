package io.tieout.orders.internal;

import io.tieout.catalog.Product;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.RecordSale;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an order or sale must satisfy before anything is done with it. Pure; every refusal has a stable code. */
final class OrderValidation {

    private static final int NUMBER_LENGTH_MAX = 128;
    private static final int PLACES_MAX = 20;
    /** Kosovo's code is in everyday use by shops and carriers, though user-assigned in ISO 3166. */
    private static final String KOSOVO = "XK";

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    /** Units that are counted, by UN/ECE Recommendation 20 and its usual synonyms. */
    private static final Set<String> COUNTED = Set.of("EA", "C62", "PCE", "PC", "ST", "H87", "NAR");

    private OrderValidation() {}

    /** What does not need master data. */
    static void checkForm(PlaceOrder order, int linesMax) {
        checkNumber("externalId", order.externalId());
        checkCurrency(order.currency());
        checkLines(order.lines(), order.currency(), linesMax);
        for (var index = 0; index < order.shipping().size(); index++) {
            var charge = order.shipping().get(index);
            var amounts = new ArrayList<>(List.of(charge.net()));
            charge.taxes().forEach(tax -> amounts.add(tax.amount()));
            checkAmounts("/shipping/" + index, order.currency(), amounts);
        }
        checkAmounts("/total", order.currency(), List.of(order.total()));
        for (var tender : order.tenders()) {
            if (!tender.amount().currency().equals(order.currency())) {
                throw new ProblemException(
                        OrderProblem.AMOUNTS_INVALID,
                        "A tender is in " + tender.amount().currency() + ", the order in " + order.currency());
            }
        }
        checkTotal(order);
        var shipTo = order.shipTo();
        if (shipTo != null && !COUNTRIES.contains(shipTo.country()) && !KOSOVO.equals(shipTo.country())) {
            throw new ProblemException(
                    OrderProblem.COUNTRY_UNKNOWN, "There is no country " + printable(shipTo.country()));
        }
    }

    static void checkForm(RecordSale sale, int linesMax) {
        checkNumber("externalId", sale.externalId());
        checkCurrency(sale.currency());
        checkLines(sale.lines(), sale.currency(), linesMax);
        var owed = sale.rounding();
        for (var line : sale.lines()) {
            owed = owed.plus(gross(line, true));
        }
        var paid = Money.sum(
                sale.currency(),
                sale.tenders().stream().map(PlaceOrder.Tender::amount).toList());
        if (!paid.equals(owed)) {
            throw new ProblemException(
                    OrderProblem.SALE_AMOUNTS_DIFFER,
                    "Receipt " + sale.externalId() + " was paid with " + paid + ", its lines, taxes and rounding are "
                            + owed);
        }
    }

    /** Every SKU exists, and only what is weighed has fractions. */
    static void checkProducts(List<PlaceOrder.Line> lines, Map<Sku, Product> products) {
        var unknown = new ArrayList<Place>();
        for (var index = 0; index < lines.size(); index++) {
            var line = lines.get(index);
            var product = products.get(line.sku());
            if (product == null) {
                unknown.add(new Place("/lines/" + index + "/sku", "There is no product " + line.sku()));
            } else if (COUNTED.contains(product.unit())
                    && line.quantity().value().scale() > 0) {
                throw new ProblemException(
                        OrderProblem.QUANTITY_INVALID,
                        line.sku() + " is counted in " + product.unit() + ", not sold as " + line.quantity());
            }
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    OrderProblem.SKU_UNKNOWN,
                    unknown.getFirst().detail() + (unknown.size() > 1 ? " (and others)" : ""),
                    unknown.stream().limit(PLACES_MAX).toList());
        }
    }

    private static void checkLines(List<PlaceOrder.Line> lines, Currency currency, int linesMax) {
        if (lines.isEmpty()) {
            throw new ProblemException(OrderProblem.NO_LINES, "There are no lines");
        }
        if (lines.size() > linesMax) {
            throw new ProblemException(
                    OrderProblem.TOO_MANY_LINES, "There are " + lines.size() + " lines; at most " + linesMax);
        }
        var references = new HashSet<String>();
        for (var index = 0; index < lines.size(); index++) {
            var line = lines.get(index);
            checkNumber("/lines/" + index + "/reference", line.reference());
            if (!references.add(line.reference())) {
                throw new ProblemException(
                        OrderProblem.LINE_REPEATED,
                        "Two lines are called " + line.reference(),
                        List.of(new Place("/lines/" + index + "/reference", "It was used before")));
            }
            if (!line.quantity().isPositive()) {
                throw new ProblemException(
                        OrderProblem.QUANTITY_INVALID,
                        "Line " + line.reference() + " has the quantity " + line.quantity(),
                        List.of(new Place("/lines/" + index + "/quantity", "It must be positive")));
            }
            var amounts = new ArrayList<>(List.of(line.net(), line.discount()));
            line.taxes().forEach(tax -> amounts.add(tax.amount()));
            checkAmounts("/lines/" + index, currency, amounts);
        }
    }

    private static void checkAmounts(String pointer, Currency currency, List<Money> amounts) {
        for (var amount : amounts) {
            if (!amount.currency().equals(currency) || amount.isNegative() || !amount.equals(amount.rounded())) {
                throw new ProblemException(
                        OrderProblem.AMOUNTS_INVALID,
                        amount + " at " + pointer + " is not a whole number of minor units of " + currency
                                + " from zero up",
                        List.of(new Place(pointer, "It must be a payable, not negative amount in " + currency)));
            }
        }
    }

    /**
     * Some channels state the total with the tax that they remit themselves, others without it. Either must fit to the cent.
     */
    private static void checkTotal(PlaceOrder order) {
        var with = Money.zero(order.currency());
        var without = with;
        for (var line : order.lines()) {
            with = with.plus(gross(line, true));
            without = without.plus(gross(line, false));
        }
        for (var charge : order.shipping()) {
            with = with.plus(charge.net()).plus(sum(charge.taxes(), order.currency(), true));
            without = without.plus(charge.net()).plus(sum(charge.taxes(), order.currency(), false));
        }
        if (!order.total().equals(with) && !order.total().equals(without)) {
            throw new ProblemException(
                    OrderProblem.AMOUNTS_DIFFER,
                    "The total is " + order.total() + ", but lines, taxes and shipping are " + with,
                    List.of(new Place("/total", "It must be " + with)));
        }
    }

    private static Money gross(PlaceOrder.Line line, boolean facilitator) {
        return line.net().plus(sum(line.taxes(), line.net().currency(), facilitator));
    }

    private static Money sum(List<PlaceOrder.Tax> taxes, Currency currency, boolean facilitator) {
        return Money.sum(
                currency,
                taxes.stream()
                        .filter(tax -> facilitator || !tax.facilitator())
                        .map(PlaceOrder.Tax::amount)
                        .toList());
    }

    private static void checkCurrency(Currency currency) {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new ProblemException(
                    OrderProblem.CURRENCY_UNKNOWN, currency.getCurrencyCode() + " is not a currency of payment");
        }
    }

    private static void checkNumber(String pointer, String number) {
        if (number.isBlank()
                || number.length() > NUMBER_LENGTH_MAX
                || number.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    OrderProblem.NUMBER_INVALID,
                    printable(number) + " is not a number of 1 to " + NUMBER_LENGTH_MAX + " characters",
                    List.of(new Place(pointer, "Blank, too long, or with control characters")));
        }
    }

    private static String printable(String text) {
        var shown = text.replaceAll("\\p{Cntrl}", "?");
        return shown.length() > 40 ? shown.substring(0, 40) + "..." : shown;
    }
}
