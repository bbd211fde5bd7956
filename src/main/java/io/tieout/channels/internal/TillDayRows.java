package io.tieout.channels.internal;

import io.tieout.channels.TillDay;
import io.tieout.channels.TillEntry;
import io.tieout.channels.TillEntry.Declared;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tills' transactions as they were seen. */
@Repository
public class TillDayRows {

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;

    TillDayRows(JdbcTemplate batches) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
    }

    public void lock(ConnectionCode connection, String store) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "tills:" + connection + ":" + store)
                .query((_, _) -> true)
                .single();
    }

    /** In the order of the key, so that two files with the same transactions never wait for each other crosswise. */
    public void add(List<TillEntry> entries) {
        var sorted = distinct(entries).stream()
                .sorted(Comparator.comparing(
                                (TillEntry entry) -> entry.connection().value())
                        .thenComparing(TillEntry::businessDate)
                        .thenComparing(TillEntry::store)
                        .thenComparing(TillEntry::workstation)
                        .thenComparing(TillEntry::sequenceNumber))
                .toList();
        batches.batchUpdate(
                """
                insert into channels.till_transaction as seen (connection, store, business_date, workstation, sequence_number,
                    kind, what, occurred_at, declared_count, message_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (connection, business_date, store, workstation, sequence_number) do update
                    set kind = excluded.kind, what = excluded.what, occurred_at = excluded.occurred_at,
                        declared_count = excluded.declared_count, message_id = excluded.message_id
                    where seen.kind = 'NOT_COUNTED' and excluded.kind <> 'NOT_COUNTED'
                """,
                sorted.stream()
                        .map(entry -> new @Nullable Object[] {
                            entry.connection().value(),
                            entry.store(),
                            entry.businessDate(),
                            entry.workstation(),
                            entry.sequenceNumber(),
                            entry.kind().name(),
                            entry.what(),
                            timestamp(entry.occurredAt()),
                            entry.declaredCount(),
                            entry.message() == null ? null : entry.message().value()
                        })
                        .toList());
        var declarations = new ArrayList<@Nullable Object[]>();
        for (var entry : sorted) {
            for (var declared : entry.declared()) {
                declarations.add(new @Nullable Object[] {
                    entry.connection().value(),
                    entry.store(),
                    entry.businessDate(),
                    entry.workstation(),
                    entry.sequenceNumber(),
                    declared.method(),
                    declared.amount().currency().getCurrencyCode(),
                    declared.amount().amount(),
                    declared.count()
                });
            }
        }
        if (!declarations.isEmpty()) {
            batches.batchUpdate("""
                    insert into channels.till_declaration (connection, store, business_date, workstation, sequence_number,
                        method, currency, amount, count)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict do nothing
                    """, declarations);
        }
    }

    private record Number(String store, LocalDate businessDate, String workstation, long sequenceNumber) {}

    /** Of a transaction that is there twice the first that counts. */
    private static Collection<TillEntry> distinct(List<TillEntry> entries) {
        Map<Number, TillEntry> byNumber = new LinkedHashMap<>();
        for (var entry : entries) {
            byNumber.merge(
                    new Number(entry.store(), entry.businessDate(), entry.workstation(), entry.sequenceNumber()),
                    entry,
                    (first, other) -> first.kind() == TillEntry.Kind.NOT_COUNTED ? other : first);
        }
        return byNumber.values();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    public List<TillDay> list(
            @Nullable String connection,
            @Nullable String store,
            @Nullable LocalDate businessDate,
            @Nullable TillDayCursor before,
            int limit) {
        var days = jdbc.sql("""
                        select connection, store, business_date, workstation, count(*) as transactions,
                               count(*) filter (where kind = 'RECEIPT') as receipts,
                               count(*) filter (where kind = 'VOID') as voids,
                               count(*) filter (where kind = 'NOT_COUNTED') as not_counted,
                               min(sequence_number) as first_sequence, max(sequence_number) as last_sequence,
                               max(declared_count) as declared_count
                          from channels.till_transaction
                         where (:connection::text is null or connection = :connection)
                           and (:store::text is null or store = :store)
                           and (:day::date is null or business_date = :day)
                           and (:beforeDay::date is null
                                or (business_date, connection, store, workstation)
                                   < (:beforeDay, :beforeConnection, :beforeStore, :beforeWorkstation))
                         group by connection, store, business_date, workstation
                         order by business_date desc, connection desc, store desc, workstation desc
                         limit :limit
                        """)
                .param("connection", connection)
                .param("store", store)
                .param("day", businessDate)
                .param("beforeDay", before == null ? null : before.businessDate())
                .param("beforeConnection", before == null ? null : before.connection())
                .param("beforeStore", before == null ? null : before.store())
                .param("beforeWorkstation", before == null ? null : before.workstation())
                .param("limit", limit)
                .query((row, _) -> day(row))
                .list();
        return days.isEmpty() ? days : withDeclarations(days);
    }

    private static TillDay day(ResultSet row) throws SQLException {
        var first = row.getLong("first_sequence");
        var last = row.getLong("last_sequence");
        var seen = row.getLong("transactions");
        return new TillDay(
                ConnectionCode.of(row.getString("connection")),
                row.getString("store"),
                row.getObject("business_date", LocalDate.class),
                row.getString("workstation"),
                seen,
                row.getLong("receipts"),
                row.getLong("voids"),
                row.getLong("not_counted"),
                first,
                last,
                last - first + 1 - seen,
                row.getObject("declared_count", Long.class),
                List.of());
    }

    private List<TillDay> withDeclarations(List<TillDay> days) {
        Map<TillDayCursor, List<Declared>> declared = new HashMap<>();
        jdbc.sql("""
                        select d.connection, d.store, d.business_date, d.workstation, d.method, d.currency, d.amount, d.count
                          from channels.till_declaration d
                          join unnest(:connections::text[], :stores::text[], :days::date[], :workstations::text[])
                               as wanted (connection, store, business_date, workstation)
                            on (d.connection, d.store, d.business_date, d.workstation)
                             = (wanted.connection, wanted.store, wanted.business_date, wanted.workstation)
                         order by d.sequence_number, d.method
                        """)
                .param("connections", texts(days, day -> day.connection().value()))
                .param("stores", texts(days, TillDay::store))
                .param("days", texts(days, day -> day.businessDate().toString()))
                .param("workstations", texts(days, TillDay::workstation))
                .query(row -> {
                    declared.computeIfAbsent(
                                    new TillDayCursor(
                                            row.getObject("business_date", LocalDate.class),
                                            row.getString("connection"),
                                            row.getString("store"),
                                            row.getString("workstation")),
                                    _ -> new ArrayList<>())
                            .add(new Declared(
                                    row.getString("method"),
                                    Money.of(row.getBigDecimal("amount").toPlainString(), row.getString("currency")),
                                    row.getObject("count", Long.class)));
                });
        return days.stream()
                .map(day -> new TillDay(
                        day.connection(),
                        day.store(),
                        day.businessDate(),
                        day.workstation(),
                        day.transactions(),
                        day.receipts(),
                        day.voids(),
                        day.notCounted(),
                        day.firstSequence(),
                        day.lastSequence(),
                        day.missing(),
                        day.declaredTransactions(),
                        declared.getOrDefault(TillDayCursor.of(day), List.of())))
                .toList();
    }

    private static String[] texts(List<TillDay> days, java.util.function.Function<TillDay, String> text) {
        return days.stream().map(text).toArray(String[]::new);
    }
}
