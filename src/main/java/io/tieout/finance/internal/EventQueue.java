package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Finance events from the moment they are known until they are posted. */
@Repository
class EventQueue {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Longer than any node takes to hear of a change of the mappings. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    /** An event as claimed. */
    record Claimed(UUID id, FinanceEvent event, EventPayload payload, String correlation, int attempts) {}

    /** An event that waits, and for what. */
    record Parked(Claimed claimed, String waitsFor) {}

    /** What events waited for, and the problem that their work item has. */
    record Wait(String waitsFor, String problem) {}

    /** Where a claimed event ends. */
    enum End {
        POSTED,
        NOTHING_TO_POST,
        AWAITS_APPROVAL,
        FAILED,
        REJECTED
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    EventQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return false where the key was seen before */
    boolean add(BookableEvent bookable) {
        var event = bookable.event();
        var amounts = event.components().stream().map(EventPayload.Amount::from).toList();
        var payload = new EventPayload(amounts, bookable.document());
        var message = event.message();
        var now = now();
        return jdbc.sql("""
                        insert into finance.finance_event (id, key, type, entity, subject, business_date, occurred_at, message,
                            source_row, correlation, payload, state, due_at, recorded_at)
                        select :id, :key, :type, :entity, :subject, :businessDate, :occurredAt, :message,
                            :sourceRow, :correlation, :payload::jsonb, 'NEW', :now, :now
                        where not exists (select 1 from finance.journal where event_key = :key)
                        on conflict (key) do nothing
                        """)
                        .param("id", Ids.next())
                        .param("key", event.key())
                        .param("type", event.type())
                        .param("entity", event.entity().value())
                        .param("subject", event.subject().value())
                        .param("businessDate", event.businessDate())
                        .param("occurredAt", event.occurredAt().atOffset(ZoneOffset.UTC))
                        .param("message", message == null ? null : message.value(), java.sql.Types.OTHER)
                        .param("sourceRow", event.sourceRow(), java.sql.Types.BIGINT)
                        .param("correlation", Correlation.current().id())
                        .param("payload", JSON.writeValueAsString(payload))
                        .param("now", now)
                        .update()
                > 0;
    }

    /** The oldest new events, locked until the transaction ends; those that others hold are passed over. */
    List<Claimed> claim(int limit) {
        return jdbc.sql("""
                        select id, key, type, entity, subject, business_date, occurred_at, message, source_row, correlation,
                            payload, attempts
                        from finance.finance_event where state = 'NEW' and due_at <= ? order by id limit ?
                        for update skip locked
                        """)
                .params(now(), limit)
                .query((row, _) -> claimed(row))
                .list();
    }

    /** One event by id, where it is still new. */
    List<Claimed> claim(UUID event) {
        return jdbc.sql("""
                        select id, key, type, entity, subject, business_date, occurred_at, message, source_row, correlation,
                            payload, attempts
                        from finance.finance_event where state = 'NEW' and id = ? for update skip locked
                        """).param(event).query((row, _) -> claimed(row)).list();
    }

    /** An event, whatever became of it. */
    Optional<FinanceEvent> find(String key) {
        return jdbc.sql("""
                        select id, key, type, entity, subject, business_date, occurred_at, message, source_row, correlation,
                            payload, attempts
                        from finance.finance_event where key = ?
                        """).param(key).query((row, _) -> claimed(row).event()).optional();
    }

    /** The event that a proposal stands for. */
    List<Claimed> claimAwaiting(String key) {
        return jdbc.sql("""
                        select id, key, type, entity, subject, business_date, occurred_at, message, source_row, correlation,
                            payload, attempts
                        from finance.finance_event where state = 'AWAITS_APPROVAL' and key = ? for update
                        """).param(key).query((row, _) -> claimed(row)).list();
    }

    void end(Collection<UUID> events, End end) {
        if (!events.isEmpty()) {
            jdbc.sql("update finance.finance_event set state = ?, waits_for = null where id = any(?::uuid[])")
                    .params(end.name(), events.stream().map(UUID::toString).toArray(String[]::new))
                    .update();
        }
    }

