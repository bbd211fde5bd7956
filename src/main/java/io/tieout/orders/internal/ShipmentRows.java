package io.tieout.orders.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.OrderId;
import io.tieout.orders.ShipmentDetails;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What left, by the shipper's own number. */
@Repository
public class ShipmentRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ShipmentRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** A shipment's number, taken by an order. */
    record Taken(UUID shipment, OrderId order) {}

    Optional<Taken> find(ConnectionCode connection, String externalId) {
        return jdbc.sql("""
                        select id, order_id from orders.shipment
                         where external_id = :externalId and connection = :connection
                        """)
                .param("externalId", externalId)
                .param("connection", connection.value())
                .query((row, _) ->
                        new Taken(row.getObject("id", UUID.class), new OrderId(row.getObject("order_id", UUID.class))))
                .optional();
    }

    void insert(
            UUID id,
            OrderId order,
            ConfirmShipment shipment,
            Map<String, Quantity> quantities,
            LocalDate businessDate,
            Instant now) {
        jdbc.sql("""
                        insert into orders.shipment (id, order_id, connection, external_id, location, shipped_at,
                            business_date, carrier, tracking_number, recorded_at, message_id)
                        values (:id, :order, :connection, :externalId, :location, :shippedAt, :businessDate, :carrier,
                            :trackingNumber, :now, :message)
                        """)
                .param("id", id)
                .param("order", order.value())
                .param("connection", shipment.connection().value())
                .param("externalId", shipment.externalId())
                .param("location", shipment.location().value())
                .param("shippedAt", Timestamp.from(shipment.shippedAt()))
                .param("businessDate", businessDate)
                .param("carrier", shipment.carrier())
                .param("trackingNumber", shipment.trackingNumber())
                .param("now", Timestamp.from(now))
                .param("message", SalesOrders.id(shipment.message()))
                .update();
        batches.batchUpdate(
                "insert into orders.shipment_line (shipment_id, reference, quantity) values (?, ?, ?)",
                quantities.entrySet().stream()
                        .map(entry -> new Object[] {
                            id, entry.getKey(), entry.getValue().value()
                        })
                        .toList());
    }

    /** It did not leave; its number stays taken, so that a late repeat of it ships nothing. */
    void cancel(UUID shipment, Instant now) {
        jdbc.sql("update orders.shipment set cancelled_at = :now where id = :id")
                .param("id", shipment)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Those that stand, oldest first. */
    public List<ShipmentDetails> of(OrderId order) {
        var found = new LinkedHashMap<UUID, ShipmentDetails>();
        var quantities = new LinkedHashMap<UUID, Map<String, Quantity>>();
        jdbc.sql("""
                        select s.*, l.reference, l.quantity
                          from orders.shipment s join orders.shipment_line l on l.shipment_id = s.id
                         where s.order_id = :order and s.cancelled_at is null order by s.shipped_at, s.id, l.reference
                        """).param("order", order.value()).query(row -> {
            var id = row.getObject("id", UUID.class);
            var lines = quantities.computeIfAbsent(id, _ -> new LinkedHashMap<>());
            lines.put(row.getString("reference"), new Quantity(row.getBigDecimal("quantity")));
            found.put(
                    id,
                    new ShipmentDetails(
                            id,
                            row.getString("external_id"),
                            LocationCode.of(row.getString("location")),
                            row.getTimestamp("shipped_at").toInstant(),
                            row.getString("carrier"),
                            row.getString("tracking_number"),
                            lines));
        });
        return List.copyOf(found.values());
    }
}
