package io.tieout.orders.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders as they are written; lists and pages are read by {@link OrderReads}. Batched, since this is the hot path. */
@Repository
public class SalesOrders {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final OrderReads reads;
    private final AllocationRows allocations;
    private final Clock clock;

    SalesOrders(JdbcClient jdbc, JdbcTemplate batches, OrderReads reads, AllocationRows allocations, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.reads = reads;
        this.allocations = allocations;
        this.clock = clock;
    }

    /**
     * What is known of an order's number: the order, or that it was cancelled before it came.
     *
     * @param othersWait whether any order at all waits for stock, and so might have to go first
     */
    record Known(@Nullable OrderId order, @Nullable String cancelledBefore, boolean othersWait) {}

    /**
     * Holds everybody else off this order's number until the transaction ends, so that an order and its cancellation that
     * come at once do not miss each other. A statement of its own: the next one must see what the other has committed.
     */
    void lock(ConnectionCode connection, String externalId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", SalesOrder.key(connection, externalId).value())
                .query((_, _) -> true)
                .single();
    }

    Known look(ConnectionCode connection, String externalId) {
        return jdbc.sql("""
                        select (select id from orders.sales_order
                                 where external_id = :externalId and connection = :connection) as id,
                               (select reason from orders.cancellation_ahead
                                 where external_id = :externalId and connection = :connection) as reason,
                               exists (select 1 from orders.order_line where waiting > 0) as others_wait
                        """)
                .param("connection", connection.value())
                .param("externalId", externalId)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Known(
                            id == null ? null : new OrderId(id),
                            row.getString("reason"),
                            row.getBoolean("others_wait"));
                })
                .single();
    }

    /** The order with its row locked. */
    Optional<SalesOrder> lock(OrderId id) {
        var found = jdbc.sql("select 1 from orders.sales_order where id = :id for update")
                .param("id", id.value())
                .query(Integer.class)
                .optional();
        return found.isEmpty() ? Optional.empty() : reads.order(id);
    }

    void insert(SalesOrder order, Map<String, String> attributes, List<PlaceOrder.Tender> tenders) {
        var till = order.till();
        jdbc.sql("""
                        insert into orders.sales_order (id, connection, external_id, version, entity, state, ordered_at,
                            received_at, released_at, currency, total, paid, reservation_id, location,
                            requested_location, hold_code, hold_reason, line_count, sourcing, attributes, workstation,
                            sequence_number, business_date, rounding, message_id, pending, backordered, decisions)
                        values (:id, :connection, :externalId, :version, :entity, :state, :orderedAt, :receivedAt,
                            :releasedAt, :currency, :total, :paid, :reservation, :location, :requestedLocation,
                            :holdCode, :holdReason, :lineCount, :sourcing, cast(:attributes as jsonb), :workstation,
                            :sequenceNumber, :businessDate, :rounding, :message, :pending, :backordered,
                            cast(:decisions as jsonb))
                        """)
                .param("id", order.id().value())
                .param("connection", order.connection().value())
                .param("externalId", order.externalId())
                .param("version", order.version())
                .param("entity", order.entity().value())
                .param("state", order.state().name())
                .param("orderedAt", Timestamp.from(order.orderedAt()))
                .param("receivedAt", Timestamp.from(order.receivedAt()))
                .param("releasedAt", timestamp(order.releasedAt()))
                .param("currency", order.total().currency().getCurrencyCode())
                .param("total", order.total().amount())
                .param("paid", order.paid())
                .param("reservation", order.reservation())
                .param("location", code(order.location()))
                .param("requestedLocation", code(order.requestedLocation()))
                .param("holdCode", order.hold() == null ? null : order.hold().code())
                .param("holdReason", order.hold() == null ? null : order.hold().reason())
                .param("lineCount", order.lines().size())
                .param("sourcing", order.sourcing())
                .param("attributes", StoredTaxes.write(attributes))
                .param("workstation", till == null ? null : till.workstation())
                .param("sequenceNumber", till == null ? null : till.sequenceNumber())
                .param("businessDate", till == null ? null : till.businessDate())
                .param("rounding", till == null ? null : till.rounding().amount())
                .param("message", id(order.message()))
                .param("pending", order.pending())
                .param("backordered", order.backordered())
                .param("decisions", StoredDecisions.write(order.decisions()))
                .update();
        insertParts(order, tenders);
        allocations.save(order, clock.instant());
    }

    /** Lines, shipping charges and tenders, in one statement. */
    private void insertParts(SalesOrder order, List<PlaceOrder.Tender> tenders) {
        var lines = order.lines();
        var charges = order.shipping();
        var waiting = waiting(order);
        jdbc.sql("""
                        with charge as (
                            insert into orders.shipping_charge (order_id, charge_no, reference, title, net, taxes)
                            select :order, c.place, c.reference, c.title, c.net, cast(c.taxes as jsonb)
                              from unnest(cast(:chargeReferences as text[]), cast(:chargeTitles as text[]),
                                          cast(cast(:chargeNets as text[]) as numeric[]), cast(:chargeTaxes as text[]))
                                   with ordinality as c (reference, title, net, taxes, place)),
                        tender as (
                            insert into orders.tender (order_id, tender_no, method, amount, reference)
                            select :order, t.place, t.method, t.amount, t.reference
                              from unnest(cast(:methods as text[]), cast(cast(:amounts as text[]) as numeric[]),
                                          cast(:tenderReferences as text[]))
                                   with ordinality as t (method, amount, reference, place))
                        insert into orders.order_line (order_id, line_no, reference, sku, partner_sku, title, quantity,
                            shipped, cancelled, net, discount, taxes, location, waiting)
                        select :order, l.place, l.reference, l.sku, l.partner_sku, l.title, l.quantity, l.shipped,
                               l.cancelled, l.net, l.discount, cast(l.taxes as jsonb), l.location, l.waiting
                          from unnest(cast(:references as text[]), cast(:skus as text[]), cast(:partnerSkus as text[]),
                                      cast(:titles as text[]), cast(cast(:quantities as text[]) as numeric[]),
                                      cast(cast(:shipped as text[]) as numeric[]),
                                      cast(cast(:cancelled as text[]) as numeric[]),
                                      cast(cast(:nets as text[]) as numeric[]),
                                      cast(cast(:discounts as text[]) as numeric[]), cast(:taxes as text[]),
                                      cast(:locations as text[]),
                                      cast(cast(:waiting as text[]) as numeric[]))
                               with ordinality as l (reference, sku, partner_sku, title, quantity, shipped, cancelled, net,
                                                     discount, taxes, location, waiting, place)
                        """)
                .param("order", order.id().value())
                .param("chargeReferences", texts(charges, PlaceOrder.Shipping::reference))
                .param("chargeTitles", texts(charges, PlaceOrder.Shipping::title))
                .param("chargeNets", texts(charges, charge -> plain(charge.net().amount())))
                .param("chargeTaxes", texts(charges, charge -> StoredTaxes.write(charge.taxes())))
                .param("methods", texts(tenders, PlaceOrder.Tender::method))
                .param("amounts", texts(tenders, tender -> plain(tender.amount().amount())))
                .param("tenderReferences", texts(tenders, PlaceOrder.Tender::reference))
                .param("references", texts(lines, OrderLine::reference))
                .param("skus", texts(lines, line -> line.sku().value()))
                .param("partnerSkus", texts(lines, line -> line.ordered().partnerSku()))
                .param("titles", texts(lines, line -> line.ordered().title()))
                .param(
                        "quantities",
                        texts(lines, line -> plain(line.ordered().quantity().value())))
                .param("shipped", texts(lines, line -> plain(line.shipped().value())))
                .param("cancelled", texts(lines, line -> plain(line.cancelled().value())))
                .param("nets", texts(lines, line -> plain(line.ordered().net().amount())))
                .param(
                        "discounts",
                        texts(lines, line -> plain(line.ordered().discount().amount())))
                .param(
                        "taxes",
                        texts(lines, line -> StoredTaxes.write(line.ordered().taxes())))
                .param("locations", texts(lines, line -> code(line.location())))
                .param("waiting", texts(lines, line -> waitingOf(line, waiting)))
                .update();
    }

    /** What counts as waiting for stock: nothing of an order that is held for another reason. */
    private static Map<String, Quantity> waiting(SalesOrder order) {
        return order.backordered() ? order.waiting() : Map.of();
    }

    private static String waitingOf(OrderLine line, Map<String, Quantity> waiting) {
        return waiting.getOrDefault(line.reference(), Quantity.ZERO).toString();
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    private static <T> String[] texts(List<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    /** Replaces the address; a repeat changes nothing. */
    void saveShipTo(OrderId order, PlaceOrder.ShipTo shipTo) {
        jdbc.sql("""
                        insert into orders.ship_to (order_id, name, street, city, region, postal_code, country, email, phone)
                        values (:order, :name, :street, :city, :region, :postalCode, :country, :email, :phone)
                        on conflict (order_id) do update set name = excluded.name, street = excluded.street,
                            city = excluded.city, region = excluded.region, postal_code = excluded.postal_code,
                            country = excluded.country, email = excluded.email, phone = excluded.phone
                        """)
                .param("order", order.value())
                .param("name", shipTo.name())
                .param("street", shipTo.street())
                .param("city", shipTo.city())
                .param("region", shipTo.region())
                .param("postalCode", shipTo.postalCode())
                .param("country", shipTo.country())
                .param("email", shipTo.email())
                .param("phone", shipTo.phone())
                .update();
    }

    /** Writes what transitions change: the order's state, and the lines' quantities and locations. */
    void update(SalesOrder order) {
        jdbc.sql("""
                        update orders.sales_order
                           set state = :state, version = :version, paid = :paid, reservation_id = :reservation,
                               location = :location, hold_code = :holdCode, hold_reason = :holdReason,
                               sourcing = :sourcing, released_at = :releasedAt, pending = :pending,
                               backordered = :backordered, decisions = cast(:decisions as jsonb)
                         where id = :id
                        """)
                .param("id", order.id().value())
                .param("state", order.state().name())
                .param("version", order.version())
                .param("paid", order.paid())
                .param("reservation", order.reservation())
                .param("location", code(order.location()))
                .param("holdCode", order.hold() == null ? null : order.hold().code())
                .param("holdReason", order.hold() == null ? null : order.hold().reason())
                .param("sourcing", order.sourcing())
                .param("releasedAt", timestamp(order.releasedAt()))
                .param("pending", order.pending())
                .param("backordered", order.backordered())
                .param("decisions", StoredDecisions.write(order.decisions()))
                .update();
        updateLines(order);
        allocations.save(order, clock.instant());
    }

    private void updateLines(SalesOrder order) {
        var lines = order.lines();
        var waiting = waiting(order);
        jdbc.sql("""
                        update orders.order_line l
                           set shipped = n.shipped, cancelled = n.cancelled, location = n.location, waiting = n.waiting
                          from unnest(cast(:references as text[]), cast(cast(:shipped as text[]) as numeric[]),
                                      cast(cast(:cancelled as text[]) as numeric[]), cast(:locations as text[]),
                                      cast(cast(:waiting as text[]) as numeric[]))
                               as n (reference, shipped, cancelled, location, waiting)
                         where l.order_id = :order and l.reference = n.reference
                           and (l.shipped, l.cancelled, l.location, l.waiting)
                               is distinct from (n.shipped, n.cancelled, n.location, n.waiting)
                        """)
                .param("order", order.id().value())
                .param("references", texts(lines, OrderLine::reference))
                .param("shipped", texts(lines, line -> plain(line.shipped().value())))
                .param("cancelled", texts(lines, line -> plain(line.cancelled().value())))
                .param("locations", texts(lines, line -> code(line.location())))
                .param("waiting", texts(lines, line -> waitingOf(line, waiting)))
                .update();
    }

    /** Writes what an edit changes: total, charges, and the lines' goods and prices; new lines come last. */
    void rewrite(SalesOrder order) {
        jdbc.sql("update orders.sales_order set total = :total, line_count = :lines where id = :id")
                .param("id", order.id().value())
                .param("total", order.total().amount())
                .param("lines", order.lines().size())
                .update();
        jdbc.sql("delete from orders.shipping_charge where order_id = :id")
                .param("id", order.id().value())
                .update();
        var number = new AtomicInteger();
        batches.batchUpdate(
                """
                insert into orders.shipping_charge (order_id, charge_no, reference, title, net, taxes)
                values (?, ?, ?, ?, ?, cast(? as jsonb))
                """,
                order.shipping().stream()
                        .map(charge -> new Object[] {
                            order.id().value(),
                            number.incrementAndGet(),
                            charge.reference(),
                            charge.title(),
                            charge.net().amount(),
                            StoredTaxes.write(charge.taxes())
                        })
                        .toList());
        number.set(0);
        // Quantities go before what was shipped and cancelled of them: the constraint holds at every step.
        batches.batchUpdate(
                """
                insert into orders.order_line as l (order_id, line_no, reference, sku, partner_sku, title, quantity, shipped,
                    cancelled, net, discount, taxes)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))
                on conflict (order_id, reference) do update set sku = excluded.sku, partner_sku = excluded.partner_sku,
                    title = excluded.title, quantity = excluded.quantity, cancelled = excluded.cancelled,
                    net = excluded.net, discount = excluded.discount, taxes = excluded.taxes
                """,
                order.lines().stream()
                        .map(line -> new Object[] {
                            order.id().value(),
                            number.incrementAndGet(),
                            line.reference(),
                            line.sku().value(),
                            line.ordered().partnerSku(),
                            line.ordered().title(),
                            line.ordered().quantity().value(),
                            line.shipped().value(),
                            line.cancelled().value(),
                            line.ordered().net().amount(),
                            line.ordered().discount().amount(),
                            StoredTaxes.write(line.ordered().taxes())
                        })
                        .toList());
    }

    void replaceAttributes(OrderId order, Map<String, String> attributes) {
        jdbc.sql("update orders.sales_order set attributes = cast(:attributes as jsonb) where id = :id")
                .param("id", order.value())
                .param("attributes", StoredTaxes.write(attributes))
                .update();
    }

    /** @param quantities signed change per line reference */
    public void addReturned(OrderId order, Map<String, Quantity> quantities) {
        batches.batchUpdate(
                "update orders.order_line set returned = returned + ? where order_id = ? and reference = ?",
                quantities.entrySet().stream()
                        .map(entry -> new Object[] {entry.getValue().value(), order.value(), entry.getKey()})
                        .toList());
    }

    /** Remembers a cancellation of an order that is not here; a repeat changes nothing. */
    void rememberCancelled(
            ConnectionCode connection,
            String externalId,
            Instant cancelledAt,
            String reason,
            Instant now,
            @Nullable MessageId message) {
        jdbc.sql("""
                        insert into orders.cancellation_ahead
                            (connection, external_id, cancelled_at, reason, recorded_at, message_id)
                        values (:connection, :externalId, :cancelledAt, :reason, :now, :message)
                        on conflict do nothing
                        """)
                .param("connection", connection.value())
                .param("externalId", externalId)
                .param("cancelledAt", Timestamp.from(cancelledAt))
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("message", id(message))
                .update();
    }

    static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    static @Nullable String code(@Nullable LocationCode location) {
        return location == null ? null : location.value();
    }

    static @Nullable UUID id(@Nullable MessageId message) {
        return message == null ? null : message.value();
    }
}
