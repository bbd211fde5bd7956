package io.tieout.channels.square;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of Square has to be remembered between messages. */
@Repository
class SquareRows {

    private final JdbcClient jdbc;

    SquareRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param amount what changed hands, with the tip */
    record Payment(
            String id,
            @Nullable String order,
            String state,
            String method,
            Money amount,
            Money tip,
            Instant changedAt) {

        boolean completed() {
            return state.equals("COMPLETED");
        }
    }

    /** Keeps it; false where something as new is known. */
    boolean save(ConnectionCode connection, Payment payment) {
        return jdbc.sql("""
                        insert into channels.square_payment as known
                            (connection, payment_id, order_id, state, method, currency, amount, tip, changed_at)
                        values (:connection, :id, :order, :state, :method, :currency, :amount, :tip, :at)
                        on conflict (connection, payment_id) do update
                           set order_id = excluded.order_id, state = excluded.state, method = excluded.method,
                               currency = excluded.currency, amount = excluded.amount, tip = excluded.tip,
                               changed_at = excluded.changed_at
                         where known.changed_at < excluded.changed_at
                        """)
                        .param("connection", connection.value())
                        .param("id", payment.id())
                        .param("order", payment.order())
                        .param("state", payment.state())
                        .param("method", payment.method())
                        .param("currency", payment.amount().currency().getCurrencyCode())
                        .param("amount", payment.amount().amount())
                        .param("tip", payment.tip().amount())
                        .param("at", Timestamp.from(payment.changedAt()))
                        .update()
                > 0;
    }

    List<Payment> payments(ConnectionCode connection, String order) {
        return jdbc.sql("""
                        select * from channels.square_payment
                         where connection = :connection and order_id = :order order by changed_at, payment_id
                        """)
                .param("connection", connection.value())
                .param("order", order)
                .query((row, _) -> payment(row))
                .list();
    }

    Optional<Payment> payment(ConnectionCode connection, String id) {
        return jdbc.sql("""
                        select * from channels.square_payment where connection = :connection and payment_id = :id
                        """)
                .param("connection", connection.value())
                .param("id", id)
                .query((row, _) -> payment(row))
                .optional();
    }

    private static Payment payment(java.sql.ResultSet row) throws java.sql.SQLException {
        var currency = row.getString("currency");
        return new Payment(
                row.getString("payment_id"),
                row.getString("order_id"),
                row.getString("state"),
                row.getString("method"),
                Money.of(row.getBigDecimal("amount").toPlainString(), currency),
                Money.of(row.getBigDecimal("tip").toPlainString(), currency),
                row.getTimestamp("changed_at").toInstant());
    }

    void save(
            ConnectionCode connection,
            String variation,
            @Nullable String sku,
            @Nullable String name,
            boolean gone,
            long version) {
        jdbc.sql("""
                        insert into channels.square_variation as known (connection, variation_id, sku, name, gone, version)
                        values (:connection, :id, :sku, :name, :gone, :version)
                        on conflict (connection, variation_id) do update
                           set sku = coalesce(excluded.sku, known.sku), name = excluded.name, gone = excluded.gone,
                               version = excluded.version
                         where known.version < excluded.version
                        """)
                .param("connection", connection.value())
                .param("id", variation)
                .param("sku", sku)
                .param("name", name)
                .param("gone", gone)
                .param("version", version)
                .update();
    }

    /** The SKU of a variation, also of one that is gone: old receipts name it. */
    Optional<String> sku(ConnectionCode connection, String variation) {
        return jdbc.sql("""
                        select sku from channels.square_variation
                         where connection = :connection and variation_id = :id and sku is not null
                        """)
                .param("connection", connection.value())
                .param("id", variation)
                .query(String.class)
                .optional();
    }

    /** The living variation of each SKU. */
    Map<String, String> variations(ConnectionCode connection, Collection<String> skus) {
        return jdbc
                .sql("""
                        select distinct on (sku) sku, variation_id from channels.square_variation
                         where connection = :connection and sku = any (:skus) and not gone
                         order by sku, version desc
                        """)
                .param("connection", connection.value())
                .param("skus", skus.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("sku"), row.getString("variation_id")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void want(ConnectionCode connection, String order, long version, Instant at) {
        jdbc.sql("""
                        insert into channels.square_wanted_order as known (connection, order_id, version, wanted_at)
                        values (:connection, :order, :version, :at)
                        on conflict (connection, order_id) do update
                           set version = greatest(known.version, excluded.version)
                        """)
                .param("connection", connection.value())
                .param("order", order)
                .param("version", version)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** An order that somebody named. */
    record Wanted(String order, long version) {}

    List<Wanted> wanted(ConnectionCode connection, int limit) {
        return jdbc.sql("""
                        select order_id, version from channels.square_wanted_order
                         where connection = :connection order by wanted_at limit :limit
                        """)
                .param("connection", connection.value())
                .param("limit", limit)
                .query((row, _) -> new Wanted(row.getString("order_id"), row.getLong("version")))
                .list();
    }

    /** It was fetched: what was wanted up to that version is not wanted any more. */
    void got(ConnectionCode connection, Wanted fetched) {
        jdbc.sql("""
                        delete from channels.square_wanted_order
                         where connection = :connection and order_id = :order and version <= :version
                        """)
                .param("connection", connection.value())
                .param("order", fetched.order())
                .param("version", fetched.version())
                .update();
    }
}
