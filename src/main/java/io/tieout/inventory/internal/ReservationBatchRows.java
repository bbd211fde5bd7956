package io.tieout.inventory.internal;

import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Many reservations in a few statements; rows are locked in the same order as for a single one: positions, then headers. */
@Repository
class ReservationBatchRows {

    /** All or nothing per request: headers whose key is free, their lines, and the positions. */
    private static final String TAKE = """
            with asked as (
                select * from unnest(cast(cast(:ids as text[]) as uuid[]), cast(:keys as text[]),
                                     cast(cast(:expiries as text[]) as timestamptz[]))
                         as a (id, business_key, expires_at)),
            line as (
                select * from unnest(cast(cast(:owners as text[]) as uuid[]), cast(:references as text[]),
                                     cast(:skus as text[]), cast(:locations as text[]),
                                     cast(cast(:quantities as text[]) as numeric[]),
                                     cast(:bundles as text[]), cast(:bundleSkus as text[]),
                                     cast(cast(:perBundle as text[]) as numeric[]))
                         as l (reservation, reference, sku, location, quantity, bundle_reference, bundle_sku,
                               per_bundle)),
            header as (
                insert into inventory.reservation (id, business_key, state, expires_at, created_at)
                select id, business_key, 'ACTIVE', expires_at, :now from asked
                 where not exists (select 1 from inventory.reservation r
                                    where r.business_key = asked.business_key and r.state = 'CONSUMED')
                 order by business_key
                on conflict (business_key) where state = 'ACTIVE' do nothing
                returning id),
            kept as (
                insert into inventory.reservation_line (reservation, reference, sku, location, quantity,
                                                        bundle_reference, bundle_sku, per_bundle)
                select l.* from line l join header h on h.id = l.reservation),
            taken as (
                update inventory.position p
                   set reserved = p.reserved + w.quantity, changed_at = :now
                  from (select l.sku, l.location, sum(l.quantity) as quantity
                          from line l join header h on h.id = l.reservation
                         group by l.sku, l.location) w
                 where p.sku = w.sku and p.location = w.location
                   and p.available >= w.quantity
                returning p.*, w.quantity)
            select array(select id from header) as reservations, t.*, 0 as delta_on_hand,
                   t.quantity as delta_reserved, 0 as delta_quality_hold, 0 as delta_in_transit
              from taken t""";

    private final JdbcClient jdbc;

    ReservationBatchRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The positions that these requests want, locked until the transaction ends. */
    List<StockLevel> lockPositions(List<Request> requests) {
        var places = requests.stream()
                .flatMap(request -> request.lines().stream())
                .map(line -> new ReservationBatch.Place(line.sku(), line.location()))
                .distinct()
                .toList();
        return jdbc.sql("""
                        select p.*
                          from inventory.position p
                          join unnest(cast(:skus as text[]), cast(:locations as text[])) as w (sku, location)
                            on w.sku = p.sku and w.location = p.location
                         order by p.sku, p.location
                           for update of p""")
                .param("skus", texts(places, place -> place.sku().value()))
                .param("locations", texts(places, place -> place.location().value()))
                .query((row, _) -> StockChange.level(row))
                .list();
    }

    /** Those of these keys that have a reservation, or whose goods already left. */
    Set<String> known(List<Request> requests) {
        return new HashSet<>(jdbc.sql("""
                        select business_key from inventory.reservation
                         where business_key = any (cast(:keys as text[])) and state in ('ACTIVE', 'CONSUMED')""")
                .param("keys", texts(requests, request -> request.key().value()))
                .query(String.class)
                .list());
    }

    /** What was written: a reservation for each request whose key had none, and the positions that they changed. */
    record Written(Map<Request, UUID> reservations, List<StockChange> changes) {}

