package io.tieout.channels.cutover;

import io.tieout.channels.cutover.FeedReceipt.Identity;
import io.tieout.channels.cutover.FeedReceipt.Kind;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Receipts of stores in dual run, as each feed told them. */
@Repository
class FeedRows {

    private static final String COLUMNS = """
            select f.location, f.business_date, f.workstation, f.sequence_number, f.kind, f.connection, f.external_id, f.booked,
                   f.currency, f.total, f.quantities::text as quantities, f.tenders::text as tenders, f.message_id
              from channels.feed_receipt f
            """;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    FeedRows(JdbcTemplate batches, JsonMapper json) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
        this.json = json;
    }

    /** Makes the caller's transaction the only one that decides of these stores' receipts until it ends. */
    void hold(Collection<String> stores) {
        stores.stream()
                .distinct()
                .sorted()
                .forEach(store -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                        .param("key", "store-feeds:" + store)
                        .query((_, _) -> true)
                        .single());
    }

    void insert(List<FeedReceipt> receipts) {
        batches.batchUpdate(
                """
                insert into channels.feed_receipt (location, business_date, workstation, sequence_number, kind, connection,
                    external_id, booked, currency, total, quantities, tenders, message_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
                on conflict (location, business_date, workstation, sequence_number, kind, connection) do nothing
                """,
                receipts.stream()
                        .map(receipt -> new @Nullable Object[] {
                            receipt.identity().store().value(),
                            receipt.identity().businessDate(),
                            receipt.identity().workstation(),
                            receipt.identity().number(),
                            receipt.identity().kind().name(),
                            receipt.connection().value(),
                            receipt.externalId(),
                            receipt.booked(),
                            receipt.currency(),
                            receipt.total(),
                            text(receipt.quantities()),
                            text(receipt.tenders()),
                            receipt.message() == null ? null : receipt.message().value()
                        })
                        .toList());
    }

    /** All tellings of these. */
    List<FeedReceipt> find(Collection<Identity> identities) {
        return jdbc.sql(COLUMNS + """
                          join unnest(:stores::text[], :days::date[], :workstations::text[], :numbers::bigint[], :kinds::text[])
                                   as k (location, business_date, workstation, sequence_number, kind)
                            on f.location = k.location and f.business_date = k.business_date and f.workstation = k.workstation
                               and f.sequence_number = k.sequence_number and f.kind = k.kind
                        """)
                .param("stores", array(identities, identity -> identity.store().value()))
                .param(
                        "days",
                        identities.stream()
                                .map(identity -> Date.valueOf(identity.businessDate()))
                                .toArray(Date[]::new))
                .param("workstations", array(identities, Identity::workstation))
                .param("numbers", identities.stream().map(Identity::number).toArray(Long[]::new))
                .param("kinds", array(identities, identity -> identity.kind().name()))
                .query((row, _) -> receipt(row))
                .list();
    }

    private static String[] array(
            Collection<Identity> identities, java.util.function.Function<Identity, String> field) {
        return identities.stream().map(field).toArray(String[]::new);
    }

    /** All tellings of a store's days, in order. */
    List<FeedReceipt> days(LocationCode store, LocalDate from, LocalDate to) {
        return jdbc.sql(COLUMNS + """
                         where f.location = :store and f.business_date between :from and :to
                         order by f.business_date, f.workstation, f.sequence_number, f.kind
                        """)
                .param("store", store.value())
                .param("from", from)
                .param("to", to)
                .query((row, _) -> receipt(row))
                .list();
    }

    /** The latest business dates that either feed told of, the latest first. */
    List<LocalDate> dates(LocationCode store, LocalDate until, int limit) {
        return jdbc.sql("""
                        select distinct business_date from channels.feed_receipt
                         where location = :store and business_date <= :until order by business_date desc limit :limit
                        """)
                .param("store", store.value())
                .param("until", until)
                .param("limit", limit)
                .query(LocalDate.class)
                .list();
    }

    /** Of a store's dates before that day those that nobody has looked at, which are so marked. */
    List<LocalDate> takeUnjudged(LocationCode store, LocalDate before, Instant now) {
        return jdbc.sql("""
                        insert into channels.feed_day (location, business_date, judged_at)
                        select distinct location, business_date, :now::timestamptz from channels.feed_receipt f
                         where location = :store and business_date < :before
                           and not exists (select from channels.feed_day d
                                            where d.location = f.location and d.business_date = f.business_date)
                        on conflict do nothing
                        returning business_date
                        """)
                .param("store", store.value())
                .param("before", before)
                .param("now", Timestamp.from(now))
                .query(LocalDate.class)
                .list();
    }

    /** Of these dates those that were looked at already. */
    List<LocalDate> judged(LocationCode store, Collection<LocalDate> dates) {
        return jdbc.sql("""
                        select business_date from channels.feed_day where location = :store and business_date = any(:dates)
                        """)
                .param("store", store.value())
                .param("dates", dates.stream().map(Date::valueOf).toArray(Date[]::new))
                .query(LocalDate.class)
                .list();
    }

    private FeedReceipt receipt(ResultSet row) throws SQLException {
        var message = row.getObject("message_id", UUID.class);
        return new FeedReceipt(
                new Identity(
                        LocationCode.of(row.getString("location")),
                        row.getObject("business_date", LocalDate.class),
                        row.getString("workstation"),
                        row.getLong("sequence_number"),
                        Kind.valueOf(row.getString("kind"))),
                ConnectionCode.of(row.getString("connection")),
                row.getString("external_id"),
                row.getBoolean("booked"),
                row.getString("currency"),
                row.getBigDecimal("total"),
                amounts(row.getString("quantities")),
                amounts(row.getString("tenders")),
                message == null ? null : new MessageId(message));
    }

    /** Exact: as texts, not as floating point. */
    private String text(Map<String, BigDecimal> amounts) {
        var texts = new TreeMap<String, String>();
        amounts.forEach((key, amount) -> texts.put(key, amount.toPlainString()));
        return json.writeValueAsString(texts);
    }

    private Map<String, BigDecimal> amounts(String text) {
        var amounts = new TreeMap<String, BigDecimal>();
        json.readTree(text)
                .properties()
                .forEach(entry -> amounts.put(
                        entry.getKey(), new BigDecimal(entry.getValue().asString())));
        return amounts;
    }
}
