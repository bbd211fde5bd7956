package io.tieout.tax.internal;

import io.tieout.tax.TaxRate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Rates by jurisdiction, category and day. A region without a rate of its own has the country's. */
final class RateTable {

    private record Key(String country, String region, String category) {}

    private final Map<Key, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();

    RateTable(Collection<TaxRate> all) {
        for (var rate : all) {
            rates.computeIfAbsent(new Key(rate.country(), rate.region(), rate.category()), _ -> new TreeMap<>())
                    .put(rate.validFrom(), rate.rate());
        }
    }

    Optional<BigDecimal> rate(String country, String region, String category, LocalDate on) {
        var own = at(new Key(country, region, category), on);
        return own.isPresent() || region.isEmpty() ? own : at(new Key(country, "", category), on);
    }

    private Optional<BigDecimal> at(Key key, LocalDate on) {
        var byDay = rates.get(key);
        var entry = byDay == null ? null : byDay.floorEntry(on);
        return entry == null ? Optional.empty() : Optional.of(entry.getValue());
    }
}
