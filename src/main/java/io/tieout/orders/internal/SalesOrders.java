package io.tieout.orders.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

    SalesOrders(JdbcClient jdbc, JdbcTemplate batches, OrderReads reads) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.reads = reads;
    }

    /** What is known of an order's number: the order, or that it was cancelled before it came. */
    record Known(@Nullable OrderId order, @Nullable String cancelledBefore) {}

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
                                 where external_id = :externalId and connection = :connection) as reason
                        """)
                .param("connection", connection.value())
                .param("externalId", externalId)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Known(id == null ? null : new OrderId(id), row.getString("reason"));
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
                            sequence_number, business_date, rounding, message_id)
                        values (:id, :connection, :externalId, :version, :entity, :state, :orderedAt, :receivedAt,
                            :releasedAt, :currency, :total, :paid, :reservation, :location, :requestedLocation,
                            :holdCode, :holdReason, :lineCount, :sourcing, cast(:attributes as jsonb), :workstation,
                            :sequenceNumber, :businessDate, :rounding, :message)
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
                .update();
        insertLines(order);
        insertShipping(order);
        insertTenders(order.id(), tenders);
    }

    private void insertLines(SalesOrder order) {
        var number = new int[1];
        batches.batchUpdate(
                """
                insert into orders.order_line (order_id, line_no, reference, sku, partner_sku, title, quantity, shipped,
                    cancelled, net, discount, taxes, location)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                """,
                order.lines().stream()
                        .map(line -> new @Nullable Object[] {
                            order.id().value(),
                            ++number[0],
                            line.reference(),
                            line.sku().value(),
                            line.ordered().partnerSku(),
                            line.ordered().title(),
                            line.ordered().quantity().value(),
                            line.shipped().value(),
                            line.cancelled().value(),
                            line.ordered().net().amount(),
                            line.ordered().discount().amount(),
                            StoredTaxes.write(line.ordered().taxes()),
                            code(line.location())
                        })
                        .toList());
    }

    private void insertShipping(SalesOrder order) {
        if (order.shipping().isEmpty()) {
            return;
        }
        var number = new int[1];
        batches.batchUpdate(
                """
                insert into orders.shipping_charge (order_id, charge_no, reference, title, net, taxes)
                values (?, ?, ?, ?, ?, ?::jsonb)
                """,
                order.shipping().stream()
                        .map(charge -> new Object[] {
                            order.id().value(),
                            ++number[0],
                            charge.reference(),
                            charge.title(),
                            charge.net().amount(),
                            StoredTaxes.write(charge.taxes())
                        })
                        .toList());
    }

    private void insertTenders(OrderId order, List<PlaceOrder.Tender> tenders) {
        if (tenders.isEmpty()) {
            return;
        }
        var number = new int[1];
        batches.batchUpdate(
                "insert into orders.tender (order_id, tender_no, method, amount, reference) values (?, ?, ?, ?, ?)",
                tenders.stream()
                        .map(tender -> new @Nullable Object[] {
                            order.value(),
                            ++number[0],
                            tender.method(),
                            tender.amount().amount(),
                            tender.reference()
                        })
                        .toList());
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
                               sourcing = :sourcing, released_at = :releasedAt
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
                .update();
        batches.batchUpdate(
                """
                update orders.order_line set shipped = ?, cancelled = ?, location = ?
                 where order_id = ? and reference = ?
                   and (shipped, cancelled, location) is distinct from (?, ?, ?)
                """,
                order.lines().stream()
                        .map(line -> new @Nullable Object[] {
                            line.shipped().value(),
                            line.cancelled().value(),
                            code(line.location()),
                            order.id().value(),
                            line.reference(),
                            line.shipped().value(),
                            line.cancelled().value(),
                            code(line.location())
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
