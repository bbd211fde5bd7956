package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Journals that wait for a second person. */
@Repository
class Proposals {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT = """
            select id, entity, business_date, event_type, event_key, subject, message, source_row, reverses, rule_version, text,
                lines, state, proposed_by, decided_by
            from finance.journal_proposal
            """;

    /** A proposal and where it stands. */
    record Proposal(JournalDraft draft, String state) {}

    private record StoredLine(
            String account,
            String key,
            String currency,
            String amount,
            String functional,
            @Nullable String channel,
            @Nullable String store,
            @Nullable String region,
            @Nullable String taxCode,
            @Nullable String reference) {

        static StoredLine from(PostingLine line) {
            var dimensions = line.dimensions();
            return new StoredLine(
                    line.account(),
                    line.key(),
                    line.currency().getCurrencyCode(),
                    line.amount().toPlainString(),
                    line.functional().toPlainString(),
                    dimensions.channel(),
                    dimensions.store(),
                    dimensions.region(),
                    dimensions.taxCode(),
                    dimensions.reference());
        }

        PostingLine line() {
            return new PostingLine(
                    account,
                    key,
                    Currency.getInstance(currency),
                    new BigDecimal(amount),
                    new BigDecimal(functional),
                    new Dimensions(channel, store, region, taxCode, reference));
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Proposals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(JournalDraft draft) {
        var message = draft.message();
        jdbc.sql("""
                        insert into finance.journal_proposal (id, entity, business_date, event_type, event_key, subject, message,
                            source_row, reverses, rule_version, text, lines, state, proposed_by, proposed_at)
                        values (:id, :entity, :businessDate, :eventType, :eventKey, :subject, :message,
                            :sourceRow, :reverses, :ruleVersion, :text, :lines::jsonb, 'AWAITS_APPROVAL', :by, :now)
                        """)
                .param("id", draft.id())
                .param("entity", draft.entity().value())
                .param("businessDate", draft.businessDate())
                .param("eventType", draft.eventType())
                .param("eventKey", draft.eventKey())
                .param("subject", draft.subject().value())
                .param("message", message == null ? null : message.value(), Types.OTHER)
                .param("sourceRow", draft.sourceRow(), Types.BIGINT)
                .param("reverses", draft.reverses(), Types.OTHER)
                .param("ruleVersion", draft.ruleVersion())
                .param("text", draft.text(), Types.VARCHAR)
                .param(
                        "lines",
                        JSON.writeValueAsString(
                                draft.lines().stream().map(StoredLine::from).toList()))
                .param("by", draft.proposedBy().toString())
                .param("now", now())
                .update();
    }

    void decide(UUID id, String state, Actor by) {
        jdbc.sql("update finance.journal_proposal set state = ?, decided_by = ?, decided_at = ? where id = ?")
                .params(state, by.toString(), now(), id)
                .update();
    }

    Optional<Proposal> lock(UUID id) {
        return jdbc.sql(SELECT + "where id = ? for update")
                .param(id)
                .query((row, _) -> proposal(row))
                .optional();
    }

    Optional<Proposal> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query((row, _) -> proposal(row))
                .optional();
    }

    Optional<Proposal> findByKey(String eventKey) {
        return jdbc.sql(SELECT + "where event_key = ?")
                .param(eventKey)
                .query((row, _) -> proposal(row))
                .optional();
    }

    boolean reversalWaits(UUID journal) {
        return jdbc.sql("""
                        select exists (select 1 from finance.journal_proposal where reverses = ? and state = 'AWAITS_APPROVAL')
                        """).param(journal).query(Boolean.class).single();
    }

    List<Proposal> list(SqlFilter filter, int limit) {
        return jdbc.sql(SELECT + filter.sql() + " order by id desc limit " + limit)
                .params(filter.parameters())
                .query((row, _) -> proposal(row))
                .list();
    }

    List<String> waiting(EntityCode entity, LocalDate from, LocalDate to, int limit) {
        return jdbc.sql("""
                        select 'journal ' || id || ' awaits approval' from finance.journal_proposal
                        where state = 'AWAITS_APPROVAL' and entity = ? and business_date between ? and ? order by id limit ?
                        """)
                .params(entity.value(), from, to, limit)
                .query(String.class)
                .list();
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        var message = row.getObject("message", UUID.class);
        var decidedBy = row.getString("decided_by");
        var lines = JSON.readValue(row.getString("lines"), new TypeReference<List<StoredLine>>() {});
        var draft = new JournalDraft(
                row.getObject("id", UUID.class),
                EntityCode.of(row.getString("entity")),
                row.getObject("business_date", LocalDate.class),
                row.getString("event_type"),
                row.getString("event_key"),
                BusinessKey.of(row.getString("subject")),
                message == null ? null : new MessageId(message),
                row.getObject("source_row", Long.class),
                row.getObject("reverses", UUID.class),
                row.getString("rule_version"),
                row.getString("text"),
                Actor.parse(row.getString("proposed_by")),
                decidedBy == null ? null : Actor.parse(decidedBy),
                lines.stream().map(StoredLine::line).toList());
        return new Proposal(draft, row.getString("state"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
