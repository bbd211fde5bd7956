package io.tieout.tax;

import io.tieout.access.Audit;
import io.tieout.kernel.Actor;
import io.tieout.tax.internal.RateCache;
import io.tieout.tax.internal.RateRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tax rate table. Standard, reduced and zero rates of the European Union and the United Kingdom are built in; the
 * configuration file adds to them and overrides them. Look-ups are cached; a change is seen within a second on every node.
 */
@Service
public class Taxes {

    private final RateCache cache;
    private final RateRows rows;
    private final Audit audit;

    Taxes(RateCache cache, RateRows rows, Audit audit) {
        this.cache = cache;
        this.rows = rows;
        this.audit = audit;
    }

    /** The rate (0.19 for 19 %) of a category in a country on a day; empty where the jurisdiction is not known. */
    public Optional<BigDecimal> rate(String country, String taxCategory, LocalDate on) {
        return rate(country, "", taxCategory, on);
    }

    /** As {@link #rate(String, String, LocalDate)}, with the region's own rate before the country's. */
    public Optional<BigDecimal> rate(String country, String region, String taxCategory, LocalDate on) {
        return cache.rate(country, region, taxCategory, on);
    }

    /** All of them, by country, region, category and day. */
    public List<TaxRate> rates() {
        return rows.all();
    }

    /** Adds rates, or overrides those of the same country, region, category and day. */
    @Transactional
    public void save(Collection<TaxRate> rates, Actor by) {
        cache.revision().raise();
        for (var rate : rates) {
            rows.save(rate);
            audit.record(
                    by,
                    "tax-rate.saved",
                    rate.country() + ":" + rate.region() + ":" + rate.category(),
                    Map.of(
                            "validFrom",
                            rate.validFrom().toString(),
                            "rate",
                            rate.rate().toPlainString()));
        }
    }

    /** Takes a configured rate away; what was built in stays. */
    @Transactional
    public void remove(TaxRate rate, Actor by) {
        cache.revision().raise();
        if (rows.remove(rate)) {
            audit.record(
                    by,
                    "tax-rate.removed",
                    rate.country() + ":" + rate.region() + ":" + rate.category(),
                    Map.of("validFrom", rate.validFrom().toString()));
        }
    }
}
