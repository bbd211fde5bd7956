package io.tieout.finance.internal;

import io.tieout.exceptions.spi.IntegrityCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The proofs of the books: the lines themselves are read, never a total that was kept along the way. */
@Configuration(proxyBeanMethods = false)
class LedgerChecks {

    private static final String VIOLATIONS_MAX = " limit 200";

    /** A proof by two queries: how many things there are, and those that violate the statement. */
    private record SqlCheck(JdbcClient jdbc, String id, String statement, String count, String violations)
            implements IntegrityCheck {

        @Override
        public Result check() {
            return new Result(
                    jdbc.sql(count).query(Long.class).single(),
                    jdbc.sql(violations + VIOLATIONS_MAX).query(Violation.class).list());
        }
    }

    @Bean
    IntegrityCheck ledgerBalanced(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "ledger.balanced",
                "Every journal has all its lines and balances, in the entity's currency and in each transaction currency;"
                        + " debits equal credits over all; and the accounts' running totals equal the lines.",
                "select count(*) from finance.journal",
                """
                select * from (
                    select 'journal:' || journal.id as subject, 'lines ' || journal.line_count || ', difference 0' as expected,
                        'lines ' || coalesce(sums.lines, 0) || ', difference ' || coalesce(sums.difference, 0) as actual
                    from finance.journal left join (
                        select journal, count(*) as lines, sum(functional_debit - functional_credit) as difference
                        from finance.journal_line group by journal) sums on sums.journal = journal.id
                    where sums.lines is distinct from journal.line_count or sums.difference <> 0
                    union all
                    select 'journal:' || journal, 'difference 0 ' || currency, 'difference ' || sum(debit - credit)
                    from finance.journal_line group by journal, currency having sum(debit - credit) <> 0
                    union all
                    select 'journal:' || line.journal, 'a journal', 'lines without one'
                    from finance.journal_line line
                    where not exists (select 1 from finance.journal where journal.id = line.journal)
                    union all
                    select 'entity:' || entity, 'trial balance 0', 'trial balance ' || sum(debit - credit)
                    from finance.account_day group by entity having sum(debit - credit) <> 0
                    union all
                    select 'account:' || coalesce(total.entity, line.entity) || ':' || coalesce(total.account, line.account)
                            || ':' || coalesce(total.posted_on, line.posted_on),
                        coalesce(line.debit, 0) || ' / ' || coalesce(line.credit, 0),
                        coalesce(total.debit, 0) || ' / ' || coalesce(total.credit, 0)
                    from finance.account_day total full join (
                        select entity, account, posted_on, sum(functional_debit) as debit, sum(functional_credit) as credit
                        from finance.journal_line group by entity, account, posted_on) line
                      on line.entity = total.entity and line.account = total.account and line.posted_on = total.posted_on
                    where total.debit is distinct from line.debit or total.credit is distinct from line.credit) violation
                """);
    }

    @Bean
    IntegrityCheck ledgerNumbersWithoutGaps(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "ledger.numbers-without-gaps",
                "Journal numbers of each entity and period run from 1 to the last one given, none missing and none twice.",
                "select count(*) from finance.journal_counter",
                """
                select 'period:' || counter.entity || ':' || counter.period as subject, '1 to ' || counter.last as expected,
                    coalesce(numbers.journals, 0) || ' journals up to ' || coalesce(numbers.last, 0) as actual
                from (
                    select coalesce(counter.entity, journal.entity) as entity, coalesce(counter.period, journal.period) as period,
                        coalesce(counter.last, 0) as last
                    from finance.journal_counter counter
                    full join (select distinct entity, period from finance.journal) journal
                      on journal.entity = counter.entity and journal.period = counter.period) counter
                left join (
                    select entity, period, count(*) as journals, max(sequence) as last from finance.journal group by entity, period) numbers
                  on numbers.entity = counter.entity and numbers.period = counter.period
                where coalesce(numbers.journals, 0) <> counter.last or coalesce(numbers.last, 0) <> counter.last
                """);
    }

    @Bean
    IntegrityCheck everyEventPostedOrOwned(JdbcClient jdbc, OwnedEvents owned) {
        return new IntegrityCheck() {
            @Override
            public String id() {
                return "finance.every-event-posted-or-owned";
            }

            @Override
            public String statement() {
                return "Every finance event is posted, or about to be, or stands still with an open work item that somebody"
                        + " owns; and a posted one has its journal.";
            }

            @Override
            public Result check() {
                return new Result(
                        jdbc.sql("select count(*) from finance.finance_event")
                                .query(Long.class)
                                .single(),
                        owned.violations());
            }
        };
    }

    @Bean
    IntegrityCheck documentsHaveJournal(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "finance.documents-have-journal",
                "Every invoice, credit memo and journal document stands for a journal or an event of zero, and every journal"
                        + " belongs to a document.",
                "select count(*) from finance.document",
                """
                select * from (
                    select 'document:' || document.id as subject, 'a journal' as expected, 'none' as actual
                    from finance.document
                    where document.kind <> 'JOURNAL'
                      and not exists (select 1 from finance.journal where journal.event_key = document.key)
                      and not exists (select 1 from finance.finance_event event
                                      where event.key = document.key and event.state = 'NOTHING_TO_POST')
                    union all
                    select 'document:' || document.id, 'a journal', 'none'
                    from finance.document
                    where document.kind = 'JOURNAL'
                      and not exists (select 1 from finance.journal where journal.document = document.id)
                    union all
                    select 'journal:' || journal.id, 'a document', 'none'
                    from finance.journal where not exists (select 1 from finance.document where document.id = journal.document)) violation
                """);
    }
}
