package io.tieout.finance.internal;

import io.tieout.finance.OpenItem;
import io.tieout.finance.TrialBalance;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What accounts stand at. */
@Repository
public class Balances {

    private static final String SEPARATOR = "\n";
    private static final String SUMS = """
            select channel, reference, sum(functional_debit - functional_credit) as balance, min(posted_on) as since, count(*) as lines
            from finance.journal_line
            """;

    private final JdbcClient jdbc;

    Balances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public TrialBalance trialBalance(EntityCode entity, Currency currency, LocalDate asOf) {
        var accounts = jdbc.sql("""
                        select day.account, account.key, account.name, sum(day.debit) as debit, sum(day.credit) as credit
                        from finance.account_day day left join finance.account account on account.code = day.account
                        where day.entity = ? and day.posted_on <= ?
                        group by day.account, account.key, account.name order by day.account
                        """)
                .params(entity.value(), asOf)
                .query((row, _) -> account(row, currency))
                .list();
        var zero = JournalReader.amount(BigDecimal.ZERO, currency);
        return new TrialBalance(
                entity,
                asOf,
                currency,
                accounts.stream().map(TrialBalance.Account::debit).reduce(zero, BigDecimal::add),
                accounts.stream().map(TrialBalance.Account::credit).reduce(zero, BigDecimal::add),
                accounts);
    }

    private static TrialBalance.Account account(ResultSet row, Currency currency) throws SQLException {
        var debit = JournalReader.amount(row.getBigDecimal("debit"), currency);
        var credit = JournalReader.amount(row.getBigDecimal("credit"), currency);
        var code = row.getString("account");
        var key = row.getString("key");
        var name = row.getString("name");
        return new TrialBalance.Account(
                code, key == null ? code : key, name == null ? code : name, debit, credit, debit.subtract(credit));
    }

    /** The account codes that a code or key names; none where there is no such account. */
    List<String> codes(String codeOrKey) {
        return jdbc.sql("select code from finance.account where code = :text or key = :text order by code")
                .param("text", codeOrKey)
                .query(String.class)
                .list();
    }

    /** By channel ("" for none), those that are zero left out. */
    Map<String, BigDecimal> byChannel(EntityCode entity, List<String> accounts) {
        var balances = new TreeMap<String, BigDecimal>();
        jdbc.sql("""
                        select coalesce(channel, '') as channel, sum(functional_debit - functional_credit) as balance
                        from finance.journal_line where entity = :entity and account = any(:accounts)
                        group by 1 having sum(functional_debit - functional_credit) <> 0
                        """)
                .param("entity", entity.value())
                .param("accounts", accounts.toArray(String[]::new))
                .query(row -> {
                    balances.put(row.getString("channel"), row.getBigDecimal("balance"));
                });
        return balances;
    }

    /** By reference; lines without one make the last item of each channel. */
    Page<OpenItem> openItems(EntityCode entity, List<String> accounts, int limit, @Nullable String after) {
        var rows = new ArrayList<OpenItem>();
        var cursor = after == null ? null : decode(after);
        if (cursor == null || !cursor[0].isEmpty()) {
            rows.addAll(withReference(entity, accounts, limit, cursor));
        }
        if (rows.size() <= limit) {
            var afterChannel = cursor != null && cursor[0].isEmpty() ? cursor[1] : null;
            rows.addAll(withoutReference(entity, accounts, afterChannel, limit + 1 - rows.size()));
        }
        return Page.of(rows, limit, Balances::encode);
    }

    private List<OpenItem> withReference(
            EntityCode entity, List<String> accounts, int limit, String @Nullable [] cursor) {
        return jdbc.sql(SUMS + """
                        where entity = :entity and account = any(:accounts) and reference is not null
                          and reference >= :reference and (reference, coalesce(channel, '')) > (:reference, :channel)
                        group by reference, channel
                        having sum(functional_debit - functional_credit) <> 0
                        order by reference, coalesce(channel, '') limit :limit
                        """)
                .param("entity", entity.value())
                .param("accounts", accounts.toArray(String[]::new))
                .param("reference", cursor == null ? "" : cursor[0])
                .param("channel", cursor == null ? "" : cursor[1])
                .param("limit", limit + 1)
                .query((row, _) -> item(row))
                .list();
    }

    private List<OpenItem> withoutReference(
            EntityCode entity, List<String> accounts, @Nullable String afterChannel, int limit) {
        return jdbc.sql(SUMS + """
                        where entity = :entity and account = any(:accounts) and reference is null
                          and (:channel = '-' or coalesce(channel, '') > :channel)
                        group by reference, channel
                        having sum(functional_debit - functional_credit) <> 0
                        order by coalesce(channel, '') limit :limit
                        """)
                .param("entity", entity.value())
                .param("accounts", accounts.toArray(String[]::new))
                .param("channel", afterChannel == null ? "-" : afterChannel)
                .param("limit", limit)
                .query((row, _) -> item(row))
                .list();
    }

    private static OpenItem item(ResultSet row) throws SQLException {
        return new OpenItem(
                row.getString("channel"),
                row.getString("reference"),
                row.getBigDecimal("balance"),
                row.getObject("since", LocalDate.class),
                row.getInt("lines"));
    }

    private static String encode(OpenItem item) {
        var text = (item.reference() == null ? "" : item.reference())
                + SEPARATOR
                + (item.channel() == null ? "" : item.channel());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decode(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var separator = text.lastIndexOf(SEPARATOR);
            if (separator >= 0) {
                return new String[] {text.substring(0, separator), text.substring(separator + 1)};
            }
        } catch (IllegalArgumentException notBase64) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + cursor, notBase64);
        }
        throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + cursor);
    }
}
