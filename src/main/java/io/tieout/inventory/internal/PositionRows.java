package io.tieout.inventory.internal;

import io.tieout.inventory.PastInstant;
import io.tieout.inventory.Position;
import io.tieout.inventory.PositionFilter.Lack;
import io.tieout.inventory.StockHealth;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reading positions, as they are and as they were. */
@Repository
public class PositionRows {

    private final JdbcClient jdbc;

    PositionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Map<Sku, Map<LocationCode, Quantity>> availableToPromise(Collection<Sku> skus) {
        Map<Sku, Map<LocationCode, Quantity>> available = new HashMap<>();
        jdbc.sql("""
                        select * from inventory.position where sku = any (cast(:skus as text[]))""")
                .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
                .query(row -> {
                    var level = StockChange.level(row);
                    available
                            .computeIfAbsent(level.sku(), _ -> new HashMap<>())
                            .put(level.location(), level.availableToPromise());
                });
        return available;
    }

    /** By SKU and location. @param after the pair after which to go on */
    public List<Position> list(@Nullable String sku, @Nullable String location, @Nullable After after, int rowsMax) {
        return list(sku, location, null, after, rowsMax);
    }

    public List<Position> list(
            @Nullable String sku, @Nullable String location, @Nullable Lack lack, @Nullable After after, int rowsMax) {
        return jdbc.sql("""
                        select * from inventory.position
                         where (cast(:sku as text) is null or sku = :sku)
                           and (cast(:location as text) is null or location = :location)
                           and (cast(:afterSku as text) is null or (sku, location) > (:afterSku, :afterLocation))
                           and %s
                         order by sku, location limit :rowsMax""".formatted(lack == null ? "true" : condition(lack)))
                .param("sku", sku)
                .param("location", location)
                .param("afterSku", after == null ? null : after.sku())
                .param("afterLocation", after == null ? null : after.location())
                .param("rowsMax", rowsMax)
                .query((row, _) -> StockChange.level(row)
                        .toPosition(row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    private static String condition(Lack lack) {
        return switch (lack) {
            case BELOW_ZERO -> "on_hand < 0";
            case UNCOVERED -> "reserved > 0 and reserved > on_hand - quality_hold";
            case NOTHING_TO_PROMISE -> "available <= 0";
        };
    }

    /** Reads all positions: an index over what changes with every reservation would cost each of them more. */
    public StockHealth health() {
        return jdbc.sql("""
                        select count(*) as positions, count(*) filter (where %s) as below_zero,
                               count(*) filter (where %s) as uncovered, count(*) filter (where %s) as nothing
                          from inventory.position""".formatted(
                        condition(Lack.BELOW_ZERO), condition(Lack.UNCOVERED), condition(Lack.NOTHING_TO_PROMISE)))
                .query((row, _) -> new StockHealth(
                        row.getLong("positions"),
                        row.getLong("below_zero"),
                        row.getLong("uncovered"),
                        row.getLong("nothing")))
                .single();
    }

    /** Where a page ended. */
    public record After(String sku, String location) {}

    /**
     * Positions summed up from the ledger: what had happened by one instant, of what was known at another. Reservations are
     * the hub's own doing, so for them both are the same. Safety stock is a setting and told as it is now.
     */
    public List<Position> past(
            @Nullable String sku, @Nullable String location, PastInstant past, @Nullable After after, int rowsMax) {
        var reservedAt = past.asOf().isBefore(past.knownAt()) ? past.asOf() : past.knownAt();
        return jdbc.sql("""
                        with moved as (
                            select sku, location,
                                   coalesce(sum(quantity) filter (where bucket in ('ON_HAND', 'QUALITY_HOLD')), 0) as on_hand,
                                   coalesce(sum(quantity) filter (where bucket = 'QUALITY_HOLD'), 0) as quality_hold,
                                   coalesce(sum(quantity) filter (where bucket = 'IN_TRANSIT'), 0) as in_transit,
                                   coalesce(sum(quantity) filter (where bucket = 'CUSTOMER_OWNED'), 0) as customer_owned,
                                   max(recorded_at) as changed_at
                              from inventory.movement
                             where occurred_at <= :asOf and recorded_at <= :knownAt
                               and (cast(:sku as text) is null or sku = :sku)
                               and (cast(:location as text) is null or location = :location)
                             group by sku, location),
                        promised as (
                            select l.sku, l.location, sum(l.quantity
                                   - coalesce((select -sum(m.quantity) from inventory.movement m
                                                where m.reservation = l.reservation and m.source_line = l.reference
                                                  and m.place = l.place and m.sku = l.sku and m.location = l.location
                                                  and m.recorded_at <= :reservedAt), 0)
                                   - coalesce((select sum(r.quantity) from inventory.reservation_release r
                                                where r.reservation = l.reservation and r.reference = l.reference
                                                  and r.place = l.place and r.released_at <= :reservedAt), 0)
                                   - coalesce((select sum(a.quantity) from inventory.reservation_absorption a
                                                where a.reservation = l.reservation and a.reference = l.reference
                                                  and a.place = l.place and a.recorded_at <= :reservedAt), 0)) as reserved
                              from inventory.reservation_line l join inventory.reservation r on r.id = l.reservation
                             where coalesce(l.since, r.created_at) <= :reservedAt and (r.ended_at is null or r.ended_at > :reservedAt)
                               and (cast(:sku as text) is null or l.sku = :sku)
                               and (cast(:location as text) is null or l.location = :location)
                             group by l.sku, l.location)
                        select p.sku, p.location, coalesce(m.on_hand, 0) as on_hand, coalesce(pr.reserved, 0) as reserved,
                               coalesce(m.quality_hold, 0) as quality_hold, coalesce(m.in_transit, 0) as in_transit,
                               coalesce(m.customer_owned, 0) as customer_owned, p.blocked, p.safety_stock, coalesce(m.changed_at, cast(:knownAt as timestamptz)) as changed_at
                          from inventory.position p
                          left join moved m on m.sku = p.sku and m.location = p.location
                          left join promised pr on pr.sku = p.sku and pr.location = p.location
                         where (cast(:sku as text) is null or p.sku = :sku)
                           and (cast(:location as text) is null or p.location = :location)
                           and (cast(:afterSku as text) is null or (p.sku, p.location) > (:afterSku, :afterLocation))
                           and (m.sku is not null or pr.sku is not null)
                         order by p.sku, p.location limit :rowsMax""")
                .param("sku", sku)
                .param("location", location)
                .param("asOf", Timestamp.from(past.asOf()))
                .param("knownAt", Timestamp.from(past.knownAt()))
                .param("reservedAt", Timestamp.from(reservedAt))
                .param("afterSku", after == null ? null : after.sku())
                .param("afterLocation", after == null ? null : after.location())
                .param("rowsMax", rowsMax)
                .query((row, _) -> StockChange.level(row)
                        .toPosition(row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    /** Sets what is kept back; the position is made where it is missing. */
    public Optional<StockChange> setSafetyStock(Sku sku, LocationCode location, Quantity quantity, Instant now) {
        var before = jdbc.sql("select * from inventory.position where sku = :sku and location = :location for update")
                .param("sku", sku.value())
                .param("location", location.value())
                .query((row, _) -> StockChange.level(row))
                .optional()
                .orElse(StockLevel.nothing(sku, location));
        if (before.safetyStock().compareTo(quantity.value()) == 0) {
            return Optional.empty();
        }
        var after = jdbc.sql("""
                        insert into inventory.position (sku, location, safety_stock, changed_at, blocked)
                        values (:sku, :location, :quantity, :now, inventory.is_stopped(:sku, :location))
                        on conflict (sku, location) do update
                           set safety_stock = excluded.safety_stock, changed_at = excluded.changed_at
                        returning *""")
                .param("sku", sku.value())
                .param("location", location.value())
                .param("quantity", quantity.value())
                .param("now", Timestamp.from(now))
                .query((row, _) -> StockChange.level(row))
                .single();
        return Optional.of(new StockChange(before, after));
    }
}
