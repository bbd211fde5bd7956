package io.tieout.delivery.sandbox.erp;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The sandbox's documents and ledger: one company per API key, each with its own chart, periods and number series. */
@Component
class Books {

    private static final Map<String, String> SERIES = Map.of(
            "sales-orders", "SO-",
            "sales-order-changes", "SC-",
            "cancellations", "CN-",
            "invoices", "INV-",
            "credit-memos", "CM-",
            "journals", "JE-");
    private static final int COMPANIES_MAX = 100;

    private final JdbcClient jdbc;
    private final Chart chart;
    private final Clock clock;

    Books(JdbcClient jdbc, Chart chart, Clock clock) {
        this.jdbc = jdbc;
        this.chart = chart;
        this.clock = clock;
    }

    /** A document that is there. @param repeated whether it was there before */
    record Filed(String number, boolean repeated) {}

    /** A line of the ledger. */
    record Line(String account, BigDecimal debit, BigDecimal credit) {}

    /** An account's turnover. */
    record Balance(String account, String name, BigDecimal debit, BigDecimal credit, BigDecimal balance) {}

    /** An account of the chart. */
    record Account(String code, String name) {}

    static boolean knows(String kind) {
        return SERIES.containsKey(kind);
    }

    /**
     * The company of a key. A key that is new makes a company, if the caller is on this machine.
     *
     * @throws Refusal 401
     */
    @Transactional
    public UUID company(String key, boolean local) {
        var hash = hash(key);
        return find(hash).orElseGet(() -> {
            var companies = jdbc.sql("select count(*) from erp_sandbox.company")
                    .query(Long.class)
                    .single();
            if (!local || companies >= COMPANIES_MAX) {
                throw new Refusal(HttpStatus.UNAUTHORIZED, "key.unknown", "The API key is not known");
            }
            jdbc.sql("""
                            insert into erp_sandbox.company (id, key_hash, created_at) values (:id, :hash, :now)
                            on conflict (key_hash) do nothing
                            """)
                    .param("id", UUID.randomUUID())
                    .param("hash", hash)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            var company = find(hash).orElseThrow();
            chart.accounts().forEach(account -> addAccount(company, account));
            return company;
        });
    }

    private Optional<UUID> find(String hash) {
        return jdbc.sql("select id from erp_sandbox.company where key_hash = :hash")
                .param("hash", hash)
                .query(UUID.class)
                .optional();
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Files it, or recognises it by its external id. */
    @Transactional
    public Filed file(UUID company, String kind, JsonNode document) {
        var externalId = text(document, "externalId");
        // the company's series row is the lock: of two at once with the same external id, the second finds the first
        var next = jdbc.sql("""
                        insert into erp_sandbox.series as s (company, kind, last) values (:company, :kind, 1)
                        on conflict (company, kind) do update set last = s.last + 1 returning last
                        """)
                .param("company", company)
                .param("kind", kind)
                .query(Long.class)
                .single();
        var known = number(company, kind, externalId);
        if (known.isPresent()) {
            jdbc.sql("update erp_sandbox.series set last = last - 1 where company = :company and kind = :kind")
                    .param("company", company)
                    .param("kind", kind)
                    .update();
            return new Filed(known.get(), true);
        }
        var number = SERIES.get(kind) + "%06d".formatted(next);
        var postedOn = kind.equals("journals") ? date(document) : null;
        if (postedOn != null) {
            post(company, number, postedOn, document);
        }
        insert(company, kind, externalId, number, postedOn, document);
        return new Filed(number, false);
    }

    private void insert(
            UUID company,
            String kind,
            String externalId,
            String number,
            @Nullable LocalDate postedOn,
            JsonNode document) {
        jdbc.sql("""
                        insert into erp_sandbox.document (company, kind, external_id, number, posted_on, content, created_at)
                        values (:company, :kind, :externalId, :number, :postedOn, :content, :now)
                        """)
                .param("company", company)
                .param("kind", kind)
                .param("externalId", externalId)
                .param("number", number)
                .param("postedOn", postedOn, java.sql.Types.DATE)
                .param("content", document.toString())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private void post(UUID company, String number, LocalDate postedOn, JsonNode document) {
        var period = postedOn.toString().substring(0, 7);
        if (closed(company, period)) {
            throw Refusal.business("period.closed", "Period " + period + " is closed");
        }
        var currency = text(document, "currency");
        var lines = lines(document);
        var debit = lines.stream().map(Line::debit).reduce(BigDecimal.ZERO, BigDecimal::add);
        var credit = lines.stream().map(Line::credit).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (debit.compareTo(credit) != 0) {
            throw Refusal.business(
                    "journal.unbalanced",
                    "Debit " + debit.toPlainString() + " is not credit " + credit.toPlainString());
        }
        var known = accounts(company).stream().map(Account::code).toList();
        int line = 0;
        for (var one : lines) {
            if (!known.contains(one.account())) {
                throw Refusal.business("account.unknown", "There is no account " + one.account());
            }
            jdbc.sql("""
                            insert into erp_sandbox.journal_line (company, journal, line, account, debit, credit, currency)
                            values (:company, :journal, :line, :account, :debit, :credit, :currency)
                            """)
                    .param("company", company)
                    .param("journal", number)
                    .param("line", ++line)
                    .param("account", one.account())
                    .param("debit", one.debit())
                    .param("credit", one.credit())
                    .param("currency", currency)
                    .update();
        }
    }

    private static List<Line> lines(JsonNode document) {
        var lines = new ArrayList<Line>();
        for (var line : document.path("lines")) {
            lines.add(new Line(text(line, "account"), amount(line, "debit"), amount(line, "credit")));
        }
        if (lines.isEmpty()) {
            throw Refusal.business("journal.empty", "A journal has lines");
        }
        return lines;
    }

    private static BigDecimal amount(JsonNode line, String name) {
        try {
            var amount = new BigDecimal(line.path(name).asString("0"));
            if (amount.signum() >= 0 && amount.precision() <= 30) {
                return amount;
            }
        } catch (NumberFormatException noNumber) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "amount.invalid", name + " is no decimal number");
        }
        throw new Refusal(HttpStatus.BAD_REQUEST, "amount.invalid", name + " is negative or too long");
    }

