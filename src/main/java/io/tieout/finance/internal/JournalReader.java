package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.Journal;
import io.tieout.finance.JournalFilter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads journals. */
@Repository
public class JournalReader {

    private static final int CHUNK = 500;
    private static final String COLUMNS = """
            id, entity, period, sequence, posted_on, business_date, event_type, event_key, subject, document, message,
            source_row, reverses, rule_version, proposed_by, approved_by
            """;

    private final JdbcClient jdbc;

    JournalReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Journal> find(UUID id) {
        return withLines(jdbc.sql("select " + COLUMNS + " from finance.journal where id = ?")
                        .param(id)
                        .query((row, _) -> header(row))
                        .list())
                .stream()
                .findFirst();
    }

    Optional<Journal> findByKey(String eventKey) {
        return withLines(jdbc.sql("select " + COLUMNS + " from finance.journal where event_key = ?")
                        .param(eventKey)
                        .query((row, _) -> header(row))
                        .list())
                .stream()
                .findFirst();
    }

    public Optional<UUID> reversalOf(UUID journal) {
        return jdbc.sql("select id from finance.journal where reverses = ?")
                .param(journal)
                .query(UUID.class)
                .optional();
    }

    /** The lines as they were posted, for their opposite. */
    List<PostingLine> postingLines(UUID journal) {
        return jdbc.sql("""
                        select account, account_key, currency, debit - credit as amount, functional_debit - functional_credit as functional,
                            channel, store, region, tax_code, reference
                        from finance.journal_line where journal = ? order by number
                        """)
                .param(journal)
                .query((row, _) -> new PostingLine(
                        row.getString("account"),
                        row.getString("account_key"),
                        Currency.getInstance(row.getString("currency")),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("functional"),
                        dimensions(row)))
                .list();
    }

