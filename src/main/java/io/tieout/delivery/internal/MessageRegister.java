package io.tieout.delivery.internal;

import io.tieout.delivery.Attempt;
import io.tieout.delivery.Delivery;
import io.tieout.delivery.DeliveryCount;
import io.tieout.delivery.DeliveryProblem;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.Documents;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages as people and clients see and handle them. */
@Component
public class MessageRegister {

    private static final int ATTEMPTS_SHOWN_MAX = 500;

    private final JdbcClient jdbc;
    private final MessageRows rows;
    private final Lanes lanes;
    private final Documents documents;
    private final WorkItems workItems;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MessageRegister(
            JdbcClient jdbc,
            MessageRows rows,
            Lanes lanes,
            Documents documents,
            WorkItems workItems,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.lanes = lanes;
        this.documents = documents;
        this.workItems = workItems;
        this.events = events;
        this.clock = clock;
    }

    public Page<Delivery> list(
            @Nullable String destination,
            @Nullable String key,
            Delivery.@Nullable State state,
            int limit,
            @Nullable String after) {
        var sql = new StringBuilder("select * from delivery.outbound_message where true");
        var params = new java.util.HashMap<String, Object>();
        if (destination != null) {
            sql.append(" and destination = :destination");
            params.put("destination", destination);
        }
        if (key != null) {
            sql.append(" and key = :key");
            params.put("key", key);
        }
        if (state != null) {
            // the literal, so that the partial index on what is not delivered can serve
            sql.append(" and state = '").append(state.name()).append("'");
        }
        if (after != null) {
            sql.append(" and id < :after");
            params.put("after", cursor(after));
        }
        var bounded = Math.clamp(limit, 1, Page.LIMIT_MAX);
        var found = jdbc.sql(sql.append(" order by id desc limit ")
                        .append(bounded + 1)
                        .toString())
                .params(params)
                .query((row, _) -> delivery(row))
                .list();
        return Page.of(found, bounded, delivery -> delivery.id().toString());
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "after is no cursor of this list", notOurs);
        }
    }

    public List<DeliveryCount> undelivered() {
        return jdbc.sql("""
                        select destination, state, count(*) as deliveries from delivery.outbound_message
                        where state <> 'DELIVERED' group by destination, state order by destination, state
                        """)
                .query((row, _) -> new DeliveryCount(
                        row.getString("destination"),
                        Delivery.State.valueOf(row.getString("state")),
                        row.getLong("deliveries")))
                .list();
    }

    public Optional<Delivery> find(UUID id) {
        return jdbc.sql("select * from delivery.outbound_message where id = :id")
                .param("id", id)
                .query((row, _) -> delivery(row))
                .optional();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getString("destination"),
                row.getString("type"),
                row.getString("key"),
                row.getLong("sequence"),
                Delivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                instant(row.getTimestamp("next_attempt_at")),
                row.getString("last_error"),
                row.getString("document_number"),
                row.getObject("document", UUID.class),
                row.getString("body"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("delivered_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    public List<Attempt> attempts(UUID id) {
        return jdbc.sql("""
                        select * from (
                            select * from delivery.attempt where message = :id order by number desc limit :max) newest
                        order by number
                        """)
                .param("id", id)
                .param("max", ATTEMPTS_SHOWN_MAX)
                .query((row, _) -> new Attempt(
                        row.getInt("number"),
                        row.getTimestamp("at").toInstant(),
                        row.getLong("duration_ms"),
                        row.getObject("status", Integer.class),
                        row.getString("answer"),
                        row.getString("error")))
                .list();
    }

    public void retry(Delivery delivery) {
        var changed = jdbc.sql("""
                        update delivery.outbound_message
                        set attempts_before = case when state = 'DEAD' then attempts else attempts_before end,
                            state = case when state = 'DEAD' then 'PENDING' else state end,
                            next_attempt_at = case when claimed_by is null then :now else next_attempt_at end
                        where id = :id and state in ('DEAD', 'PENDING', 'UNKNOWN')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", delivery.id())
                .update();
        if (changed == 0) {
            throw done(delivery);
        }
        resolve(delivery.id(), "retried");
        lanes.wakeAfterCommit(delivery.destination());
    }

    public void skip(Delivery delivery, String reason) {
        var changed = jdbc.sql("""
                        update delivery.outbound_message
                        set state = 'SKIPPED', claimed_by = null, last_error = :reason
                        where id = :id and ready and state in ('DEAD', 'PENDING', 'UNKNOWN')
                        """)
                .param("reason", Masking.masked("Skipped: " + reason, List.of()))
                .param("id", delivery.id())
                .update();
        if (changed == 0) {
            throw done(delivery);
        }
        rows.advance(List.of(place(delivery)));
        resolve(delivery.id(), "skipped");
        step(delivery, "delivery.skipped", TraceStep.State.IGNORED, null);
        lanes.wakeAfterCommit(delivery.destination());
    }

    /** @return whether that was news */
    public boolean acknowledge(Delivery delivery, @Nullable String documentNumber) {
        if (delivery.state() == Delivery.State.DELIVERED
                && (documentNumber == null || documentNumber.equals(delivery.documentNumber()))) {
            return false;
        }
        var now = clock.instant();
        var before = jdbc.sql("""
                        with old as (
                            select id, state from delivery.outbound_message
                            where id = :id and ready and state <> 'SKIPPED' and (attempts > 0 or claimed_by is not null)
                                and (document_number is null or document_number = coalesce(:number, document_number))
                            for update
                        )
                        update delivery.outbound_message m
                        set state = 'DELIVERED', delivered_at = coalesce(m.delivered_at, :now), claimed_by = null,
                            document_number = coalesce(:number, m.document_number), last_error = null
                        from old where m.id = old.id returning old.state
                        """)
                .param("id", delivery.id())
                .param("number", documentNumber, java.sql.Types.VARCHAR)
                .param("now", Timestamp.from(now))
                .query(String.class)
                .optional();
        if (before.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT,
                    "Delivery %s was skipped, never sent, or has document number %s"
                            .formatted(delivery.id(), delivery.documentNumber()));
        }
        var document = delivery.document();
        if (document != null) {
            documents.accepted(document, delivery.destination(), documentNumber);
        }
        if (!before.get().equals(Delivery.State.DELIVERED.name())) {
            rows.advance(List.of(place(delivery)));
            resolve(delivery.id(), "acknowledged");
            lanes.wakeAfterCommit(delivery.destination());
        }
        step(delivery, "delivery.acknowledged", TraceStep.State.DONE, documentNumber);
        return true;
    }

    private static MessageRows.Place place(Delivery delivery) {
        return new MessageRows.Place(delivery.destination(), delivery.key(), delivery.sequence());
    }

    private void resolve(UUID id, String how) {
        workItems.resolve(DeliveryProblem.DEAD, Turn.subject(id), how);
        workItems.resolve(DeliveryProblem.DOCUMENT_REFUSED, Turn.subject(id), how);
        workItems.resolve(DeliveryProblem.COMMAND_REFUSED, Turn.subject(id), how);
    }

    private static ProblemException done(Delivery delivery) {
        return new ProblemException(
                CommonProblem.STATE_CONFLICT,
                "Delivery %s is %s, or waits behind another of %s"
                        .formatted(delivery.id(), delivery.state(), delivery.key()));
    }

    private void step(Delivery delivery, String what, TraceStep.State state, @Nullable String number) {
        var cause = jdbc.sql("select cause from delivery.outbound_message where id = :id and cause is not null")
                .param("id", delivery.id())
                .query(UUID.class)
                .optional()
                .map(MessageId::new);
        var id = delivery.id().toString();
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                delivery.destination(),
                BusinessKey.of(delivery.key()),
                number == null ? Set.of(id) : Set.of(id, number),
                cause.orElse(null),
                state,
                Map.of("type", delivery.type(), "sequence", Long.toString(delivery.sequence()))));
    }
}
