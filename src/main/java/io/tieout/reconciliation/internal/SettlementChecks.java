package io.tieout.reconciliation.internal;

import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.finance.Ledger;
import io.tieout.kernel.EntityCode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must always hold of settlements, claims and the channels' balances. */
@Configuration(proxyBeanMethods = false)
class SettlementChecks {

    private static final int LISTED_MAX = 200;

    private static final String FOOT = """
            select s.connection || ':' || s.external_id || ' version ' || s.version as subject,
                s.deposit::text || ' in ' || s.row_count || ' rows' as expected,
                coalesce(l.total, 0)::text || ' in ' || coalesce(l.n, 0) || ' rows' as actual
            from reconciliation.settlement s left join (
                select settlement_id, sum(amount) as total, count(*) as n
                from reconciliation.settlement_line group by settlement_id) l on l.settlement_id = s.id
            where l.total is distinct from s.deposit or l.n is distinct from s.row_count
            """;

    private static final String POSTED_ONCE = """
            select s.connection || ':' || s.external_id as subject, expected.n::text as expected,
                s.posted_events::text as actual
            from reconciliation.settlement s cross join lateral (
                select count(*) + case when s.deposit <> 0 then 1 else 0 end as n
                from reconciliation.settlement_line l where l.settlement_id = s.id and l.amount <> 0) expected
            where s.state in ('POSTED', 'RECONCILED') and s.posted_events <> expected.n
            """;

    private static final String CLAIMS = """
            with claimed as (
                select c.settlement_id, e.order_reference as reference, e.side, sum(e.amount) as amount
                from reconciliation.claim c join reconciliation.expected_line e on e.id = c.expected_line_id
                group by c.settlement_id, e.order_reference, e.side),
            matched as (
                select settlement_id, reference, side, sum(amount - coalesce(difference, 0)) as amount
                from reconciliation.settlement_line where outcome in ('MATCHED', 'MATCHED_WITH_DIFFERENCE')
                group by settlement_id, reference, side),
            per_order as (
                select reference, side, sum(claimed) as claimed, sum(matched) as matched from (
                    select reference, side, amount as claimed, 0 as matched from claimed
                    union all select reference, side, 0, amount from matched) both_sides
                group by reference, side)
            select reference || ' ' || side as subject, claimed::text as expected, matched::text as actual
            from per_order where claimed <> matched
            """;

    @Bean
    IntegrityCheck settlementsFoot(JdbcClient jdbc) {
        return new SqlCheck(
                "settlements.foot",
                "The rows of every settlement add up to what it sent to the bank.",
                jdbc,
                "select count(*) from reconciliation.settlement",
                FOOT);
    }

    @Bean
    IntegrityCheck settlementRowsPostedOnce(JdbcClient jdbc) {
        return new SqlCheck(
                "settlements.rows-posted-once",
                "Every row of a posted settlement that moves money is in exactly one journal, and so is its deposit.",
                jdbc,
                "select count(*) from reconciliation.settlement where state in ('POSTED', 'RECONCILED')",
                POSTED_ONCE);
    }

    @Bean
    IntegrityCheck claimsUnique(JdbcClient jdbc) {
        return new SqlCheck(
                "reconciliation.claims-unique",
                "What was expected is settled at most once, and matched rows are worth what they claimed.",
                jdbc,
                "select count(*) from reconciliation.claim",
                CLAIMS);
    }

    @Bean
    IntegrityCheck channelBalanceZero(JdbcClient jdbc, Ledger ledger) {
        return new ChannelBalanceZero(jdbc, ledger);
    }

    /** A statement that one query refutes: each row of it is a violation. */
    private record SqlCheck(String id, String statement, JdbcClient jdbc, String count, String violations)
            implements IntegrityCheck {

        @Override
        public Result check() {
            var checked = jdbc.sql(count).query(Long.class).single();
            var found = jdbc.sql(violations + " limit " + LISTED_MAX)
                    .query((row, _) -> new Violation(row.getString(1), row.getString(2), row.getString(3)))
                    .list();
            return new Result(checked, found);
        }
    }

    /** What channels hold for us is nothing once their settlements are posted: it went to the bank or into the reserve. */
    private record ChannelBalanceZero(JdbcClient jdbc, Ledger ledger) implements IntegrityCheck {

        private static final String ACCOUNT_KEY = "channel.balance";

        @Override
        public String id() {
            return "clearing.channel-balance-zero";
        }

        @Override
        public String statement() {
            return "After each settlement's payout the channel's balance is zero; reserves stand on their own account.";
        }

        @Override
        public Result check() {
            List<String> entities = jdbc.sql("select distinct entity from reconciliation.settlement order by entity")
                    .query(String.class)
                    .list();
            var violations = new ArrayList<Violation>();
            for (var entity : entities) {
                ledger.balancesByChannel(EntityCode.of(entity), ACCOUNT_KEY)
                        .forEach((channel, balance) -> violations.add(new Violation(
                                entity + " " + (channel.isEmpty() ? "without channel" : channel),
                                "0",
                                balance.toPlainString())));
            }
            return new Result(entities.size(), violations);
        }
    }
}
