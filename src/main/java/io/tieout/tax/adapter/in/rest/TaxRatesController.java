package io.tieout.tax.adapter.in.rest;

import io.tieout.kernel.Page;
import io.tieout.tax.TaxRate;
import io.tieout.tax.Taxes;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rate table, for reading; a few hundred rows, so all on one page. */
@RestController
@RequestMapping("/api/v1/tax-rates")
@PreAuthorize("hasAnyAuthority('SCOPE_config.read', 'SCOPE_orders.read')")
class TaxRatesController {

    private final Taxes taxes;

    TaxRatesController(Taxes taxes) {
        this.taxes = taxes;
    }

    @GetMapping
    Page<TaxRateView> list(@RequestParam(required = false) @Nullable String country) {
        var rates = taxes.rates().stream()
                .filter(rate -> country == null || rate.country().equals(country))
                .map(TaxRateView::from)
                .toList();
        return new Page<>(rates, null);
    }

    /** A rate in the API's words. */
    record TaxRateView(String country, String region, String category, LocalDate validFrom, String rate) {

        static TaxRateView from(TaxRate rate) {
            return new TaxRateView(
                    rate.country(),
                    rate.region(),
                    rate.category(),
                    rate.validFrom(),
                    rate.rate().toPlainString());
        }
    }
}
