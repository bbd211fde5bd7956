package io.tieout.channels.warehouse;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand.ShipOrder;
import io.tieout.kernel.ConnectionCode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Ship orders that were sent by EDI. */
@Repository
class WarehouseOrders {

    /** So much fits into the depositor's order number. */
    private static final int NUMBER_MAX = 22;

    private final JdbcClient jdbc;

    WarehouseOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param number what the partner calls the order by */
    record Sent(long control, String number, ConnectionCode channel, String externalId) {}

    /** The same numbers for the same command, however often it is sent. */
    Sent take(Connection connection, UUID command, ShipOrder order, Instant now) {
        var plain = order.orderExternalId();
        var taken = jdbc.sql("""
                        select exists (select from channels.warehouse_order
                                        where connection = :connection and order_number = :number and command <> :command)
                        """)
                .param("connection", connection.code().value())
                .param("number", plain)
                .param("command", command)
                .query(Boolean.class)
                .single();
        var number = plain.length() <= NUMBER_MAX && !taken ? plain : shortened(command);
        jdbc.sql("""
                        insert into channels.warehouse_order (command, connection, control, order_number, channel, external_id,
                            reservation, sent_at)
                        values (:command, :connection, nextval('channels.edi_control_number'), :number, :channel, :external,
                            :reservation, :now)
                        on conflict (command) do nothing
                        """)
                .param("command", command)
                .param("connection", connection.code().value())
                .param("number", number)
                .param("channel", order.channel())
                .param("external", order.orderExternalId())
                .param("reservation", order.reservation())
                .param("now", Timestamp.from(now))
                .update();
        return find("command = :key and connection = :connection", command, connection)
                .orElseThrow();
    }

    private static String shortened(UUID command) {
        var hex = command.toString().replace("-", "").toUpperCase(Locale.ROOT);
        return hex.substring(hex.length() - NUMBER_MAX);
    }

    Optional<Sent> byNumber(Connection connection, String number) {
        return find("order_number = :key and connection = :connection", number, connection);
    }

    Optional<Sent> byControl(Connection connection, long control) {
        return find("control = :key and connection = :connection", control, connection);
    }

    private Optional<Sent> find(String where, Object key, Connection connection) {
        return jdbc.sql("select control, order_number, channel, external_id from channels.warehouse_order where "
                        + where)
                .param("key", key)
                .param("connection", connection.code().value())
                .query((row, _) -> new Sent(
                        row.getLong(1), row.getString(2), ConnectionCode.of(row.getString(3)), row.getString(4)))
                .optional();
    }

    void answered(Connection connection, long control, boolean accepted, Instant now) {
        jdbc.sql("""
                        update channels.warehouse_order set state = :state, answered_at = :now
                         where connection = :connection and control = :control
                        """)
                .param("state", accepted ? "ACCEPTED" : "REJECTED")
                .param("now", Timestamp.from(now))
                .param("connection", connection.code().value())
                .param("control", control)
                .update();
    }
}
