package io.tieout.reconciliation.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.reconciliation.Payout;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.SettlementCount;
import io.tieout.reconciliation.SettlementFile;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Settlements as they are stored. */
@Repository
public class SettlementStore {

    private static final String COLUMNS = """
            s.*, (select b.amount from reconciliation.bank_line b where b.id = s.bank_line) as bank_amount""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SettlementStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One settlement at a time per connection: matching claims expected lines, and versions are numbered. */
    void lock(ConnectionCode connection) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reconciliation:' || :connection, 0))")
                .param("connection", connection.value())
                .query((_, _) -> true)
                .list();
    }

    /** A version of a settlement that is known. */
    record Version(UUID id, int version, boolean active, Settlement.State state, String contentHash) {}

    List<Version> versions(SettlementFile file) {
        return jdbc.sql("""
                        select id, version, active, state, content_hash from reconciliation.settlement
                        where connection = :connection and external_id = :externalId order by version desc
                        """)
                .param("connection", file.connection().value())
                .param("externalId", file.externalId())
                .query((row, _) -> new Version(
                        row.getObject("id", UUID.class),
                        row.getInt("version"),
                        row.getBoolean("active"),
                        Settlement.State.valueOf(row.getString("state")),
                        row.getString("content_hash")))
                .list();
    }

    void supersede(UUID id) {
        jdbc.sql("update reconciliation.settlement set active = false, state = 'SUPERSEDED' where id = :id")
                .param("id", id)
                .update();
    }

    void insert(UUID id, SettlementFile file, int version, boolean active, StagedLines.Staged staged, Instant at) {
        var footing = staged.footing();
        jdbc.sql("""
                        insert into reconciliation.settlement (id, connection, entity, kind, external_id, version, active,
                            state, period_start, period_end, deposit_date, zone, currency, opening, lines, closing, deposit,
                            row_count, content_hash, bank_reference, message, taken_at)
                        values (:id, :connection, :entity, :kind, :externalId, :version, :active, 'FOOTED', :start, :end,
                            :depositDate, :zone, :currency, :opening, :lines, :closing, :deposit, :rows, :hash,
                            :bankReference, :message, :at)
                        """)
                .param("id", id)
                .param("connection", file.connection().value())
                .param("entity", file.entity().value())
                .param("kind", file.kind())
                .param("externalId", file.externalId())
                .param("version", version)
                .param("active", active)
                .param("start", timestamp(file.periodStart()))
                .param("end", timestamp(file.periodEnd()))
                .param("depositDate", file.depositDate())
                .param("zone", file.zone().getId())
                .param("currency", file.deposit().currency().getCurrencyCode())
                .param("opening", footing.opening())
                .param("lines", footing.lines())
                .param("closing", footing.closing())
                .param("deposit", file.deposit().amount())
                .param("rows", footing.rows())
                .param("hash", staged.contentHash())
                .param("bankReference", file.bankReference())
                .param("message", file.message().value())
                .param("at", timestamp(at))
                .update();
    }

    static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** Counts anew what became of the rows and what each class sums to. */
    void summarize(UUID id) {
        jdbc.sql("""
                        update reconciliation.settlement set
                            outcomes = (select jsonb_object_agg(outcome, n) from (
                                select outcome, count(*) as n from reconciliation.settlement_line
                                where settlement_id = :id group by outcome) o),
                            class_totals = (select jsonb_object_agg(class, total::text) from (
                                select class, sum(amount) as total from reconciliation.settlement_line
                                where settlement_id = :id group by class) c)
                        where id = :id
                        """).param("id", id).update();
    }

    void posted(UUID id, long events, Settlement.State state, Instant at) {
        jdbc.sql("""
                        update reconciliation.settlement
                        set state = :state, posted_events = :events, posted_at = :at, held_for = null where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("events", events)
                .param("at", timestamp(at))
                .update();
    }

    void held(UUID id, String reason) {
        jdbc.sql("update reconciliation.settlement set held_for = :reason where id = :id")
                .param("id", id)
                .param("reason", reason)
                .update();
    }

    void reconciled(UUID id, UUID bankLine) {
        jdbc.sql("""
                        update reconciliation.settlement set state = 'RECONCILED', bank_line = :bankLine
                        where id = :id and state = 'POSTED'
                        """).param("id", id).param("bankLine", bankLine).update();
    }

    /** Those that foot and wait for what is named in {@code held_for}, oldest first. */
    List<UUID> held() {
        return jdbc.sql("""
                        select id from reconciliation.settlement
                        where state = 'FOOTED' and active and held_for is not null order by taken_at
                        """).query(UUID.class).list();
    }

    List<SettlementCount> counts() {
        return jdbc.sql("""
                        select connection, state, count(*) as settlements from reconciliation.settlement
                        group by connection, state order by connection, state
                        """)
                .query((row, _) -> new SettlementCount(
                        row.getString("connection"),
                        Settlement.State.valueOf(row.getString("state")),
                        row.getLong("settlements")))
                .list();
    }

    Optional<Settlement> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from reconciliation.settlement s where id = :id")
                .param("id", id)
                .query(this::settlement)
                .optional();
    }

    /** Locks the row and tells its state. */
    Optional<Settlement> lockRow(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from reconciliation.settlement s where id = :id for update of s")
                .param("id", id)
                .query(this::settlement)
                .optional();
    }

    /** The zone of the account that it is of. */
    ZoneId zone(UUID id) {
        return ZoneId.of(jdbc.sql("select zone from reconciliation.settlement where id = :id")
                .param("id", id)
                .query(String.class)
                .single());
    }

    boolean isActive(UUID id) {
        return jdbc.sql("select active from reconciliation.settlement where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    List<Settlement> list(@Nullable String connection, @Nullable String state, int limit, @Nullable UUID after) {
        return list("true", connection, state, limit, after);
    }

    private List<Settlement> list(
            String condition, @Nullable String connection, @Nullable String state, int limit, @Nullable UUID after) {
        return jdbc.sql("select " + COLUMNS + " from reconciliation.settlement s where " + condition + """
                         and (:connection::text is null or connection = :connection)
                            and (:state::text is null or state = :state)
                            and (:after::uuid is null or (taken_at, id) <
                                (select taken_at, id from reconciliation.settlement where id = :after::uuid))
                        order by taken_at desc, id desc limit :limit
                        """)
                .param("connection", connection)
                .param("state", state)
                .param("after", after)
                .param("limit", limit)
                .query(this::settlement)
                .list();
    }

    private Settlement settlement(ResultSet row, int number) throws SQLException {
        var deposit = row.getBigDecimal("deposit");
        var bank = row.getBigDecimal("bank_amount");
        var opening = row.getBigDecimal("opening");
        var lines = row.getBigDecimal("lines");
        var closing = row.getBigDecimal("closing");
        return new Settlement(
                row.getObject("id", UUID.class),
                ConnectionCode.of(row.getString("connection")),
                EntityCode.of(row.getString("entity")),
                row.getString("kind"),
                row.getString("external_id"),
                row.getInt("version"),
                Settlement.State.valueOf(row.getString("state")),
                instant(row, "period_start"),
                instant(row, "period_end"),
                row.getObject("deposit_date", LocalDate.class),
                Currency.getInstance(row.getString("currency")),
                new Settlement.Footing(
                        opening,
                        lines,
                        closing,
                        deposit,
                        deposit,
                        bank,
                        opening.add(lines).subtract(closing).subtract(bank == null ? deposit : bank),
                        classTotals(row.getString("class_totals"))),
                row.getLong("row_count"),
                json.readValue(row.getString("outcomes"), new TypeReference<Map<String, Long>>() {}),
                row.getObject("bank_line", UUID.class),
                row.getTimestamp("taken_at").toInstant(),
                new MessageId(row.getObject("message", UUID.class)));
    }

    private Map<String, BigDecimal> classTotals(String stored) {
        var totals = new LinkedHashMap<String, BigDecimal>();
        json.readValue(stored, new TypeReference<Map<String, String>>() {}).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> totals.put(entry.getKey(), new BigDecimal(entry.getValue())));
        return totals;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    List<Payout> payouts(int limit, @Nullable UUID after) {
        return list("active", null, null, limit, after).stream()
                .map(settlement -> new Payout(
                        settlement.id(),
                        settlement.connection(),
                        settlement.entity(),
                        settlement.externalId(),
                        new Money(settlement.footing().deposit(), settlement.currency()),
                        settlement.depositDate(),
                        switch (settlement.state()) {
                            case POSTED -> Payout.State.SENT;
                            case RECONCILED -> Payout.State.RECEIVED;
                            case FOOTED, SUPERSEDED -> Payout.State.HELD;
                        },
                        settlement.bankLine()))
                .toList();
    }

    /** The neighbour in the reserve chain: the settlement of the account that ended before, or began after. */
    Optional<ReserveLink> before(UUID id) {
        return neighbour(id, "o.period_start < s.period_start", "o.period_start desc");
    }

    Optional<ReserveLink> after(UUID id) {
        return neighbour(id, "o.period_start > s.period_start", "o.period_start");
    }

    /** The part of a settlement that the reserve chain is made of. */
    record ReserveLink(
            UUID id, String connection, String externalId, BigDecimal opening, BigDecimal closing, MessageId message) {}

    private Optional<ReserveLink> neighbour(UUID id, String condition, String order) {
        return jdbc.sql("""
                        select o.id, o.connection, o.external_id, o.opening, o.closing, o.message
                        from reconciliation.settlement s
                        join reconciliation.settlement o on o.connection = s.connection and o.currency = s.currency
                            and o.kind = s.kind and o.active and o.id <> s.id and %s
                        where s.id = :id order by %s limit 1
                        """.formatted(condition, order))
                .param("id", id)
                .query((row, _) -> new ReserveLink(
                        row.getObject("id", UUID.class),
                        row.getString("connection"),
                        row.getString("external_id"),
                        row.getBigDecimal("opening"),
                        row.getBigDecimal("closing"),
                        new MessageId(row.getObject("message", UUID.class))))
                .optional();
    }

    static LocalDate today(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
