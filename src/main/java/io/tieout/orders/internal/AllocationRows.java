package io.tieout.orders.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The parts of lines as they are reserved, and what waits for stock. */
@Repository
class AllocationRows {

    /** Of those that wait for a SKU so many are looked at, the oldest first. */
    private static final int WAITING_MAX = 500;

    private final JdbcClient jdbc;

    AllocationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes new ones, and what changed of those that are there. */
    void save(SalesOrder order, Instant now) {
        var all = order.allocations();
        if (all.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into orders.allocation as a (id, order_id, reference, location, reservation,
                            reservation_line, quantity, shipped, released, picked, request, confirmed, allocated_at)
                        select cast(n.id as uuid), :order, n.reference, n.location, cast(n.reservation as uuid),
                               n.reservation_line, n.quantity, n.shipped, n.released, n.picked, cast(n.request as uuid),
                               n.confirmed, :now
                          from unnest(cast(:ids as text[]), cast(:references as text[]), cast(:locations as text[]),
                                      cast(:reservations as text[]), cast(:lines as text[]),
                                      cast(cast(:quantities as text[]) as numeric[]),
                                      cast(cast(:shipped as text[]) as numeric[]),
                                      cast(cast(:released as text[]) as numeric[]),
                                      cast(cast(:picked as text[]) as numeric[]), cast(:requests as text[]),
                                      cast(cast(:confirmed as text[]) as boolean[]))
                               as n (id, reference, location, reservation, reservation_line, quantity, shipped, released,
                                     picked, request, confirmed)
                        on conflict (id) do update
                           set shipped = excluded.shipped, released = excluded.released, picked = excluded.picked,
                               confirmed = excluded.confirmed
                         where (a.shipped, a.released, a.picked, a.confirmed)
                               is distinct from (excluded.shipped, excluded.released, excluded.picked, excluded.confirmed)
                        """)
                .param("order", order.id().value())
                .param("now", Timestamp.from(now))
                .param("ids", texts(all, each -> each.id().toString()))
                .param("references", texts(all, Allocation::reference))
                .param("locations", texts(all, each -> each.location().value()))
                .param("reservations", texts(all, each -> each.reservation().toString()))
                .param("lines", texts(all, Allocation::reservationLine))
                .param("quantities", texts(all, each -> each.quantity().toString()))
                .param("shipped", texts(all, each -> each.shipped().toString()))
                .param("released", texts(all, each -> each.released().toString()))
                .param("picked", texts(all, each -> each.picked().toString()))
                .param("requests", requests(all))
                .param("confirmed", texts(all, each -> Boolean.toString(each.confirmed())))
                .update();
    }

    private static String[] texts(List<Allocation> all, Function<Allocation, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static Object requests(List<Allocation> all) {
        return all.stream()
                .map(each -> each.request() == null ? null : each.request().toString())
                .toArray(String[]::new);
    }

    List<Allocation> of(OrderId order) {
        return jdbc.sql("select * from orders.allocation where order_id = :order order by allocated_at, id")
                .param("order", order.value())
                .query((row, _) -> new Allocation(
                        row.getObject("id", UUID.class),
                        row.getString("reference"),
                        LocationCode.of(row.getString("location")),
                        row.getObject("reservation", UUID.class),
                        row.getString("reservation_line"),
                        new Quantity(row.getBigDecimal("quantity")),
                        new Quantity(row.getBigDecimal("shipped")),
                        new Quantity(row.getBigDecimal("released")),
                        new Quantity(row.getBigDecimal("picked")),
                        row.getObject("request", UUID.class),
                        row.getBoolean("confirmed")))
                .list();
    }

    Optional<OrderId> orderOf(UUID reservation) {
        return jdbc.sql("select order_id from orders.allocation where reservation = :reservation limit 1")
                .param("reservation", reservation)
                .query((row, _) -> new OrderId(row.getObject("order_id", UUID.class)))
                .optional();
    }

    /** How many orders each of the locations got since an instant. */
    Map<LocationCode, Integer> ordersSince(Collection<LocationCode> locations, Instant since) {
        var counts = new HashMap<LocationCode, Integer>();
        jdbc.sql("""
                        select location, count(distinct order_id) as orders from orders.allocation
                         where location = any(:locations) and allocated_at >= :since and quantity > released
                         group by location
                        """)
                .param("locations", locations.stream().map(LocationCode::value).toArray(String[]::new))
                .param("since", Timestamp.from(since))
                .query(row -> {
                    counts.put(LocationCode.of(row.getString("location")), row.getInt("orders"));
                });
        return counts;
    }

    /** What an order waits for. */
    record Waiting(OrderId order, Sku sku, Quantity quantity) {}

    /** What waits for these SKUs, those first that came first. */
    List<Waiting> waiting(Collection<Sku> skus) {
        return jdbc.sql("""
                        select l.order_id, l.sku, sum(l.waiting) as waiting
                          from orders.order_line l join orders.sales_order o on o.id = l.order_id
                         where l.waiting > 0 and l.sku = any(:skus)
                         group by l.order_id, l.sku, o.received_at
                         order by o.received_at, l.order_id limit :max
                        """)
                .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
                .param("max", WAITING_MAX)
                .query((row, _) -> new Waiting(
                        new OrderId(row.getObject("order_id", UUID.class)),
                        Sku.of(row.getString("sku")),
                        new Quantity(row.getBigDecimal("waiting"))))
                .list();
    }

    List<Sku> waitingSkus(int max) {
        return jdbc.sql("select distinct sku from orders.order_line where waiting > 0 limit :max")
                .param("max", max)
                .query((row, _) -> Sku.of(row.getString("sku")))
                .list();
    }

    /** Remembers a number of a partial cancellation or a short pick. @return false where it was taken before */
    boolean takeNumber(OrderId order, String number, Instant now) {
        return jdbc.sql("""
                        insert into orders.taken_number (order_id, number, recorded_at) values (:order, :number, :now)
                        on conflict do nothing
                        """)
                        .param("order", order.value())
                        .param("number", number)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    void exclude(OrderId order, Collection<String> references, LocationCode location, String reason, Instant now) {
        for (var reference : references) {
            jdbc.sql("""
                            insert into orders.excluded_source (order_id, reference, location, reason, recorded_at)
                            values (:order, :reference, :location, :reason, :now)
                            on conflict (order_id, reference, location) do update set reason = excluded.reason
                            """)
                    .param("order", order.value())
                    .param("reference", reference)
                    .param("location", location.value())
                    .param("reason", reason)
                    .param("now", Timestamp.from(now))
                    .update();
        }
    }

    /** By line reference: where it is not sourced from again, and why. */
    Map<String, Map<LocationCode, String>> excluded(OrderId order) {
        var excluded = new HashMap<String, Map<LocationCode, String>>();
        jdbc.sql("select reference, location, reason from orders.excluded_source where order_id = :order")
                .param("order", order.value())
                .query(row -> {
                    excluded.computeIfAbsent(row.getString("reference"), _ -> new HashMap<>())
                            .put(LocationCode.of(row.getString("location")), row.getString("reason"));
                });
        return excluded;
    }

    void forgetExcluded(OrderId order) {
        jdbc.sql("delete from orders.excluded_source where order_id = :order")
                .param("order", order.value())
                .update();
    }

    void saveOpenEdit(OrderId order, String edit, Instant now) {
        jdbc.sql("""
                        insert into orders.open_edit (order_id, edit, recorded_at) values (:order, cast(:edit as jsonb), :now)
                        on conflict (order_id) do update set edit = excluded.edit, recorded_at = excluded.recorded_at
                        """)
                .param("order", order.value())
                .param("edit", edit)
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<String> openEdit(OrderId order) {
        return jdbc.sql("select edit::text from orders.open_edit where order_id = :order")
                .param("order", order.value())
                .query(String.class)
                .optional();
    }

    void removeOpenEdit(OrderId order) {
        jdbc.sql("delete from orders.open_edit where order_id = :order")
                .param("order", order.value())
                .update();
    }
}
