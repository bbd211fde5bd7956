package io.tieout.operations.bench;

import java.sql.SQLException;
import java.util.List;

/** Years of business for the lists, written by SQL: the orders, and for each fifth of them a message, a journal, a delivery. */
final class ListsData {

    /** Who had the first few of each: by it the end of a list is found. */
    static final String FIRST = "first";

    private static final int OTHERS = 5;

    /** Bulk loading of a database that is thrown away: no triggers, and indexes when the rows are there. */
    private static final List<String> STATEMENTS = List.of("""
            insert into orders.sales_order (id, connection, external_id, entity, state, ordered_at, received_at, released_at, currency,
                total, paid, reservation_id, location, hold_code, hold_reason, line_count)
            select uuidv7(), case when o <= 100 then 'first' when o / 7 % 5 < 3 then 'shop' else 'amazon-de' end, 'X-' || o, 'DE01',
                case when o % 200 = 0 then 'HELD' when o % 50 = 1 then 'CANCELLED' when o > :orders - 20000 then 'RELEASED'
                    else 'SHIPPED' end,
                at, at, at, 'EUR', (1000 + o % 9000) / 100.0, true, '00000000-0000-7000-8000-000000000000'::uuid, 'WH1',
                case when o % 200 = 0 then 'order.reservation-failed' end, case when o % 200 = 0 then 'Short' end, 1 + o % 3
            from (select o, timestamptz '2025-11-01 00:00+00' + o * interval '6 seconds' as at
                from generate_series(1, :orders) as o) as made
            """, """
            insert into inbox.message (id, connection, adapter, kind, identity, ordering_key, sha256, size_bytes, content_type,
                correlation_id, received_at, body, state, subjects, attempts, due_at, ended_at, code, reason)
            select uuidv7(), case when o <= 100 then 'first' when o / 7 % 5 < 3 then 'shop' else 'amazon-de' end, 'shopify', 'order',
                'X-' || o, 'order:shop:X-' || o, repeat('0', 64), 900, 'application/json', 'bench', at, null,
                case when o % 1000 = 0 then 'FAILED' when o % 100 = 1 then 'IGNORED' else 'PROCESSED' end,
                array['order:shop:X-' || o], 1, at, at, case when o % 1000 = 0 then 'message.unreadable' end,
                case when o % 1000 = 0 then 'No JSON' end
            from (select o, timestamptz '2025-11-01 00:00+00' + o * interval '30 seconds' as at
                from generate_series(1, :others) as o) as made
            """, """
            insert into delivery.outbound_message (id, destination, key, sequence, type, entity, state, ready, attempts,
                next_attempt_at, body, correlation, reservation, created_at, delivered_at)
            select uuidv7(), case when o <= 100 then 'first' when o % 3 = 0 then 'erp' else 'receiver' end, 'order:shop:X-' || o, 1,
                'sales-order.released', 'DE01', case when o % 1000 = 0 then 'DEAD' else 'DELIVERED' end, true, 1, at,
                '{"data":{"number":' || o || '}}', 'bench', '00000000-0000-7000-8000-000000000000'::uuid, at,
                case when o % 1000 <> 0 then at end
            from (select o, timestamptz '2025-11-01 00:00+00' + o * interval '30 seconds' as at
                from generate_series(1, :others) as o) as made
            """, """
            insert into finance.journal (id, entity, period, sequence, posted_on, business_date, event_type, event_key, subject, document,
                rule_version, proposed_by, recorded_at, line_count)
            select uuidv7(), 'DE01', to_char(day, 'YYYY-MM'), o, day, day,
                case when o <= 100 then 'first' when o % 4 = 0 then 'shipment.invoiced' else 'settlement.row' end, 'bench:' || o,
                'order:shop:X-' || o, '00000000-0000-7000-8000-000000000000'::uuid, 'rules 1', 'system:bench', now(), 2
            from (select o, (timestamptz '2025-11-01 00:00+00' + o * interval '30 seconds')::date as day
                from generate_series(1, :others) as o) as made
            """, """
            insert into finance.journal_line (journal, number, entity, posted_on, account, account_key, debit, credit, currency,
                functional_debit, functional_credit, channel, reference)
            select j.id, side.number, 'DE01', j.posted_on, case when side.number = 1 then '1210' else '4000' end,
                case when side.number = 1 then 'channel.receivable' else 'sales.revenue' end, side.debit, side.credit, 'EUR',
                side.debit, side.credit, 'shop', 'X-' || j.sequence
            from finance.journal j cross join (values (1, 12.34, 0), (2, 0, 12.34)) as side (number, debit, credit)
            """);

    private ListsData() {}

    static int others(int orders) {
        return Math.max(1000, orders / OTHERS);
    }

    static void write(Database database, int orders, Bench.Log log) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (var sql : STATEMENTS) {
                var began = System.nanoTime();
                var rows = statement.executeUpdate(sql.replace(":orders", String.valueOf(orders))
                        .replace(":others", String.valueOf(others(orders))));
                log.say("%,d rows in %.0f s".formatted(rows, (System.nanoTime() - began) / 1e9));
            }
            statement.execute("set session_replication_role = default");
        }
        log.say("vacuum and checkpoint");
        database.settle();
    }
}
