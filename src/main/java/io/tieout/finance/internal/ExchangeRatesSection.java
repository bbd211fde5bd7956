package io.tieout.finance.internal;

import io.tieout.kernel.Actor;
import io.tieout.platform.spi.ConfigSection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code exchangeRates}: each valid from its day until the next one. A rate that journals may have used is never taken away. */
@Component
class ExchangeRatesSection implements ConfigSection {

    private static final JsonNode SCHEMA = SectionJson.schema("""
            {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["currency", "functional", "validFrom", "rate"],
              "properties": {
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "functional": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "validFrom": {"type": "string", "format": "date"},
                "rate": {"type": "string", "pattern": "^[0-9]{1,9}([.][0-9]{1,12})?$",
                  "description": "how many units of functional one unit of currency is"}}}}
            """);

    private final ExchangeRates rates;
    private final EventIntake intake;

    ExchangeRatesSection(ExchangeRates rates, EventIntake intake) {
        this.rates = rates;
        this.intake = intake;
    }

    @Override
    public String name() {
        return "exchangeRates";
    }

    @Override
    public int order() {
        return 65;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var entries = SectionJson.JSON.createArrayNode();
        for (var rate : rates.list()) {
            entries.addObject()
                    .put("currency", rate.currency())
                    .put("functional", rate.functional())
                    .put("validFrom", rate.validFrom().toString())
                    .put("rate", rate.rate().toPlainString());
        }
        return entries;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        for (var index = 0; index < value.size(); index++) {
            var rate = rate(value.get(index), index);
            if (rates.save(rate, by)) {
                changes.add(new Change(
                        Change.Kind.CHANGED,
                        rate.currency() + " " + rate.functional() + " " + rate.validFrom(),
                        rate.rate().toPlainString()));
                intake.resume(List.of(PostingPlanner.rateKey(rate.currency(), rate.functional())));
            }
        }
        return changes;
    }

    private static ExchangeRates.Rate rate(JsonNode entry, int index) {
        var rate = new ExchangeRates.Rate(
                SectionJson.read(entry, index, "currency", Currency::getInstance)
                        .getCurrencyCode(),
                SectionJson.read(entry, index, "functional", Currency::getInstance)
                        .getCurrencyCode(),
                SectionJson.read(entry, index, "validFrom", LocalDate::parse),
                SectionJson.read(entry, index, "rate", BigDecimal::new));
        if (rate.rate().signum() <= 0 || rate.currency().equals(rate.functional())) {
            throw SectionJson.refused("/" + index + "/rate", "A rate is above zero and between two currencies");
        }
        return rate;
    }
}
