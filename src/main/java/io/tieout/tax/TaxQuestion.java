package io.tieout.tax;

import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taxed.
 *
 * @param reference what it is for, such as an order's number
 * @param date on which the rates are looked up: for a return, the day of its sale (R29)
 * @param region empty for the country as a whole
 * @param inclusive whether the amounts have the tax in them
 */
public record TaxQuestion(
        EntityCode entity,
        String reference,
        LocalDate date,
        String country,
        String region,
        @Nullable String postalCode,
        Currency currency,
        boolean inclusive,
        Rounding rounding,
        List<Line> lines) {

    public TaxQuestion {
        lines = List.copyOf(lines);
    }

    /** Where cents are rounded. By document, the lines' parts sum to the rounded whole, to the cent. */
    public enum Rounding {
        LINE,
        DOCUMENT
    }

    /** @param amount of the whole line; negative for what is given back */
    public record Line(String reference, @Nullable String sku, String category, Quantity quantity, Money amount) {}
}
