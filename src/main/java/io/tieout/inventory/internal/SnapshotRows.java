package io.tieout.inventory.internal;

import static io.tieout.inventory.internal.ReservationRows.array;

import io.tieout.inventory.StockCount;
import io.tieout.inventory.StockSnapshot;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a statement of whole figures does to positions, ledger and reservations; the positions are locked before. */
@Repository
class SnapshotRows {

    /** Lines at the positions in question, and whether the figures have them subtracted. */
    private static final String LINES = """
            , line as materialized (
                select l.*, l.quantity - l.consumed - l.released - l.absorbed as open,
                       (l.since is null or l.since <= :asOf)
                       and ((cast(:acknowledged as boolean) and r.confirmed_at <= :asOf and r.confirmed_by = :source)
                            or r.business_key = any (cast(:keys as text[]))
                            or cast(r.id as text) = any (cast(:keys as text[]))) is true as included
                  from inventory.reservation_line l join inventory.reservation r on r.id = l.reservation
                  join given g on g.sku = l.sku
                 where l.location = :location)
            """;

    private final JdbcClient jdbc;

    SnapshotRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those figures that this source has not stated yet. */
    List<StockSnapshot.Item> unknown(StockSnapshot snapshot) {
        var known = Set.copyOf(given("""
                select c.sku from inventory.stock_count c join given g on g.sku = c.sku
                 where c.source_key = :sourceKey and c.location = :location""", snapshot, snapshot.items(), Instant.EPOCH)
                .query(String.class)
                .list());
        return snapshot.items().stream()
                .filter(item -> !known.contains(item.sku().value()))
                .toList();
    }

    /** Those figures that this source stated otherwise before. */
    List<String> contradicted(StockSnapshot snapshot) {
        return given("""
                select c.sku from inventory.stock_count c join given g on g.sku = c.sku
                 where c.source_key = :sourceKey and c.location = :location and c.counted <> g.counted""", snapshot, snapshot.items(), Instant.EPOCH)
                .query(String.class)
                .list();
    }

    /** Nothing is contained in what was counted by hand. */
    List<StockChange> restore(StockCount count, Instant now) {
        var snapshot = new StockSnapshot(
                count.location(),
                count.asOf(),
                "",
                count.sourceKey(),
                List.of(new StockSnapshot.Item(count.sku(), count.counted())),
                StockSnapshot.Contained.NOTHING,
                count.message());
        return restore(snapshot, snapshot.items(), now);
    }