    /** Takes all lines of each request whose key is free; the check of each position is made once more by the update itself. */
    Written take(List<Request> requests, Instant now) {
        var ids = new HashMap<Request, UUID>();
        var lines = new ArrayList<Owned>();
        for (var request : requests) {
            var id = Ids.next();
            ids.put(request, id);
            request.lines().forEach(line -> lines.add(new Owned(id, line)));
        }
        var written = new HashSet<UUID>();
        var changes = new ArrayList<StockChange>();
        jdbc.sql(TAKE)
                .param("ids", texts(requests, request -> String.valueOf(ids.get(request))))
                .param("keys", texts(requests, request -> request.key().value()))
                .param("expiries", texts(requests, ReservationBatchRows::expiry))
                .param("owners", texts(lines, owned -> owned.reservation().toString()))
                .param("references", texts(lines, owned -> owned.line().reference()))
                .param("skus", texts(lines, owned -> owned.line().sku().value()))
                .param(
                        "locations",
                        texts(lines, owned -> owned.line().location().value()))
                .param(
                        "quantities",
                        texts(lines, owned -> owned.line().quantity().toString()))
                .param(
                        "bundles",
                        texts(lines, owned -> ReservationRows.bundle(owned.line(), WantedLine.Bundle::reference)))
                .param(
                        "bundleSkus",
                        texts(
                                lines,
                                owned -> ReservationRows.bundle(
                                        owned.line(), bundle -> bundle.sku().value())))
                .param(
                        "perBundle",
                        texts(
                                lines,
                                owned -> ReservationRows.bundle(
                                        owned.line(),
                                        bundle -> bundle.perBundle().toPlainString())))
                .param("now", Timestamp.from(now))
                .query(row -> {
                    changes.add(StockChange.from(row));
                    if (changes.size() == 1) {
                        written.addAll(
                                List.of((UUID[]) row.getArray("reservations").getArray()));
                    }
                });
        ids.values().retainAll(written);
        return new Written(ids, changes);
    }

    /**
     * What is taken off or given back of a reservation.
     *
     * @param endState how it ends by this; null where something is left
     * @param why a release's reason, a consumption's source key
     */
    record Ended(
            UUID reservation,
            List<ReservationRows.Part> parts,
            @Nullable String endState,
            String why) {}

    /** Headers and lines of those of the reservations that are active, locked in the one order. */
    Map<UUID, List<ReservationRows.Line>> lockLines(List<UUID> reservations) {
        var lines = new HashMap<UUID, List<ReservationRows.Line>>();
        jdbc.sql("""
                        select l.* from inventory.reservation r join inventory.reservation_line l on l.reservation = r.id
                         where r.id = any (cast(cast(:ids as text[]) as uuid[])) and r.state = 'ACTIVE'
                         order by r.id, l.reference, l.place
                           for update of r, l""").param("ids", texts(reservations, UUID::toString)).query(row -> {
            lines.computeIfAbsent(row.getObject("reservation", UUID.class), _ -> new ArrayList<>())
                    .add(ReservationRows.line(row));
        });
        return lines;
    }

    /** Gives locked lines back that no snapshot has. */
    List<StockChange> release(List<Ended> ended, Instant now) {
        return parts("""
                        freed as (
                            update inventory.reservation_line l set released = l.released + g.quantity
                              from part g
                             where l.reservation = g.reservation and l.reference = g.reference and l.place = 0),
                        noted as (
                            insert into inventory.reservation_release (reservation, reference, quantity, reason, released_at)
                            select reservation, reference, quantity, why, :now from part),
                        finished as (
                            update inventory.reservation r set state = e.state, ended_at = :now, reason = e.why
                              from (select distinct reservation, state, why from part) e where r.id = e.reservation),
                        delta as (
                            select sku, location, 0 as on_hand, sum(quantity) as quantity from part group by sku, location),
                        """, ended, now).query((row, _) -> StockChange.from(row)).list();
    }

