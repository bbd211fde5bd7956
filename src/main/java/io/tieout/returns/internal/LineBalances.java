package io.tieout.returns.internal;

import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderId;
import io.tieout.returns.internal.Returnable.LineBalance;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of each order line was claimed and credited, so that no line is given back more often than it was sold. */
@Repository
class LineBalances {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    LineBalances(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The balances of an order's lines, by line reference; lines that were never returned are absent. */
    Map<String, LineBalance> of(OrderId order) {
        var balances = new HashMap<String, LineBalance>();
        jdbc.sql("select * from returns.line_balance where order_id = :order")
                .param("order", order.value())
                .query(row -> {
                    balances.put(
                            row.getString("reference"),
                            new LineBalance(
                                    new Quantity(row.getBigDecimal("sold")),
                                    new Quantity(row.getBigDecimal("claimed")),
                                    new Quantity(row.getBigDecimal("credited"))));
                });
        return balances;
    }

    void save(OrderId order, Map<String, LineBalance> balances) {
        batches.batchUpdate(
                """
                insert into returns.line_balance (order_id, reference, sold, claimed, credited) values (?, ?, ?, ?, ?)
                on conflict (order_id, reference) do update
                   set sold = excluded.sold, claimed = excluded.claimed, credited = excluded.credited
                """,
                balances.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new Object[] {
                            order.value(),
                            entry.getKey(),
                            entry.getValue().sold().value(),
                            entry.getValue().claimed().value(),
                            entry.getValue().credited().value()
                        })
                        .toList());
    }
}