    private static LocalDate date(JsonNode document) {
        try {
            return LocalDate.parse(text(document, "postedOn"));
        } catch (DateTimeException noDate) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "date.invalid", "postedOn is no date");
        }
    }

    private static String text(JsonNode node, String name) {
        var text = node.path(name).asString("");
        if (text.isBlank() || text.length() > 256) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "field.missing", name + " is missing or too long");
        }
        return text;
    }

    Optional<String> number(UUID company, String kind, String externalId) {
        return jdbc.sql("""
                        select number from erp_sandbox.document
                        where company = :company and kind = :kind and external_id = :externalId
                        """)
                .param("company", company)
                .param("kind", kind)
                .param("externalId", externalId)
                .query(String.class)
                .optional();
    }

    /** How many documents of a kind there are. */
    long count(UUID company, String kind) {
        return jdbc.sql("select count(*) from erp_sandbox.document where company = :company and kind = :kind")
                .param("company", company)
                .param("kind", kind)
                .query(Long.class)
                .single();
    }

    List<Balance> trialBalance(UUID company) {
        return jdbc.sql("""
                        select a.code as account, a.name, coalesce(sum(l.debit), 0) as debit,
                            coalesce(sum(l.credit), 0) as credit, coalesce(sum(l.debit - l.credit), 0) as balance
                        from erp_sandbox.account a
                        join erp_sandbox.journal_line l on l.company = a.company and l.account = a.code
                        where a.company = :company
                        group by a.code, a.name order by a.code
                        """).param("company", company).query(Balance.class).list();
    }

    List<Account> accounts(UUID company) {
        return jdbc.sql("select code, name from erp_sandbox.account where company = :company order by code")
                .param("company", company)
                .query(Account.class)
                .list();
    }

    void addAccount(UUID company, Account account) {
        jdbc.sql("""
                        insert into erp_sandbox.account (company, code, name) values (:company, :code, :name)
                        on conflict (company, code) do update set name = excluded.name
                        """)
                .param("company", company)
                .param("code", account.code())
                .param("name", account.name())
                .update();
    }

    /** @throws Refusal where it has been posted to */
    void removeAccount(UUID company, String code) {
        var used = jdbc.sql("""
                        select count(*) from erp_sandbox.journal_line where company = :company and account = :code
                        """)
                .param("company", company)
                .param("code", code)
                .query(Long.class)
                .single();
        if (used > 0) {
            throw new Refusal(HttpStatus.CONFLICT, "account.in-use", "Account " + code + " has been posted to");
        }
        jdbc.sql("delete from erp_sandbox.account where company = :company and code = :code")
                .param("company", company)
                .param("code", code)
                .update();
    }

    private boolean closed(UUID company, String period) {
        return jdbc.sql("select count(*) from erp_sandbox.closed_period where company = :company and period = :period")
                        .param("company", company)
                        .param("period", period)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void setClosed(UUID company, String period, boolean closed) {
        var sql = closed
                ? "insert into erp_sandbox.closed_period (company, period) values (:company, :period) on conflict do nothing"
                : "delete from erp_sandbox.closed_period where company = :company and period = :period";
        jdbc.sql(sql).param("company", company).param("period", period).update();
    }
}
