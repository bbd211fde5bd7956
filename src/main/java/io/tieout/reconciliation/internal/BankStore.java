package io.tieout.reconciliation.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import io.tieout.reconciliation.AwaitedDeposit;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.BankStatement;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Bank statements and their lines, as they are stored, and which of them could settle what. */
@Repository
public class BankStore {

    /** Further away in amount than so many others, a deposit is not what a person looks for. */
    private static final int CANDIDATES_MAX = 100;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    BankStore(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void lock(String scope) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('bank:' || :scope, 0))")
                .param("scope", scope)
                .query((_, _) -> true)
                .list();
    }

    /** A statement that is known. */
    record Known(UUID id, String contentHash) {}

    Optional<Known> known(String iban, String externalId) {
        return jdbc.sql("""
                        select id, content_hash from reconciliation.bank_statement
                        where iban = :iban and external_id = :externalId
                        """)
                .param("iban", iban)
                .param("externalId", externalId)
                .query((row, _) -> new Known(row.getObject("id", UUID.class), row.getString("content_hash")))
                .optional();
    }

    UUID insert(BankStatement statement, String contentHash, Instant at) {
        var id = Ids.next();
        var opening = statement.opening();
        var closing = statement.closing();
        jdbc.sql("""
                        insert into reconciliation.bank_statement (id, connection, entity, iban, external_id, from_date,
                            to_date, currency, opening, closing, line_count, content_hash, message, taken_at)
                        values (:id, :connection, :entity, :iban, :externalId, :from, :to, :currency, :opening, :closing,
                            :lines, :hash, :message, :at)
                        """)
                .param("id", id)
                .param("connection", statement.connection().value())
                .param("entity", statement.entity().value())
                .param("iban", statement.iban())
                .param("externalId", statement.externalId())
                .param("from", statement.from())
                .param("to", statement.to())
                .param("currency", opening == null ? null : opening.currency().getCurrencyCode())
                .param("opening", opening == null ? null : opening.amount())
                .param("closing", closing == null ? null : closing.amount())
                .param("lines", statement.lines().size())
                .param("hash", contentHash)
                .param("message", statement.message().value())
                .param("at", SettlementStore.timestamp(at))
                .update();
        batches.batchUpdate(
                """
                insert into reconciliation.bank_line (id, statement_id, entity, iban, row_number, reference, booked_on,
                    value_on, amount, currency, counterparty, remittance, end_to_end_id, state, message)
                values (:id, :statement, :entity, :iban, :row, :reference, :bookedOn, :valueOn, :amount, :currency,
                    :counterparty, :remittance, :endToEndId, 'OPEN', :message)
                on conflict (iban, reference, booked_on, amount) do nothing
                """,
                statement.lines().stream()
                        .map(line -> parameters(statement, id, line))
                        .toArray(SqlParameterSource[]::new));
        return id;
    }

    private static SqlParameterSource parameters(BankStatement statement, UUID id, BankStatement.Line line) {
        return new MapSqlParameterSource()
                .addValue("id", Ids.next())
                .addValue("statement", id)
                .addValue("entity", statement.entity().value())
                .addValue("iban", statement.iban())
                .addValue("row", line.row())
                .addValue("reference", line.reference())
                .addValue("bookedOn", line.bookedOn())
                .addValue("valueOn", line.valueOn())
                .addValue("amount", line.amount().amount())
                .addValue("currency", line.amount().currency().getCurrencyCode())
                .addValue("counterparty", line.counterparty())
                .addValue("remittance", line.remittance())
                .addValue("endToEndId", line.endToEndId())
                .addValue("message", statement.message().value());
    }

    /** An open line and an awaited deposit that it may be. */
    record Pair(UUID line, UUID statement, UUID settlement, boolean sameAmount, long lines, long settlements) {}

    /** Lines whose text names an awaited settlement, by its number or by the reference it said the bank would give. */
    List<Pair> namedPairs(String entity) {
        return pairs(entity, """
                (length(s.external_id) >= 6 and strpos(b.words, regexp_replace(lower(s.external_id), '[^a-z0-9]', '', 'g')) > 0
                    or length(s.bank_reference) >= 6
                    and strpos(b.words, regexp_replace(lower(s.bank_reference), '[^a-z0-9]', '', 'g')) > 0)
                """);
    }

    /** Lines that name no settlement but have the amount of an awaited one, around its date. */
    List<Pair> amountPairs(String entity) {
        return pairs(entity, """
                b.amount = s.deposit
                    and b.booked_on between coalesce(s.deposit_date, s.period_end::date, s.taken_at::date) - 3
                    and coalesce(s.deposit_date, s.period_end::date, s.taken_at::date) + 7
                """);
    }

    private List<Pair> pairs(String entity, String condition) {
        return jdbc.sql("""
                        with b as (
                            select id, statement_id, currency, amount, booked_on, regexp_replace(lower(remittance || coalesce(end_to_end_id, '')
                                || coalesce(counterparty, '') || reference), '[^a-z0-9]', '', 'g') as words
                            from reconciliation.bank_line where entity = :entity and state = 'OPEN')
                        select b.id as line, b.statement_id as statement, s.id as settlement, b.amount = s.deposit as same_amount,
                            count(*) over (partition by s.id, b.amount = s.deposit) as lines,
                            count(*) over (partition by b.id, b.amount = s.deposit) as settlements
                        from b join reconciliation.settlement s on s.entity = :entity and s.currency = b.currency
                            and s.active and s.state = 'POSTED' and %s
                        order by b.id, s.id
                        """.formatted(condition))
                .param("entity", entity)
                .query((row, _) -> new Pair(
                        row.getObject("line", UUID.class),
                        row.getObject("statement", UUID.class),
                        row.getObject("settlement", UUID.class),
                        row.getBoolean("same_amount"),
                        row.getLong("lines"),
                        row.getLong("settlements")))
                .list();
    }

    void matched(UUID line, UUID settlement, String rule) {
        jdbc.sql("""
                        update reconciliation.bank_line set state = 'MATCHED', settlement_id = :settlement, rule = :rule
                        where id = :line and state = 'OPEN'
                        """)
                .param("line", line)
                .param("settlement", settlement)
                .param("rule", rule)
                .update();
    }

    Optional<BankLine> find(UUID id) {
        return jdbc.sql(SELECT + "where b.id = :id")
                .param("id", id)
                .query(BankStore::line)
                .optional();
    }

    Optional<String> entity(UUID line) {
        return jdbc.sql("select entity from reconciliation.bank_line where id = :id")
                .param("id", line)
                .query(String.class)
                .optional();
    }

    /** Deposits that a line could be, the likeliest first. */
    List<AwaitedDeposit> candidates(UUID line) {
        return jdbc.sql("""
                        select s.id, s.connection, s.external_id, s.deposit, s.deposit_date, s.currency, b.amount
                        from reconciliation.bank_line b join reconciliation.settlement s
                            on s.entity = b.entity and s.currency = b.currency and s.active and s.state = 'POSTED'
                        where b.id = :id and b.state = 'OPEN'
                        order by abs(s.deposit - b.amount), abs(coalesce(s.deposit_date, s.taken_at::date) - b.booked_on), s.id
                        limit :limit
                        """)
                .param("id", line)
                .param("limit", CANDIDATES_MAX)
                .query((row, _) -> {
                    var currency = Currency.getInstance(row.getString("currency"));
                    var deposit = new Money(row.getBigDecimal("deposit"), currency);
                    return new AwaitedDeposit(
                            row.getObject("id", UUID.class),
                            ConnectionCode.of(row.getString("connection")),
                            row.getString("external_id"),
                            deposit,
                            row.getObject("deposit_date", LocalDate.class),
                            new Money(row.getBigDecimal("amount"), currency).minus(deposit));
                })
                .list();
    }

    /** The message a line came with. */
    UUID message(UUID line) {
        return jdbc.sql("select message from reconciliation.bank_line where id = :id")
                .param("id", line)
                .query(UUID.class)
                .single();
    }

    private static final String SELECT = """
            select b.*, t.external_id as statement
            from reconciliation.bank_line b join reconciliation.bank_statement t on t.id = b.statement_id
            """;

    List<BankLine> list(@Nullable String state, int limit, @Nullable UUID after) {
        return jdbc.sql(SELECT + """
                        where (:state::text is null or b.state = :state)
                            and (:after::uuid is null or (b.booked_on, b.id) <
                                (select booked_on, id from reconciliation.bank_line where id = :after::uuid))
                        order by b.booked_on desc, b.id desc limit :limit
                        """)
                .param("state", state)
                .param("after", after)
                .param("limit", limit)
                .query(BankStore::line)
                .list();
    }

    private static BankLine line(ResultSet row, int number) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return new BankLine(
                row.getObject("id", UUID.class),
                row.getString("iban"),
                row.getString("statement"),
                row.getString("reference"),
                row.getObject("booked_on", LocalDate.class),
                new Money(amount, Currency.getInstance(row.getString("currency"))),
                row.getString("remittance"),
                BankLine.State.valueOf(row.getString("state")),
                row.getObject("settlement_id", UUID.class),
                row.getString("rule"));
    }
}