    /**
     * What an earlier snapshot had subtracted and this one has not is reserved again: on hand and reserved rise alike. A
     * statement that is older than one already known changes nothing here.
     */
    List<StockChange> restore(StockSnapshot snapshot, List<StockSnapshot.Item> items, Instant now) {
        return given(LINES + """
                , back as (
                    select l.* from line l join inventory.position p on p.sku = l.sku and p.location = :location
                     where l.absorbed > 0 and not l.included and (p.stated_at is null or p.stated_at <= :asOf)),
                unabsorbed as (
                    update inventory.reservation_line l set absorbed = 0 from back b
                     where l.reservation = b.reservation and l.reference = b.reference and l.place = b.place),
                noted as (
                    insert into inventory.reservation_absorption (reservation, reference, place, quantity, source_key,
                                                                  recorded_at)
                    select reservation, reference, place, -absorbed, :sourceKey, :now from back),
                moved as (
                    insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at, recorded_at,
                                                    source_key, source_line, message, reservation, place)
                    select sku, location, 'ON_HAND', absorbed, 'SNAPSHOT', :asOf, :now, :sourceKey,
                           'not in it ' || reservation || ' ' || reference || ' ' || place, cast(:message as uuid), null, place
                      from back),
                delta as (select sku, sum(absorbed) as quantity from back group by sku),
                changed as (
                    update inventory.position p
                       set on_hand = p.on_hand + d.quantity, reserved = p.reserved + d.quantity,
                           stated_at = :asOf, changed_at = :now
                      from delta d where p.sku = d.sku and p.location = :location
                    returning p.*, d.quantity)
                select changed.*, quantity as delta_on_hand, quantity as delta_reserved, 0 as delta_quality_hold,
                       0 as delta_in_transit
                  from changed""", snapshot, items, now)
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /**
     * Keeps the figures and writes the difference to what was expected of them: what is there now, less what happened since.
     * Where a later statement is known, the difference is taken back at its time.
     */
    List<StockChange> state(StockSnapshot snapshot, List<StockSnapshot.Item> items, Instant now) {
        return given("""
                , expected as (
                    select g.sku, g.counted,
                           p.on_hand - coalesce((select sum(m.quantity) from inventory.movement m
                                                  where m.sku = g.sku and m.location = :location
                                                    and m.bucket in ('ON_HAND', 'QUALITY_HOLD')
                                                    and m.occurred_at > :asOf), 0) as expected,
                           (select min(c.as_of) from inventory.stock_count c
                             where c.sku = g.sku and c.location = :location and c.as_of > :asOf) as later
                      from given g join inventory.position p on p.sku = g.sku and p.location = :location),
                kept as (
                    insert into inventory.stock_count (source_key, sku, location, counted, as_of, expected, variance,
                                                       recorded_at, message, kind)
                    select :sourceKey, sku, :location, counted, :asOf, expected, counted - expected, :now,
                           cast(:message as uuid), 'SNAPSHOT'
                      from expected),
                written as (
                    insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at, recorded_at,
                                                    source_key, source_line, message)
                    select e.sku, :location, 'ON_HAND', v.quantity, 'SNAPSHOT', v.at, cast(:now as timestamptz),
                           :sourceKey, 'snapshot ' || e.sku || ' ' || :location || v.suffix, cast(:message as uuid)
                      from expected e
                     cross join lateral (values (e.counted - e.expected, cast(:asOf as timestamptz), ''),
                                                (e.expected - e.counted, e.later, ' (stated)'))
                           as v (quantity, at, suffix)
                     where v.at is not null and v.quantity <> 0
                    returning sku, quantity),
                delta as (
                    select g.sku, coalesce(sum(w.quantity), 0) as quantity
                      from given g left join written w on w.sku = g.sku group by g.sku),
                changed as (
                    update inventory.position p
                       set on_hand = p.on_hand + d.quantity, changed_at = :now,
                           stated_at = greatest(p.stated_at, cast(:asOf as timestamptz))
                      from delta d where p.sku = d.sku and p.location = :location
                    returning p.*, d.quantity)
                select changed.*, quantity as delta_on_hand, 0 as delta_reserved, 0 as delta_quality_hold,
                       0 as delta_in_transit
                  from changed""", snapshot, items, now)
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /**
     * Reservations that the figures have subtracted are no more in reserved; and what of them left or was given back after
     * the watermark is put back, for it was subtracted twice by now.
     */
    List<StockChange> absorb(StockSnapshot snapshot, List<StockSnapshot.Item> items, Instant now) {
        return given(LINES + """
                , newest as (
                    select p.sku from inventory.position p join given g on g.sku = p.sku
                     where p.location = :location and p.stated_at = :asOf),
                taken as (
                    select l.* from line l join newest n on n.sku = l.sku where l.included and l.open > 0),
                absorbed as (
                    update inventory.reservation_line l set absorbed = l.absorbed + t.open from taken t
                     where l.reservation = t.reservation and l.reference = t.reference and l.place = t.place),
                noted as (
                    insert into inventory.reservation_absorption (reservation, reference, place, quantity, source_key,
                                                                  recorded_at)
                    select reservation, reference, place, open, :sourceKey, :now from taken),
                happened as (
                    select i.sku, i.reservation, m.occurred_at as at, -m.quantity as quantity
                      from (select distinct l.sku, l.reservation from line l join newest n on n.sku = l.sku
                             where l.included) i
                      join inventory.movement m on m.reservation = i.reservation and m.sku = i.sku
                       and m.location = :location and m.occurred_at > :asOf
                    union all
                    select l.sku, l.reservation, r.released_at, r.quantity
                      from line l join newest n on n.sku = l.sku
                      join inventory.reservation_release r on r.reservation = l.reservation
                       and r.reference = l.reference and r.place = l.place and r.released_at > :asOf
                     where l.included),
                twice as (
                    select sku, reservation, at, sum(quantity) as quantity from happened
                     group by sku, reservation, at having sum(quantity) > 0),
                put_back as (
                    insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at, recorded_at,
                                                    source_key, source_line, message, reservation)
                    select sku, :location, 'ON_HAND', quantity, 'SNAPSHOT', at, :now, :sourceKey,
                           'in it ' || reservation || ' ' || sku || ' ' || at, cast(:message as uuid), reservation
                      from twice),
                delta as (
                    select sku, sum(on_hand) as on_hand, sum(reserved) as reserved
                      from (select sku, quantity as on_hand, 0 as reserved from twice
                            union all select sku, 0, open from taken) d
                     group by sku),
                changed as (
                    update inventory.position p
                       set on_hand = p.on_hand + d.on_hand, reserved = p.reserved - d.reserved, changed_at = :now
                      from delta d where p.sku = d.sku and p.location = :location
                    returning p.*, d.on_hand as back, d.reserved as gone)
                select changed.*, back as delta_on_hand, -gone as delta_reserved, 0 as delta_quality_hold,
                       0 as delta_in_transit
                  from changed""", snapshot, items, now)
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    private JdbcClient.StatementSpec given(
            String rest, StockSnapshot snapshot, List<StockSnapshot.Item> items, Instant now) {
        Function<Function<StockSnapshot.Item, String>, String[]> each = text -> array(items, text::apply);
        var message = snapshot.message();
        return jdbc.sql("""
                        with given as (
                            select * from unnest(cast(:skus as text[]), cast(:quantities as numeric[])) as g (sku, counted))
                        """ + rest)
                .param("skus", each.apply(item -> item.sku().value()))
                .param("quantities", each.apply(item -> item.quantity().toString()))
                .param("location", snapshot.location().value())
                .param("asOf", Timestamp.from(snapshot.asOf()))
                .param("now", Timestamp.from(now))
                .param("source", snapshot.source())
                .param("sourceKey", snapshot.sourceKey())
                .param("acknowledged", snapshot.contained().acknowledged())
                .param("keys", snapshot.contained().keys().toArray(String[]::new))
                .param("message", message == null ? null : message.value());
    }
}
