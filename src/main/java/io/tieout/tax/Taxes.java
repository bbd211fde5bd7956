package io.tieout.tax;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** The tax rate table. */
public class Taxes {

    /** The rate (0.19 for 19 %) of a category in a country on a day; empty where the jurisdiction is not known. */
    public Optional<BigDecimal> rate(String country, String taxCategory, LocalDate on) {
        throw new UnsupportedOperationException();
    }
}
