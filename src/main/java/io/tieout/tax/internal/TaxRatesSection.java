package io.tieout.tax.internal;

import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConfigSection;
import io.tieout.tax.TaxRate;
import io.tieout.tax.Taxes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The section {@code taxRates}: rates beside or instead of the built-in ones; the rate is a fraction as a string, "0.19". */
@Component
class TaxRatesSection implements ConfigSection {

    private static final JsonNode SCHEMA = JsonMapper.shared().readTree("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["country","category","validFrom","rate"],
             "properties":{
              "country":{"type":"string","pattern":"^[A-Z]{2}$"},
              "region":{"type":"string","maxLength":32},
              "category":{"type":"string","minLength":1,"maxLength":32},
              "validFrom":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
              "rate":{"type":"string","pattern":"^0([.][0-9]{1,6})?$"}}}}""");

    private final Taxes taxes;
    private final RateRows rows;

    TaxRatesSection(Taxes taxes, RateRows rows) {
        this.taxes = taxes;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "taxRates";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var rate : rows.configured()) {
            var entry = section.addObject().put("country", rate.country());
            if (!rate.region().isEmpty()) {
                entry.put("region", rate.region());
            }
            entry.put("category", rate.category())
                    .put("validFrom", rate.validFrom().toString())
                    .put("rate", rate.rate().toPlainString());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var before = new HashSet<>(rows.all());
        var wanted = new ArrayList<TaxRate>();
        for (var i = 0; i < value.size(); i++) {
            wanted.add(rate(value.get(i), "/" + i));
        }
        var changes = new ArrayList<Change>();
        var changed = wanted.stream().filter(rate -> !before.contains(rate)).toList();
        taxes.save(changed, by);
        for (var rate : changed) {
            var known = before.stream().anyMatch(other -> key(other).equals(key(rate)));
            changes.add(new Change(
                    known ? Change.Kind.CHANGED : Change.Kind.ADDED,
                    key(rate),
                    rate.rate().toPlainString()));
        }
        if (prune) {
            var listed = wanted.stream().map(TaxRatesSection::key).toList();
            for (var rate : rows.configured()) {
                if (!listed.contains(key(rate))) {
                    taxes.remove(rate, by);
                    changes.add(new Change(
                            Change.Kind.REMOVED, key(rate), rate.rate().toPlainString()));
                }
            }
        }
        return changes;
    }

    private static String key(TaxRate rate) {
        return rate.country() + "/" + rate.region() + "/" + rate.category() + "/" + rate.validFrom();
    }

    private static TaxRate rate(JsonNode entry, String pointer) {
        var date = entry.path("validFrom").asString();
        try {
            return new TaxRate(
                    entry.path("country").asString(),
                    entry.path("region").asString(""),
                    entry.path("category").asString(),
                    LocalDate.parse(date),
                    new BigDecimal(entry.path("rate").asString()));
        } catch (DateTimeParseException noDate) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "There is no day " + date,
                    List.of(new ProblemException.Place(pointer + "/validFrom", "There is no day " + date)));
        }
    }
}
