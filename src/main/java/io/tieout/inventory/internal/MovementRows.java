package io.tieout.inventory.internal;

import io.tieout.inventory.RecordedMovement;
import io.tieout.inventory.StockCount;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The movement ledger and the counts, and what they do to positions. */
@Repository
public class MovementRows {

    /** Movements that are new, what corrects counts that saw them, and the positions. */
    private static final String WRITE = """
            with given as (
                select g.*, case when g.bucket in ('ON_HAND', 'QUALITY_HOLD') then
                           (select min(c.as_of) from inventory.stock_count c
                             where c.sku = g.sku and c.location = g.location and c.as_of >= g.occurred_at)
                       end as counted_at
                  from unnest(cast(:skus as text[]), cast(:locations as text[]), cast(:buckets as text[]),
                              cast(:quantities as numeric[]), cast(:reasons as text[]),
                              cast(:occurred as timestamptz[]), cast(:keys as text[]),
                              cast(:lines as text[]), cast(:messages as uuid[]))
                       with ordinality as g (sku, location, bucket, quantity, reason, occurred_at,
                                             source_key, source_line, message, place)),
            written as (
                insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                recorded_at, source_key, source_line, message)
                select sku, location, bucket, quantity, reason, occurred_at, :now, source_key, source_line,
                       message
                  from given order by place
                on conflict (source_key, source_line) do nothing
                returning sku, location, bucket, quantity, source_key, source_line),
            corrected as (
                insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                recorded_at, source_key, source_line, message)
                select distinct on (g.source_key, g.source_line)
                       g.sku, g.location, 'ON_HAND', -g.quantity, 'COUNT', g.counted_at, cast(:now as timestamptz),
                       g.source_key, g.source_line || ' (counted)', g.message
                  from given g
                  join written w on w.source_key = g.source_key and w.source_line = g.source_line
                 where g.counted_at is not null
                 order by g.source_key, g.source_line, g.place
                returning sku, location, bucket, quantity),
            delta as (
                select sku, location,
                       coalesce(sum(quantity) filter (where bucket in ('ON_HAND', 'QUALITY_HOLD')), 0)
                           as delta_on_hand,
                       coalesce(sum(quantity) filter (where bucket = 'QUALITY_HOLD'), 0) as delta_quality_hold,
                       coalesce(sum(quantity) filter (where bucket = 'IN_TRANSIT'), 0) as delta_in_transit,
                       coalesce(sum(quantity) filter (where bucket = 'CUSTOMER_OWNED'), 0) as delta_customer
                  from (select sku, location, bucket, quantity from written
                        union all select sku, location, bucket, quantity from corrected) m
                 group by sku, location),
            changed as (
                update inventory.position p
                   set on_hand = p.on_hand + d.delta_on_hand,
                       quality_hold = p.quality_hold + d.delta_quality_hold,
                       in_transit = p.in_transit + d.delta_in_transit,
                       customer_owned = p.customer_owned + d.delta_customer, changed_at = :now
                  from delta d where p.sku = d.sku and p.location = d.location
                returning p.*, d.delta_on_hand, d.delta_quality_hold, d.delta_in_transit)
            select (select count(*) from written) as written, c.*, 0 as delta_reserved
              from (select 1) one left join changed c on true""";

    private final JdbcClient jdbc;

    MovementRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the positions that are missing and locks them all, in the one order that everybody uses. */
    public <T> void lockPositions(
            Collection<T> items, Function<T, Sku> sku, Function<T, LocationCode> location, Instant now) {
        jdbc.sql("""
                        insert into inventory.position as p (sku, location, changed_at, blocked)
                        select distinct g.sku, g.location, cast(:now as timestamptz),
                               inventory.is_stopped(g.sku, g.location)
                          from unnest(cast(:skus as text[]), cast(:locations as text[])) as g (sku, location)
                         order by g.sku, g.location
                        on conflict (sku, location) do update set on_hand = p.on_hand""")
                .param("skus", array(items, item -> sku.apply(item).value()))
                .param("locations", array(items, item -> location.apply(item).value()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** What writing movements did. @param written how many were new */
    public record Written(int written, List<StockChange> changes) {}

    /**
     * Appends those movements that are new; their positions are locked. A movement that happened before a count that is
     * already known was seen by it, so the count's variance is corrected by the same quantity, and the total stays.
     */
    public Written write(List<StockMovement> movements, Instant now) {
        var written = new int[1];
        var changes = new ArrayList<StockChange>();
        jdbc.sql(WRITE)
                .param("skus", array(movements, m -> m.sku().value()))
                .param("locations", array(movements, m -> m.location().value()))
                .param("buckets", array(movements, m -> m.bucket().name()))
                .param("quantities", array(movements, m -> m.quantity().toString()))
                .param("reasons", array(movements, m -> m.reason().name()))
                .param("occurred", array(movements, m -> m.occurredAt().toString()))
                .param("keys", array(movements, StockMovement::sourceKey))
                .param("lines", array(movements, StockMovement::sourceLine))
                .param("messages", array(movements, m -> text(m.message())))
                .param("now", Timestamp.from(now))
                .query(row -> {
                    written[0] = row.getInt("written");
                    if (row.getString("sku") != null) {
                        changes.add(StockChange.from(row));
                    }
                });
        return new Written(written[0], changes);
    }

    /** What the ledger has under the source keys and lines of these movements. */
    public List<StockMovement> known(List<StockMovement> movements) {
        return jdbc.sql("""
                        select m.* from inventory.movement m
                          join unnest(cast(:keys as text[]), cast(:lines as text[])) as g (source_key, source_line)
                            on g.source_key = m.source_key and g.source_line = m.source_line""")
                .param("keys", array(movements, StockMovement::sourceKey))
                .param("lines", array(movements, StockMovement::sourceLine))
                .query((row, _) -> movement(row).movement())
                .list();
    }

    /** The figures of a locked count. @param laterCount the next later count that is already known */
    public record Expectation(BigDecimal expected, @Nullable Instant laterCount) {}

    /** What should have been there at the time of a count: what is there now, less what happened since. */
    public Expectation expected(StockCount count) {
        return jdbc.sql("""
                        select p.on_hand - coalesce((select sum(m.quantity) from inventory.movement m
                                                      where m.sku = p.sku and m.location = p.location
                                                        and m.bucket in ('ON_HAND', 'QUALITY_HOLD')
                                                        and m.occurred_at > :asOf), 0) as expected,
                               (select min(c.as_of) from inventory.stock_count c
                                 where c.sku = p.sku and c.location = p.location and c.as_of > :asOf) as later_count
                          from inventory.position p where p.sku = :sku and p.location = :location""")
                .param("sku", count.sku().value())
                .param("location", count.location().value())
                .param("asOf", Timestamp.from(count.asOf()))
                .query((row, _) -> {
                    var later = row.getTimestamp("later_count");
                    return new Expectation(row.getBigDecimal("expected"), later == null ? null : later.toInstant());
                })
                .single();
    }

    /** Keeps a count. @return false where this source has already counted this position */
    public boolean keep(StockCount count, BigDecimal expected, Instant now) {
        return jdbc.sql("""
                        with kept as (
                            insert into inventory.stock_count (source_key, sku, location, counted, as_of, expected, variance,
                                                               recorded_at, message)
                            values (:key, :sku, :location, :counted, :asOf, :expected, :variance, :now,
                                    cast(:message as uuid))
                            on conflict do nothing
                            returning sku, location, as_of)
                        update inventory.position p set stated_at = greatest(p.stated_at, k.as_of)
                          from kept k where p.sku = k.sku and p.location = k.location""")
                        .param("key", count.sourceKey())
                        .param("sku", count.sku().value())
                        .param("location", count.location().value())
                        .param("counted", count.counted().value())
                        .param("asOf", Timestamp.from(count.asOf()))
                        .param("expected", expected)
                        .param("variance", count.counted().value().subtract(expected))
                        .param("now", Timestamp.from(now))
                        .param("message", text(count.message()))
                        .update()
                == 1;
    }

    /** What this source has already counted there, if it has. */
    public Optional<StockCount> counted(StockCount count) {
        return jdbc.sql("""
                        select * from inventory.stock_count
                         where source_key = :key and sku = :sku and location = :location""")
                .param("key", count.sourceKey())
                .param("sku", count.sku().value())
                .param("location", count.location().value())
                .query((row, _) -> new StockCount(
                        Sku.of(row.getString("sku")),
                        LocationCode.of(row.getString("location")),
                        new Quantity(row.getBigDecimal("counted")),
                        row.getTimestamp("as_of").toInstant(),
                        row.getString("source_key"),
                        message(row)))
                .optional();
    }

    /**
     * Writes a count's variance into the ledger.
     *
     * @param laterCount where a later count already fixed the total, the variance is taken back at its time
     */
    public List<StockChange> writeVariance(
            StockCount count, BigDecimal variance, @Nullable Instant laterCount, Instant now) {
        return jdbc.sql("""
                        with written as (
                            insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                            recorded_at, source_key, source_line, message)
                            select :sku, :location, 'ON_HAND', v.quantity, 'COUNT', v.at, cast(:now as timestamptz), :key,
                                   :line || v.suffix, cast(:message as uuid)
                              from (values (cast(:variance as numeric), cast(:asOf as timestamptz), ''),
                                           (-cast(:variance as numeric), cast(:laterCount as timestamptz), ' (counted)'))
                                   as v (quantity, at, suffix)
                             where v.at is not null
                            returning quantity),
                        changed as (
                            update inventory.position p set on_hand = p.on_hand + d.quantity, changed_at = :now
                              from (select sum(quantity) as quantity from written) d
                             where p.sku = :sku and p.location = :location
                            returning p.*, d.quantity)
                        select changed.*, quantity as delta_on_hand, 0 as delta_reserved, 0 as delta_quality_hold,
                               0 as delta_in_transit
                          from changed""")
                .param("sku", count.sku().value())
                .param("location", count.location().value())
                .param("variance", variance)
                .param("asOf", Timestamp.from(count.asOf()))
                .param("laterCount", laterCount == null ? null : Timestamp.from(laterCount))
                .param("now", Timestamp.from(now))
                .param("key", count.sourceKey())
                .param("line", "count " + count.sku() + " " + count.location())
                .param("message", text(count.message()))
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /** Newest last. */
    public List<RecordedMovement> list(@Nullable String sku, @Nullable String location, long after, int rowsMax) {
        return jdbc.sql("""
                        select * from inventory.movement
                         where sequence > :after
                           and (cast(:sku as text) is null or sku = :sku)
                           and (cast(:location as text) is null or location = :location)
                         order by sequence limit :rowsMax""")
                .param("sku", sku)
                .param("location", location)
                .param("after", after)
                .param("rowsMax", rowsMax)
                .query((row, _) -> movement(row))
                .list();
    }

    private static RecordedMovement movement(ResultSet row) throws SQLException {
        return new RecordedMovement(
                row.getLong("sequence"),
                new StockMovement(
                        Sku.of(row.getString("sku")),
                        LocationCode.of(row.getString("location")),
                        StockMovement.Bucket.valueOf(row.getString("bucket")),
                        new Quantity(row.getBigDecimal("quantity")),
                        StockMovement.Reason.valueOf(row.getString("reason")),
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getString("source_key"),
                        row.getString("source_line"),
                        message(row)),
                row.getTimestamp("recorded_at").toInstant());
    }

    private static @Nullable MessageId message(ResultSet row) throws SQLException {
        var id = row.getObject("message", UUID.class);
        return id == null ? null : new MessageId(id);
    }

    private static @Nullable String text(@Nullable MessageId message) {
        return message == null ? null : message.toString();
    }

    private static <T> String[] array(Collection<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