    /** Posted journals, the newest first: of an entity by number, else by identity, which rises with time. */
    List<Journal> newest(JournalFilter filter, int limit, @Nullable String after) {
        var conditions = conditions(filter);
        var byNumber = filter.entity() != null
                && filter.subject() == null
                && filter.document() == null
                && filter.event() == null;
        String order;
        if (byNumber) {
            order = "period desc, sequence desc";
            if (after != null) {
                var number = JournalNumber.parse(after)
                        .orElseThrow(
                                () -> new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + after));
                conditions.where("(period, sequence) < (:afterPeriod, :afterSequence)", "afterPeriod", number.period());
                conditions.parameters().put("afterSequence", number.sequence());
            }
        } else {
            order = "id desc";
            conditions.where("id < :after::uuid", "after", after);
        }
        return page(conditions, order, limit);
    }

    static String cursor(JournalFilter filter, Journal journal) {
        var byNumber = filter.entity() != null
                && filter.subject() == null
                && filter.document() == null
                && filter.event() == null;
        var number = journal.number();
        return byNumber && number != null ? number : journal.id().toString();
    }

    /** All that the filter lets pass, the oldest first, a chunk in memory at a time. */
    public void each(JournalFilter filter, Consumer<Journal> consumer) {
        var after = new UUID(0, 0);
        while (true) {
            var conditions = conditions(filter);
            conditions.where("id > :after", "after", after);
            var chunk = page(conditions, "id", CHUNK);
            chunk.forEach(consumer);
            if (chunk.size() < CHUNK) {
                return;
            }
            after = chunk.getLast().id();
        }
    }

    private List<Journal> page(SqlFilter conditions, String order, int limit) {
        return withLines(jdbc.sql("select " + COLUMNS + " from finance.journal " + conditions.sql() + " order by "
                        + order + " limit " + limit)
                .params(conditions.parameters())
                .query((row, _) -> header(row))
                .list());
    }

    private static SqlFilter conditions(JournalFilter filter) {
        var conditions = new SqlFilter();
        conditions.where("entity = :entity", "entity", filter.entity());
        conditions.where("period = :period", "period", filter.period());
        conditions.where("event_type = :event", "event", filter.event());
        conditions.where("subject = :subject", "subject", filter.subject());
        conditions.where("document = :document", "document", filter.document());
        var from = filter.from();
        if (from != null) {
            conditions.where("posted_on >= :from", "from", from);
            conditions.where(
                    "period >= :fromPeriod", "fromPeriod", from.toString().substring(0, 7));
        }
        var to = filter.to();
        if (to != null) {
            conditions.where("posted_on <= :to", "to", to);
            conditions.where("period <= :toPeriod", "toPeriod", to.toString().substring(0, 7));
        }
        conditions.where(
                "exists (select 1 from finance.journal_line line where line.journal = journal.id and line.account = :account)",
                "account",
                filter.account());
        return conditions;
    }

    private List<Journal> withLines(List<Journal> headers) {
        if (headers.isEmpty()) {
            return headers;
        }
        var lines = new HashMap<UUID, List<Journal.Line>>();
        jdbc.sql("""
                        select journal, number, account, account_key, debit, credit, currency, channel, store, region, tax_code, reference
                        from finance.journal_line where journal = any(?::uuid[]) order by journal, number
                        """)
                .param(headers.stream().map(journal -> journal.id().toString()).toArray(String[]::new))
                .query(row -> {
                    lines.computeIfAbsent(row.getObject("journal", UUID.class), _ -> new ArrayList<>())
                            .add(line(row));
                });
        return headers.stream().map(journal -> with(journal, lines)).toList();
    }

    private static Journal with(Journal journal, Map<UUID, List<Journal.Line>> lines) {
        return new Journal(
                journal.id(),
                journal.number(),
                journal.entity(),
                journal.postedOn(),
                journal.businessDate(),
                journal.period(),
                journal.state(),
                journal.event(),
                journal.eventKey(),
                journal.subject(),
                journal.document(),
                journal.message(),
                journal.sourceRow(),
                journal.reverses(),
                journal.ruleVersion(),
                journal.proposedBy(),
                journal.approvedBy(),
                lines.getOrDefault(journal.id(), List.of()));
    }

    private static Journal header(ResultSet row) throws SQLException {
        var message = row.getObject("message", UUID.class);
        var approvedBy = row.getString("approved_by");
        return new Journal(
                row.getObject("id", UUID.class),
                JournalNumber.of(row.getString("entity"), row.getString("period"), row.getLong("sequence")),
                EntityCode.of(row.getString("entity")),
                row.getObject("posted_on", LocalDate.class),
                row.getObject("business_date", LocalDate.class),
                row.getString("period"),
                Journal.State.POSTED,
                row.getString("event_type"),
                row.getString("event_key"),
                BusinessKey.of(row.getString("subject")),
                row.getObject("document", UUID.class),
                message == null ? null : new MessageId(message),
                row.getObject("source_row", Long.class),
                row.getObject("reverses", UUID.class),
                row.getString("rule_version"),
                Actor.parse(row.getString("proposed_by")),
                approvedBy == null ? null : Actor.parse(approvedBy),
                List.of());
    }

    private static Journal.Line line(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new Journal.Line(
                row.getInt("number"),
                row.getString("account"),
                row.getString("account_key"),
                amount(row.getBigDecimal("debit"), currency),
                amount(row.getBigDecimal("credit"), currency),
                currency,
                dimensions(row));
    }

    static BigDecimal amount(BigDecimal stored, Currency currency) {
        return stored.setScale(Math.max(stored.scale(), PostingPlanner.scale(currency)));
    }

    private static Dimensions dimensions(ResultSet row) throws SQLException {
        return new Dimensions(
                row.getString("channel"),
                row.getString("store"),
                row.getString("region"),
                row.getString("tax_code"),
                row.getString("reference"));
    }

    /** A proposal in a journal's form. */
    static Journal from(Proposals.Proposal proposal) {
        var draft = proposal.draft();
        var lines = new ArrayList<Journal.Line>();
        for (var line : draft.lines()) {
            lines.add(new Journal.Line(
                    lines.size() + 1,
                    line.account(),
                    line.key(),
                    line.debit(),
                    line.credit(),
                    line.currency(),
                    line.dimensions()));
        }
        return new Journal(
                draft.id(),
                null,
                draft.entity(),
                null,
                draft.businessDate(),
                null,
                Journal.State.valueOf(proposal.state()),
                draft.eventType(),
                draft.eventKey(),
                draft.subject(),
                null,
                draft.message(),
                draft.sourceRow(),
                draft.reverses(),
                draft.ruleVersion(),
                draft.proposedBy(),
                draft.approvedBy(),
                lines);
    }
}
