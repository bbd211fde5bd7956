package io.tieout.inventory.internal;

import static io.tieout.inventory.internal.ReservationRows.array;

import io.tieout.inventory.internal.ReservationRows.Line;
import io.tieout.inventory.internal.ReservationRows.Part;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happens to lines of reservations that are locked, and so to their positions, one statement each. */
@Repository
class ReservationChanges {

    private final JdbcClient jdbc;

    ReservationChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Gives parts of lines back. What a snapshot has subtracted already is free again, and so on hand rises by it.
     *
     * @param endState how the reservation ends by this; null where something is left of it
     */
    List<StockChange> giveBack(
            UUID reservation, List<Part> parts, @Nullable String endState, String reason, Instant now) {
        return part("""
                        freed as (
                            update inventory.reservation_line l
                               set released = l.released + g.quantity, absorbed = l.absorbed - g.absorbed
                              from part g
                             where l.reservation = :id and l.reference = g.reference and l.place = g.place),
                        noted as (
                            insert into inventory.reservation_release (reservation, reference, place, quantity, reason,
                                                                       released_at)
                            select :id, g.reference, g.place, g.quantity, :reason, :now from part g),
                        unabsorbed as (
                            insert into inventory.reservation_absorption (reservation, reference, place, quantity,
                                                                          source_key, recorded_at)
                            select :id, reference, place, -absorbed, 'release', :now from part where absorbed > 0),
                        offset_by as (
                            insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                            recorded_at, source_key, source_line, reservation, place)
                            select sku, location, 'ON_HAND', absorbed, 'SNAPSHOT', :now, :now,
                                   'release:' || cast(:id as text), reference || ' ' || gen_random_uuid(), :id, place
                              from part where absorbed > 0),
                        ended as (
                            update inventory.reservation
                               set state = cast(:endState as text), ended_at = :now, reason = :reason
                             where id = :id and cast(:endState as text) is not null),
                        delta as (
                            select sku, location, sum(quantity) as quantity, sum(absorbed) as absorbed
                              from part group by sku, location),
                        held as materialized (
                            select p.sku, p.location
                              from inventory.position p join delta d on d.sku = p.sku and d.location = p.location
                             order by p.sku, p.location
                               for update of p),
                        changed as (
                            update inventory.position p
                               set on_hand = p.on_hand + d.absorbed, reserved = p.reserved - (d.quantity - d.absorbed),
                                   changed_at = :now
                              from delta d join held h on h.sku = d.sku and h.location = d.location
                             where p.sku = d.sku and p.location = d.location
                            returning p.*, d.quantity, d.absorbed)
                        select changed.*, absorbed as delta_on_hand, absorbed - quantity as delta_reserved,
                               0 as delta_quality_hold, 0 as delta_in_transit
                          from changed""", reservation, parts, now)
                .param("endState", endState)
                .param("reason", reason)
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /**
     * Takes parts of lines off the stock: a movement each, once per source key and line; what the source already moved
     * stays untouched. What a snapshot has subtracted already is moved and put back, so it counts once.
     *
     * @param ends whether nothing is left of the reservation after this
     */
    List<StockChange> consume(
            UUID reservation,
            List<Part> parts,
            boolean ends,
            String sourceKey,
            @Nullable MessageId message,
            Instant now) {
        return part("""
                        written as (
                            insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                            recorded_at, source_key, source_line, message, reservation,
                                                            place)
                            select sku, location, 'ON_HAND', -quantity, 'SHIPMENT', :now, :now, :sourceKey, reference,
                                   cast(:message as uuid), :id, place
                              from part
                            on conflict (source_key, source_line) do nothing
                            returning source_line),
                        done as (select g.* from part g join written w on w.source_line = g.reference),
                        used as (
                            update inventory.reservation_line l
                               set consumed = l.consumed + d.quantity, absorbed = l.absorbed - d.absorbed
                              from done d
                             where l.reservation = :id and l.reference = d.reference and l.place = d.place),
                        unabsorbed as (
                            insert into inventory.reservation_absorption (reservation, reference, place, quantity,
                                                                          source_key, recorded_at)
                            select :id, reference, place, -absorbed, :sourceKey, :now from done where absorbed > 0),
                        offset_by as (
                            insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                            recorded_at, source_key, source_line, message, reservation,
                                                            place)
                            select sku, location, 'ON_HAND', absorbed, 'SNAPSHOT', :now, :now, :sourceKey,
                                   reference || ' (in snapshot)', cast(:message as uuid), :id, place
                              from done where absorbed > 0),
                        ended as (
                            update inventory.reservation set state = 'CONSUMED', ended_at = :now
                             where id = :id and :ends and (select count(*) from written) = (select count(*) from part)),
                        delta as (
                            select sku, location, sum(quantity - absorbed) as quantity from done group by sku, location),
                        held as materialized (
                            select p.sku, p.location
                              from inventory.position p join delta d on d.sku = p.sku and d.location = p.location
                             order by p.sku, p.location
                               for update of p),
                        changed as (
                            update inventory.position p
                               set on_hand = p.on_hand - d.quantity, reserved = p.reserved - d.quantity, changed_at = :now
                              from delta d join held h on h.sku = d.sku and h.location = d.location
                             where p.sku = d.sku and p.location = d.location
                            returning p.*, d.quantity)
                        select changed.*, -quantity as delta_on_hand, -quantity as delta_reserved,
                               0 as delta_quality_hold, 0 as delta_in_transit
                          from changed""", reservation, parts, now)
                .param("ends", ends)
                .param("sourceKey", sourceKey)
                .param("message", message == null ? null : message.value())
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /** Positions of these lines where they are and at another location, locked in the one order; as they are now. */
    List<StockLevel> lockBoth(List<Line> lines, LocationCode other) {
        return jdbc.sql("""
                        select p.* from inventory.position p
                         where (p.sku, p.location) in (
                             select g.sku, g.location
                               from unnest(cast(:skus as text[]), cast(:locations as text[])) as g (sku, location)
                             union select sku, :other from unnest(cast(:skus as text[])) as o (sku))
                         order by p.sku, p.location
                           for update of p""")
                .param("skus", array(lines, line -> line.sku().value()))
                .param("locations", array(lines, line -> line.location().value()))
                .param("other", other.value())
                .query((row, _) -> StockChange.level(row))
                .list();
    }

    /** Reserves what was given back of lines elsewhere, as the lines' next place; positions are locked and have enough. */
    List<StockChange> place(UUID reservation, List<Part> parts, LocationCode location, Instant now) {
        return part("""
                        placed as (
                            insert into inventory.reservation_line (reservation, reference, place, since, sku, location,
                                                                    quantity, bundle_reference, bundle_sku, per_bundle)
                            select l.reservation, l.reference,
                                   (select max(o.place) from inventory.reservation_line o
                                     where o.reservation = :id and o.reference = l.reference) + 1,
                                   :now, l.sku, :to, g.quantity, l.bundle_reference, l.bundle_sku, l.per_bundle
                              from part g
                              join inventory.reservation_line l
                                on l.reservation = :id and l.reference = g.reference and l.place = g.place),
                        delta as (select sku, sum(quantity) as quantity from part group by sku),
                        changed as (
                            update inventory.position p set reserved = p.reserved + d.quantity, changed_at = :now
                              from delta d where p.sku = d.sku and p.location = :to
                            returning p.*, d.quantity)
                        select changed.*, 0 as delta_on_hand, quantity as delta_reserved, 0 as delta_quality_hold,
                               0 as delta_in_transit
                          from changed""", reservation, parts, now)
                .param("to", location.value())
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    private JdbcClient.StatementSpec part(String rest, UUID reservation, List<Part> parts, Instant now) {
        return jdbc.sql("""
                        with part as (
                            select * from unnest(cast(:references as text[]), cast(:places as integer[]),
                                                 cast(:skus as text[]), cast(:locations as text[]),
                                                 cast(:quantities as numeric[]), cast(:absorbed as numeric[]))
                                     as g (reference, place, sku, location, quantity, absorbed)),
                        """ + rest)
                .param("references", array(parts, part -> part.line().reference()))
                .param("places", array(parts, part -> String.valueOf(part.line().place())))
                .param("skus", array(parts, part -> part.line().sku().value()))
                .param("locations", array(parts, part -> part.line().location().value()))
                .param("quantities", array(parts, part -> part.quantity().toPlainString()))
                .param("absorbed", array(parts, part -> part.absorbed().toPlainString()))
                .param("id", reservation)
                .param("now", Timestamp.from(now));
    }
}