    /** It is looked at once more soon: what it waits for may have come while it was planned. */
    void park(UUID event, String waitKey, String problem) {
        jdbc.sql("""
                        update finance.finance_event set state = 'PARKED', waits_for = ?, problem = ?, due_at = ? where id = ?
                        """).params(waitKey, problem, now().plus(SECOND_LOOK), event).update();
    }

    /** Parked events that are due for a second look, locked until the transaction ends. */
    List<Parked> claimParked(int limit) {
        return jdbc.sql("""
                        select id, key, type, entity, subject, business_date, occurred_at, message, source_row, correlation,
                            payload, attempts, waits_for
                        from finance.finance_event
                        where state = 'PARKED' and due_at < 'infinity' and due_at <= ? order by due_at limit ?
                        for update skip locked
                        """)
                .params(now(), limit)
                .query((row, _) -> new Parked(claimed(row), row.getString("waits_for")))
                .list();
    }

    /** They wait until somebody resumes them. */
    void leaveParked(Collection<UUID> events) {
        if (!events.isEmpty()) {
            jdbc.sql("update finance.finance_event set due_at = 'infinity' where id = any(?::uuid[])")
                    .params((Object) events.stream().map(UUID::toString).toArray(String[]::new))
                    .update();
        }
    }

    void fail(UUID event, String problem) {
        jdbc.sql("update finance.finance_event set state = 'FAILED', problem = ?, attempts = attempts + 1 where id = ?")
                .params(problem, event)
                .update();
    }

    void retryLater(UUID event, String problem, Duration wait) {
        jdbc.sql("""
                        update finance.finance_event set problem = ?, attempts = attempts + 1, due_at = ? where id = ?
                        """).params(problem, now().plus(wait), event).update();
    }

    /** What waits for one of these keys goes on. @param keyPatterns LIKE patterns */
    List<Wait> resume(Collection<String> keyPatterns) {
        return jdbc.sql("""
                        with waiting as (
                            select id, waits_for, problem from finance.finance_event
                            where state = 'PARKED' and waits_for like any (?) order by id for update),
                        resumed as (
                            update finance.finance_event event set state = 'NEW', waits_for = null, problem = null, due_at = ?
                            from waiting where event.id = waiting.id returning waiting.waits_for, waiting.problem)
                        select distinct waits_for, problem from resumed
                        """)
                .params(keyPatterns.toArray(String[]::new), now())
                .query(Wait.class)
                .list();
    }

    int retryFailed(UUID event) {
        return jdbc.sql("""
                        update finance.finance_event set state = 'NEW', problem = null, attempts = 0, due_at = ?
                        where state = 'FAILED' and id = ?
                        """).params(now(), event).update();
    }

    /** What still keeps a period from being closed. */
    List<String> unposted(EntityCode entity, LocalDate from, LocalDate to, int limit) {
        return jdbc.sql("""
                        select key || ' is ' || lower(state) || coalesce(', waits for ' || waits_for, '')
                        from finance.finance_event
                        where entity = ? and business_date between ? and ?
                          and state in ('NEW', 'PARKED', 'AWAITS_APPROVAL', 'FAILED') order by id limit ?
                        """)
                .params(entity.value(), from, to, limit)
                .query(String.class)
                .list();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        var payload = JSON.readValue(row.getString("payload"), EventPayload.class);
        var event = new FinanceEvent(
                row.getString("type"),
                row.getString("key"),
                EntityCode.of(row.getString("entity")),
                BusinessKey.of(row.getString("subject")),
                row.getObject("business_date", LocalDate.class),
                instant(row.getObject("occurred_at", OffsetDateTime.class)),
                message(row.getObject("message", UUID.class)),
                row.getObject("source_row", Long.class),
                payload.amounts().stream().map(EventPayload.Amount::component).toList());
        return new Claimed(
                row.getObject("id", UUID.class), event, payload, row.getString("correlation"), row.getInt("attempts"));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static @Nullable MessageId message(@Nullable UUID id) {
        return id == null ? null : new MessageId(id);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
