package io.tieout.finance.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.kernel.EntityCode;
import io.tieout.mapping.Mappings;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes planners: rules, mappings, rates and entities as they are when a batch begins. */
@Component
class PostingPlanners {

    private final RuleBooks rules;
    private final Mappings mappings;
    private final ExchangeRates rates;
    private final Catalog catalog;

    PostingPlanners(RuleBooks rules, Mappings mappings, ExchangeRates rates, Catalog catalog) {
        this.rules = rules;
        this.mappings = mappings;
        this.rates = rates;
        this.catalog = catalog;
    }

    PostingPlanner forOneBatch() {
        Map<String, Optional<Currency>> currencies = new HashMap<>();
        return new PostingPlanner(
                rules.inForce(),
                new CodeBook(mappings),
                rates.rates(),
                entity -> currencies.computeIfAbsent(entity, this::find).orElse(null));
    }

    Currency functional(EntityCode entity) {
        return find(entity.value()).orElseThrow(() -> new IllegalStateException("There is no legal entity " + entity));
    }

    private Optional<Currency> find(String entity) {
        return catalog.entity(EntityCode.of(entity)).map(LegalEntity::currency);
    }
}