    /**
     * Takes locked lines off the stock that no snapshot has.
     *
     * @param written the reservations of which every part was new to its source; the others are as they were, or are to be
     *     looked at by themselves
     */
    List<StockChange> consume(List<Ended> ended, @Nullable MessageId message, Instant now, Set<UUID> written) {
        return parts("""
                        moved as (
                            insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                            recorded_at, source_key, source_line, message, reservation)
                            select sku, location, 'ON_HAND', -quantity, 'SHIPMENT', :now, :now, why, reference,
                                   cast(:message as uuid), reservation
                              from part
                            on conflict (source_key, source_line) do nothing
                            returning reservation, source_line, sku, location, -quantity as quantity),
                        used as (
                            update inventory.reservation_line l set consumed = l.consumed + m.quantity
                              from moved m
                             where l.reservation = m.reservation and l.reference = m.source_line and l.place = 0),
                        whole as (
                            select p.reservation, p.state
                              from (select reservation, min(state) as state, count(*) as parts
                                      from part group by reservation) p
                             where p.parts = (select count(*) from moved m where m.reservation = p.reservation)),
                        finished as (
                            update inventory.reservation r set state = w.state, ended_at = :now
                              from whole w where r.id = w.reservation and w.state is not null),
                        delta as (
                            select sku, location, sum(quantity) as on_hand, sum(quantity) as quantity
                              from moved group by sku, location),
                        """, ended, now)
                .param("message", message == null ? null : message.value())
                .query((row, _) -> {
                    written.addAll(List.of((UUID[]) row.getArray("reservations").getArray()));
                    return StockChange.from(row);
                })
                .list();
    }

    private JdbcClient.StatementSpec parts(String steps, List<Ended> ended, Instant now) {
        var parts = ended.stream()
                .flatMap(one -> one.parts().stream().map(part -> new EndedPart(one, part)))
                .toList();
        return jdbc.sql("""
                        with part as (
                            select * from unnest(cast(cast(:owners as text[]) as uuid[]), cast(:references as text[]),
                                                 cast(:skus as text[]), cast(:locations as text[]),
                                                 cast(cast(:quantities as text[]) as numeric[]), cast(:states as text[]),
                                                 cast(:whys as text[]))
                                     as g (reservation, reference, sku, location, quantity, state, why)),
                        """ + steps
                        + """
                        held as materialized (
                            select p.sku, p.location
                              from inventory.position p join delta d on d.sku = p.sku and d.location = p.location
                             order by p.sku, p.location
                               for update of p),
                        changed as (
                            update inventory.position p
                               set on_hand = p.on_hand - d.on_hand, reserved = p.reserved - d.quantity, changed_at = :now
                              from delta d join held h on h.sku = d.sku and h.location = d.location
                             where p.sku = d.sku and p.location = d.location
                            returning p.*, d.on_hand as out, d.quantity)
                        select c.*, -out as delta_on_hand, -quantity as delta_reserved, 0 as delta_quality_hold,
                               0 as delta_in_transit, array(select WHOLE) as reservations
                          from changed c""".replace(
                                        "WHOLE",
                                        steps.contains("whole as")
                                                ? "w.reservation from whole w"
                                                : "p.reservation from part p"))
                .param("owners", texts(parts, one -> one.ended().reservation().toString()))
                .param("references", texts(parts, one -> one.part().line().reference()))
                .param("skus", texts(parts, one -> one.part().line().sku().value()))
                .param(
                        "locations",
                        texts(parts, one -> one.part().line().location().value()))
                .param("quantities", texts(parts, one -> one.part().quantity().toPlainString()))
                .param("states", texts(parts, one -> one.ended().endState()))
                .param("whys", texts(parts, one -> one.ended().why()))
                .param("now", Timestamp.from(now));
    }

    private record EndedPart(Ended ended, ReservationRows.Part part) {}

    private record Owned(UUID reservation, WantedLine line) {}

    private static @Nullable String expiry(Request request) {
        var expiresAt = request.expiresAt();
        return expiresAt == null ? null : expiresAt.toString();
    }

    private static <T> String[] texts(List<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
