package io.tieout.finance.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The posting rules in force. A version never changes, so what was read once is kept. */
@Repository
class RuleBooks {

    private record Version(int version, LocalDate validFrom) {}

    /** The versions in force as one batch sees them. */
    final class InForce {

        private final List<Version> newestFirst;

        private InForce(List<Version> newestFirst) {
            this.newestFirst = newestFirst;
        }

        /** The newest version that is valid on the day; a day before all of them has the oldest. */
        RuleBook on(LocalDate day) {
            for (var version : newestFirst) {
                if (!version.validFrom().isAfter(day)) {
                    return book(version.version());
                }
            }
            return book(newestFirst.getLast().version());
        }
    }

    private final JdbcClient jdbc;
    private final Map<Integer, RuleBook> books = new ConcurrentHashMap<>();

    RuleBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    InForce inForce() {
        return new InForce(jdbc.sql("""
                select version, valid_from from finance.posting_rule_set where state = 'IN_FORCE' order by version desc
                """).query(Version.class).list());
    }

    private RuleBook book(int version) {
        return books.computeIfAbsent(version, wanted -> new RuleBook(wanted, rules(wanted)));
    }

    List<PostingRule> rules(int version) {
        return jdbc.sql("""
                        select event_type, component, qualifier, meaning, debit, credit from finance.posting_rule
                        where version = ? order by event_type, component, qualifier
                        """)
                .param(version)
                .query((row, _) -> new PostingRule(
                        row.getString("event_type"),
                        row.getString("component"),
                        emptyToNull(row.getString("qualifier")),
                        PostingRule.Meaning.valueOf(row.getString("meaning")),
                        row.getString("debit"),
                        row.getString("credit")))
                .list();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
