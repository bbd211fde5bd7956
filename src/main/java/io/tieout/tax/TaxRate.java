package io.tieout.tax;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a category is taxed at from a day on.
 *
 * @param region a part of the country with a rate of its own; empty for the whole country
 * @param rate as a fraction: 0.19 for 19 %
 */
public record TaxRate(String country, String region, String category, LocalDate validFrom, BigDecimal rate) {

    public TaxRate {
        if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("A tax rate is a fraction from 0 to below 1, not " + rate);
        }
        rate = rate.signum() == 0 ? BigDecimal.ZERO : rate.stripTrailingZeros();
    }
}
