package io.tieout.inventory.internal;

import io.tieout.inventory.PositionProof;
import io.tieout.inventory.RebuildReport;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sums the whole ledger up anew and compares. */
@Repository
public class Rebuilding {

    private static final int DIFFERENCES_MAX = 200;

    private final JdbcClient jdbc;
    private final Clock clock;

    Rebuilding(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In a transaction that sees one moment. */
    public RebuildReport run() {
        var began = System.nanoTime();
        jdbc.sql("drop table if exists pg_temp.rebuilt").update();
        jdbc.sql("""
                        create temporary table rebuilt on commit drop as
                        select sku, location, count(*) as movements,
                               coalesce(sum(quantity) filter (where bucket in ('ON_HAND', 'QUALITY_HOLD')), 0) as on_hand,
                               coalesce(sum(quantity) filter (where bucket = 'QUALITY_HOLD'), 0) as quality_hold,
                               coalesce(sum(quantity) filter (where bucket = 'IN_TRANSIT'), 0) as in_transit,
                               coalesce(sum(quantity) filter (where bucket = 'CUSTOMER_OWNED'), 0) as customer_owned
                          from inventory.movement group by sku, location""").update();
        var differences = compare();
        var totals = jdbc.sql("select coalesce(sum(movements), 0) as movements, count(*) as positions from rebuilt")
                .query((row, _) -> new long[] {row.getLong("movements"), row.getLong("positions")})
                .single();
        return new RebuildReport(totals[0], totals[1], (System.nanoTime() - began) / 1_000_000, differences);
    }

    private List<PositionProof> compare() {
        return jdbc.sql("""
                        with promised as (
                            select l.sku, l.location, sum(l.quantity - l.consumed - l.released - l.absorbed) as reserved
                              from inventory.reservation_line l
                              join inventory.reservation r on r.id = l.reservation and r.state = 'ACTIVE'
                             where l.quantity > l.consumed + l.released
                             group by l.sku, l.location),
                        rebuilt_all as (
                            select coalesce(b.sku, r.sku) as sku, coalesce(b.location, r.location) as location,
                                   coalesce(b.on_hand, 0) as on_hand, coalesce(b.quality_hold, 0) as quality_hold,
                                   coalesce(b.in_transit, 0) as in_transit,
                                   coalesce(b.customer_owned, 0) as customer_owned, coalesce(r.reserved, 0) as reserved
                              from rebuilt b full join promised r on r.sku = b.sku and r.location = b.location)
                        select coalesce(p.sku, b.sku) as sku, coalesce(p.location, b.location) as location,
                               coalesce(p.on_hand, 0) as on_hand, coalesce(p.reserved, 0) as reserved,
                               coalesce(p.quality_hold, 0) as quality_hold, coalesce(p.in_transit, 0) as in_transit,
                               coalesce(p.safety_stock, 0) as safety_stock,
                               coalesce(p.customer_owned, 0) as customer_owned, coalesce(p.blocked, false) as blocked,
                               coalesce(b.on_hand, 0) as b_on_hand, coalesce(b.reserved, 0) as b_reserved,
                               coalesce(b.quality_hold, 0) as b_hold, coalesce(b.in_transit, 0) as b_transit,
                               coalesce(b.customer_owned, 0) as b_customer
                          from inventory.position p
                          full join rebuilt_all b on b.sku = p.sku and b.location = p.location
                         where (coalesce(p.on_hand, 0), coalesce(p.reserved, 0), coalesce(p.quality_hold, 0),
                                coalesce(p.in_transit, 0), coalesce(p.customer_owned, 0))
                               is distinct from
                               (coalesce(b.on_hand, 0), coalesce(b.reserved, 0), coalesce(b.quality_hold, 0),
                                coalesce(b.in_transit, 0), coalesce(b.customer_owned, 0))
                         order by 1, 2 limit :rowsMax""")
                .param("rowsMax", DIFFERENCES_MAX)
                .query((row, _) -> proof(row))
                .list();
    }

    private PositionProof proof(ResultSet row) throws SQLException {
        var kept = StockChange.level(row);
        BigDecimal onHand = row.getBigDecimal("b_on_hand");
        var rebuilt = new StockLevel(
                kept.sku(),
                kept.location(),
                onHand,
                row.getBigDecimal("b_reserved"),
                row.getBigDecimal("b_hold"),
                row.getBigDecimal("b_transit"),
                kept.safetyStock(),
                row.getBigDecimal("b_customer"),
                kept.blocked());
        var now = clock.instant();
        return new PositionProof(kept.toPosition(now), rebuilt.toPosition(now));
    }
}
