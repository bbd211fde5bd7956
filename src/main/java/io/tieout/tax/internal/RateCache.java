package io.tieout.tax.internal;

import io.tieout.platform.CacheRevision;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The whole rate table in memory. A load that was under way at a change is dropped with the generation it belongs to. */
@Component
public class RateCache {

    private final RateRows rows;
    private final CacheRevision revision;
    private volatile AtomicReference<@Nullable RateTable> generation = new AtomicReference<>();

    RateCache(RateRows rows, JdbcClient jdbc) {
        this.rows = rows;
        this.revision = new CacheRevision(jdbc, "tax.revision", () -> generation = new AtomicReference<>());
    }

    public CacheRevision revision() {
        return revision;
    }

    public Optional<BigDecimal> rate(String country, String region, String category, LocalDate on) {
        if (revision.raisedHere()) {
            return new RateTable(rows.all()).rate(country, region, category, on);
        }
        var from = generation;
        var table = from.get();
        if (table == null) {
            table = new RateTable(rows.all());
            from.set(table);
        }
        return table.rate(country, region, category, on);
    }
}
