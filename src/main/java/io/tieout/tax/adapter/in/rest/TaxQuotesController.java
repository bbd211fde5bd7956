package io.tieout.tax.adapter.in.rest;

import io.tieout.tax.TaxAnswer;
import io.tieout.tax.TaxQuestion;
import io.tieout.tax.TaxQuotes;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would be taxed; nothing is recorded. */
@RestController
@RequestMapping("/api/v1/tax-quotes")
class TaxQuotesController {

    private final TaxQuotes quotes;

    TaxQuotesController(TaxQuotes quotes) {
        this.quotes = quotes;
    }

    @PostMapping
    @PreAuthorize("hasAuthority('SCOPE_orders.read')")
    TaxAnswer quote(@RequestBody TaxQuestion question) {
        return quotes.quote(question);
    }
}
