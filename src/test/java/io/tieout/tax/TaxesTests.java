package io.tieout.tax;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class TaxesTests {

    @Autowired
    Taxes taxes;

    @Test
    void theEuropeanRatesAreBuiltIn() {
        var day = LocalDate.parse("2026-11-23");

        assertThat(taxes.rate("DE", "STANDARD", day)).contains(new BigDecimal("0.19"));
        assertThat(taxes.rate("DE", "STANDARD", LocalDate.parse("2020-08-01"))).contains(new BigDecimal("0.16"));
        assertThat(taxes.rate("GB", "REDUCED", day)).contains(new BigDecimal("0.05"));
        assertThat(taxes.rate("DK", "ZERO", day)).contains(BigDecimal.ZERO);
        assertThat(taxes.rate("US", "STANDARD", day)).isEmpty();
        assertThat(taxes.rates().stream().map(TaxRate::country).distinct()).hasSize(28);
    }

    @Test
    void aConfiguredRateIsSeenAtOnceAndCanBeTakenBack() {
        var rate = new TaxRate("CH", "", "STANDARD", LocalDate.parse("2024-01-01"), new BigDecimal("0.081"));
        var by = Actor.user("tester");
        taxes.save(List.of(rate), by);

        assertThat(taxes.rate("CH", "STANDARD", LocalDate.parse("2026-01-01"))).contains(new BigDecimal("0.081"));
        taxes.remove(rate, by);
        assertThat(taxes.rate("CH", "STANDARD", LocalDate.parse("2026-01-01"))).isEmpty();
    }
}
