package io.tieout.delivery.internal;

import io.tieout.catalog.Catalog;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells changed availability at an interval: per location one message with the newest figure of each SKU. */
@Component
public class StockFigures {

    /** One lock for the whole cluster, so that an older figure never overtakes a newer one. */
    private static final long LOCK = 0x7469656f75740001L;

    private static final int CHANGES_MAX = 20_000;
    private static final int FIGURES_MAX = 500;

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Catalog catalog;
    private final Clock clock;

    StockFigures(JdbcClient jdbc, Outbox outbox, Catalog catalog, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.catalog = catalog;
        this.clock = clock;
    }

    private record Change(long id, String sku, String location, Quantity available, java.time.Instant at) {}

    /** @return whether there may be more */
    @Transactional
    public boolean tell() {
        if (!jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single()) {
            return false;
        }
        // by id, because that is given under the position's own lock and so rises with each commit of a SKU
        var changes = jdbc.sql("""
                        delete from delivery.stock_change
                        where id in (select id from delivery.stock_change order by id limit :max)
                        returning id, sku, location, available, at
                        """)
                .param("max", CHANGES_MAX)
                .query((row, _) -> new Change(
                        row.getLong("id"),
                        row.getString("sku"),
                        row.getString("location"),
                        new Quantity(row.getBigDecimal("available")),
                        row.getTimestamp("at").toInstant()))
                .list();
        var newest = new TreeMap<String, TreeMap<String, Change>>();
        for (var change : changes) {
            newest.computeIfAbsent(change.location(), _ -> new TreeMap<>())
                    .merge(change.sku(), change, (one, other) -> one.id() > other.id() ? one : other);
        }
        newest.forEach((location, bySku) ->
                entityOf(location).ifPresent(entity -> tell(location, entity, List.copyOf(bySku.values()))));
        return changes.size() == CHANGES_MAX;
    }

    /** Stock of a place that is in no books is nobody's news. */
    private Optional<EntityCode> entityOf(String location) {
        return catalog.location(LocationCode.of(location)).map(place -> place.entity());
    }

    private void tell(String location, EntityCode entity, List<Change> changes) {
        var now = clock.instant();
        var drafts = new ArrayList<Draft>();
        for (int from = 0; from < changes.size(); from += FIGURES_MAX) {
            var figures = changes.subList(from, Math.min(from + FIGURES_MAX, changes.size())).stream()
                    .map(change -> new Payload.ChangedStock.Figure(change.sku(), change.available(), change.at()))
                    .toList();
            drafts.add(new Draft(
                    EventType.STOCK_CHANGED,
                    BusinessKey.of("stock:" + location),
                    entity,
                    now,
                    new Payload.ChangedStock(location, now, figures),
                    null,
                    null,
                    null));
        }
        outbox.add(drafts);
    }
}
