package io.tieout.inventory.internal;

import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.Ids;
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

    private final JdbcClient jdbc;

    ReservationBatchRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The positions that these requests want, locked until the transaction ends. */
    List<StockLevel> lockPositions(List<ReserveStock> requests) {
        var places = requests.stream()
                .flatMap(request -> request.lines().stream())
                .map(line -> new ReservationBatch.Place(line.sku(), line.location()))
                .distinct()
                .toList();
        return jdbc.sql("""
                        select p.sku, p.location, on_hand, reserved, quality_hold, in_transit, safety_stock
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
    Set<String> known(List<ReserveStock> requests) {
        return new HashSet<>(jdbc.sql("""
                        select business_key from inventory.reservation
                         where business_key = any (cast(:keys as text[])) and state in ('ACTIVE', 'CONSUMED')""")
                .param("keys", texts(requests, request -> request.key().value()))
                .query(String.class)
                .list());
    }

    /** What was written: a reservation for each request whose key had none, and the positions that they changed. */
    record Written(Map<ReserveStock, UUID> reservations, List<StockChange> changes) {}

    /** Takes all lines of each request whose key is free; the check of each position is made once more by the update itself. */
    Written take(List<ReserveStock> requests, Instant now) {
        var ids = new HashMap<ReserveStock, UUID>();
        var lines = new ArrayList<Owned>();
        for (var request : requests) {
            var id = Ids.next();
            ids.put(request, id);
            request.lines().forEach(line -> lines.add(new Owned(id, line)));
        }
        var written = new HashSet<UUID>();
        var changes = new ArrayList<StockChange>();
        jdbc.sql("""
                        with asked as (
                            select * from unnest(cast(cast(:ids as text[]) as uuid[]), cast(:keys as text[]),
                                                 cast(cast(:expiries as text[]) as timestamptz[]))
                                     as a (id, business_key, expires_at)),
                        line as (
                            select * from unnest(cast(cast(:owners as text[]) as uuid[]), cast(:references as text[]),
                                                 cast(:skus as text[]), cast(:locations as text[]),
                                                 cast(cast(:quantities as text[]) as numeric[]))
                                     as l (reservation, reference, sku, location, quantity)),
                        header as (
                            insert into inventory.reservation (id, business_key, state, expires_at, created_at)
                            select id, business_key, 'ACTIVE', expires_at, :now from asked
                             where not exists (select 1 from inventory.reservation r
                                                where r.business_key = asked.business_key and r.state = 'CONSUMED')
                             order by business_key
                            on conflict (business_key) where state = 'ACTIVE' do nothing
                            returning id),
                        kept as (
                            insert into inventory.reservation_line (reservation, reference, sku, location, quantity)
                            select l.reservation, l.reference, l.sku, l.location, l.quantity
                              from line l join header h on h.id = l.reservation),
                        taken as (
                            update inventory.position p
                               set reserved = p.reserved + w.quantity, changed_at = :now
                              from (select l.sku, l.location, sum(l.quantity) as quantity
                                      from line l join header h on h.id = l.reservation
                                     group by l.sku, l.location) w
                             where p.sku = w.sku and p.location = w.location
                               and p.on_hand - p.reserved - p.quality_hold - p.safety_stock >= w.quantity
                            returning p.*, w.quantity)
                        select array(select id from header) as reservations, t.*, 0 as delta_on_hand,
                               t.quantity as delta_reserved, 0 as delta_quality_hold, 0 as delta_in_transit
                          from taken t""")
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

    private record Owned(UUID reservation, ReserveStock.Line line) {}

    private static @Nullable String expiry(ReserveStock request) {
        var expiresAt = request.expiresAt();
        return expiresAt == null ? null : expiresAt.toString();
    }

    private static <T> String[] texts(List<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
