package io.tieout.tax.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.tax.TaxRate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateTableTests {

    private final RateTable table = new RateTable(List.of(
            rate("", "2020-01-01", "0.20"), rate("", "2025-01-01", "0.23"), rate("Azores", "2020-01-01", "0.16")));

    @Test
    void theRateOfTheDayIsTheLatestBeforeIt() {
        assertThat(table.rate("XX", "", "STANDARD", LocalDate.parse("2024-12-31")))
                .contains(new BigDecimal("0.2"));
        assertThat(table.rate("XX", "", "STANDARD", LocalDate.parse("2025-01-01")))
                .contains(new BigDecimal("0.23"));
        assertThat(table.rate("XX", "", "STANDARD", LocalDate.parse("2019-12-31")))
                .isEmpty();
    }

    @Test
    void aRegionHasItsOwnRateOrTheCountrys() {
        var day = LocalDate.parse("2026-01-01");

        assertThat(table.rate("XX", "Azores", "STANDARD", day)).contains(new BigDecimal("0.16"));
        assertThat(table.rate("XX", "Elsewhere", "STANDARD", day)).contains(new BigDecimal("0.23"));
        assertThat(table.rate("YY", "", "STANDARD", day)).isEmpty();
    }

    private static TaxRate rate(String region, String from, String rate) {
        return new TaxRate("XX", region, "STANDARD", LocalDate.parse(from), new BigDecimal(rate));
    }
}
