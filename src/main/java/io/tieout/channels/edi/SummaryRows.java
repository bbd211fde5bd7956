package io.tieout.channels.edi;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What stores' reports said they sold. */
@Repository
class SummaryRows {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    SummaryRows(JdbcTemplate batches) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
    }

    record Row(
            String sku,
            BigDecimal sold,
            BigDecimal returned,
            @Nullable BigDecimal onHand,
            @Nullable BigDecimal amount) {}

    void insert(
            ConnectionCode connection,
            LocationCode location,
            StoreReport report,
            boolean booked,
            UUID message,
            List<Row> rows) {
        batches.batchUpdate(
                """
                insert into channels.sales_summary (connection, location, from_date, to_date, sku, sold, returned, on_hand, amount,
                    currency, booked, report, message_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (connection, location, from_date, to_date, sku) do nothing
                """,
                rows.stream()
                        .map(row -> new @Nullable Object[] {
                            connection.value(),
                            location.value(),
                            report.from(),
                            report.to(),
                            row.sku,
                            row.sold,
                            row.returned,
                            row.onHand,
                            row.amount,
                            report.currency(),
                            booked,
                            report.number(),
                            message
                        })
                        .toList());
    }

    /** Stores of other feeds of which receipts are booked in these days: connection and the feed's own store number. */
    List<String[]> storesWithReceipts(Collection<String> connections, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select distinct connection, store from channels.till_transaction
                         where connection = any(:connections) and business_date between :from and :to and kind = 'RECEIPT'
                        """)
                .param("connections", connections.toArray(String[]::new))
                .param("from", from)
                .param("to", to)
                .query((row, _) -> new String[] {row.getString(1), row.getString(2)})
                .list();
    }

    /** Another connection whose report of a time that overlaps is booked. */
    List<String> overlapping(ConnectionCode connection, LocationCode location, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select distinct connection || ' ' || from_date || ' to ' || to_date from channels.sales_summary
                         where location = :location and booked and from_date <= :to and to_date >= :from
                           and (sold <> 0 or returned <> 0)
                           and not (connection = :connection and from_date = :from and to_date = :to)
                        """)
                .param("location", location.value())
                .param("connection", connection.value())
                .param("from", from)
                .param("to", to)
                .query(String.class)
                .list();
    }
}
