package io.tieout.finance.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.stereotype.Repository;

/** The only writer of the ledger: locks, numbers, and whole journals by COPY in the running transaction. */
@Repository
class JournalWriter {

    private static final String COPY_JOURNALS = """
            copy finance.journal (id, entity, period, sequence, posted_on, business_date, event_type, event_key, subject,
                document, message, source_row, reverses, rule_version, text, proposed_by, approved_by, recorded_at, line_count)
            from stdin
            """;
    private static final String COPY_LINES = """
            copy finance.journal_line (journal, number, entity, posted_on, account, account_key, debit, credit, currency,
                functional_debit, functional_credit, channel, store, region, tax_code, reference)
            from stdin
            """;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final SQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

    JournalWriter(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /**
     * Until the transaction ends nobody else posts to this entity or closes its periods. Posting to an entity is serial in any
     * case, since numbers have no gaps; one lock for all its periods cannot deadlock as locks per period would.
     */
    void lock(String entity) {
        jdbc.sql("select true from pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("finance.ledger:" + entity)
                .query(Boolean.class)
                .single();
    }

    /** @return the last of so many numbers, which are now taken */
    long takeNumbers(String entity, String period, int count) {
        return jdbc.sql("""
                        insert into finance.journal_counter as counter (entity, period, last) values (?, ?, ?)
                        on conflict (entity, period) do update set last = counter.last + excluded.last returning last
                        """).params(entity, period, count).query(Long.class).single();
    }

    Set<String> posted(Collection<String> eventKeys) {
        return new HashSet<>(jdbc.sql("select event_key from finance.journal where event_key = any(?)")
                .param(eventKeys.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    void write(List<PostedJournal> journals, Instant at) {
        var headers = new CopyText();
        var lines = new CopyText();
        for (var journal : journals) {
            header(headers, journal, at);
            var number = 0;
            for (var line : journal.draft().lines()) {
                line(lines, journal, ++number, line);
            }
        }
        copy(COPY_JOURNALS, headers);
        copy(COPY_LINES, lines);
    }

    private static void header(CopyText row, PostedJournal journal, Instant at) {
        var draft = journal.draft();
        var message = draft.message();
        var approvedBy = draft.approvedBy();
        row.uuid(draft.id())
                .text(draft.entity().value())
                .text(journal.period().toString())
                .number(journal.sequence())
                .date(journal.postedOn())
                .date(draft.businessDate())
                .text(draft.eventType())
                .text(draft.eventKey())
                .text(draft.subject().value())
                .uuid(journal.document())
                .uuid(message == null ? null : message.value())
                .number(draft.sourceRow())
                .uuid(draft.reverses())
                .text(draft.ruleVersion())
                .text(draft.text())
                .text(draft.proposedBy().toString())
                .text(approvedBy == null ? null : approvedBy.toString())
                .text(at.toString())
                .number(draft.lines().size())
                .endRow();
    }

    private static void line(CopyText row, PostedJournal journal, int number, PostingLine line) {
        var dimensions = line.dimensions();
        row.uuid(journal.draft().id())
                .number(number)
                .text(journal.draft().entity().value())
                .date(journal.postedOn())
                .text(line.account())
                .text(line.key())
                .amount(line.debit())
                .amount(line.credit())
                .text(line.currency().getCurrencyCode())
                .amount(line.functionalDebit())
                .amount(line.functionalCredit())
                .text(dimensions.channel())
                .text(dimensions.store())
                .text(dimensions.region())
                .text(dimensions.taxCode())
                .text(dimensions.reference())
                .endRow();
    }

    private void copy(String sql, CopyText rows) {
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new ByteArrayInputStream(rows.bytes()));
        } catch (SQLException failure) {
            var translated = translator.translate("copy into the ledger", sql, failure);
            throw translated == null ? new IllegalStateException("The ledger refused a copy", failure) : translated;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
