package io.tieout.inventory.internal;

import io.tieout.inventory.StopSale;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stop-sales, and the mark at the positions that they stop. */
@Repository
public class StopSaleRows {

    private static final int LISTED_MAX = 1_000;

    private final JdbcClient jdbc;

    StopSaleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(StopSale stop) {
        var location = stop.location();
        var endsAt = stop.endsAt();
        jdbc.sql("""
                        insert into inventory.stop_sale (id, sku, location, reason, ordered_by, created_at, ends_at)
                        values (:id, :sku, :location, :reason, :by, :now, cast(:endsAt as timestamptz))""")
                .param("id", stop.id())
                .param("sku", stop.sku().value())
                .param("location", location == null ? null : location.value())
                .param("reason", stop.reason())
                .param("by", stop.orderedBy())
                .param("now", Timestamp.from(stop.createdAt()))
                .param("endsAt", endsAt == null ? null : Timestamp.from(endsAt))
                .update();
    }

    public Optional<StopSale> find(UUID id) {
        return jdbc.sql("select * from inventory.stop_sale where id = :id")
                .param("id", id)
                .query((row, _) -> stop(row))
                .optional();
    }

    /** @return false where it was lifted before */
    public boolean lift(UUID id, String by, Instant now) {
        return jdbc.sql("""
                        update inventory.stop_sale set lifted_at = :now, lifted_by = :by
                         where id = :id and lifted_at is null""")
                        .param("id", id)
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    public List<StopSale> inForce(@Nullable Sku sku) {
        return jdbc.sql("""
                        select * from inventory.stop_sale
                         where lifted_at is null and (cast(:sku as text) is null or sku = :sku)
                         order by created_at desc limit :rowsMax""")
                .param("sku", sku == null ? null : sku.value())
                .param("rowsMax", LISTED_MAX)
                .query((row, _) -> stop(row))
                .list();
    }

    /** Locks those whose end has come; others that look meanwhile leave them. */
    public List<StopSale> ended(Instant now) {
        return jdbc.sql("""
                        select * from inventory.stop_sale where lifted_at is null and ends_at <= :now
                         order by ends_at limit 100 for update skip locked""")
                .param("now", Timestamp.from(now))
                .query((row, _) -> stop(row))
                .list();
    }

    /** Those in force of which a position does not know: it was made at the same moment. */
    public List<StopSale> missed() {
        return jdbc.sql("""
                        select * from inventory.stop_sale s
                         where s.lifted_at is null
                           and exists (select from inventory.position p
                                        where p.sku = s.sku and (s.location is null or p.location = s.location)
                                          and not p.blocked)
                         limit 100""").query((row, _) -> stop(row)).list();
    }

    /** Makes positions know whether they are stopped. */
    public List<StockChange> refresh(Sku sku, @Nullable LocationCode location, Instant now) {
        return jdbc.sql("""
                        with held as materialized (
                            select p.sku, p.location from inventory.position p
                             where p.sku = :sku and (cast(:location as text) is null or p.location = :location)
                               and p.blocked <> inventory.is_stopped(p.sku, p.location)
                             order by p.sku, p.location
                               for update of p),
                        changed as (
                            update inventory.position p set blocked = not p.blocked, changed_at = :now
                              from held h where p.sku = h.sku and p.location = h.location
                            returning p.*)
                        select * from changed""")
                .param("sku", sku.value())
                .param("location", location == null ? null : location.value())
                .param("now", Timestamp.from(now))
                .query((row, _) -> {
                    var after = StockChange.level(row);
                    return new StockChange(after.blocked(!after.blocked()), after);
                })
                .list();
    }

    public Quantity reserved(Sku sku) {
        return new Quantity(jdbc.sql("select coalesce(sum(reserved), 0) from inventory.position where sku = :sku")
                .param("sku", sku.value())
                .query(BigDecimal.class)
                .single());
    }

    private static StopSale stop(ResultSet row) throws SQLException {
        var location = row.getString("location");
        var endsAt = row.getTimestamp("ends_at");
        var liftedAt = row.getTimestamp("lifted_at");
        return new StopSale(
                row.getObject("id", UUID.class),
                Sku.of(row.getString("sku")),
                location == null ? null : LocationCode.of(location),
                row.getString("reason"),
                row.getString("ordered_by"),
                row.getTimestamp("created_at").toInstant(),
                endsAt == null ? null : endsAt.toInstant(),
                liftedAt == null ? null : liftedAt.toInstant(),
                row.getString("lifted_by"));
    }
}
