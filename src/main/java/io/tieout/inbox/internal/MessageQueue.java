package io.tieout.inbox.internal;

import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The same table as a queue: whose turn it is, and what became of it. */
@Repository
public class MessageQueue {

    private final JdbcClient jdbc;
    private final MessageRows rows;

    MessageQueue(JdbcClient jdbc, MessageRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The message with its body, locked until the caller's transaction ends. */
    public Optional<StoredMessage> lock(MessageId id) {
        return jdbc.sql(
                        "select " + MessageRows.COLUMNS
                                + ", m.body, m.body_removed_at is not null as body_removed, null as blocker from inbox.message m where m.id = ? for update")
                .param(id.value())
                .query((row, _) -> rows.stored(row))
                .optional();
    }

    /**
     * Takes the next message whose turn it is, locked for the caller's transaction: an unfinished earlier one of the same
     * ordering key goes first. A message that waits for its own business object is not in that object's way.
     */
    Optional<StoredMessage> claim(Instant now) {
        // The conditions on state look roundabout so that the earlier ones are found by their ordering key whatever the
        // statistics say: read by state alone they would be the whole backlog, once for each claim.
        return jdbc.sql("select " + MessageRows.COLUMNS + """
                        , m.body, false as body_removed, (
                            select e.id from inbox.message e
                            where e.ordering_key = m.ordering_key and e.seq < m.seq
                                and e.state in ('RECEIVED', 'FAILED', 'PARKED') and e.state <> 'RECEIVED'
                                and e.waits_for is distinct from m.ordering_key
                            order by e.seq limit 1) as blocker
                        from inbox.message m
                        where m.state = 'RECEIVED' and m.due_at <= ? and not exists (
                            select 1 from inbox.message e
                            where e.ordering_key = m.ordering_key and e.seq < m.seq
                                and e.state in ('RECEIVED', 'FAILED', 'PARKED') and e.state not in ('FAILED', 'PARKED'))
                        order by m.seq
                        limit 1
                        for update of m skip locked
                        """)
                .param(Messages.utc(now))
                .query((row, _) -> rows.stored(row))
                .optional();
    }

    /** Ends a message whose row the caller's transaction holds. */
    void end(MessageId id, InboxMessage.State state, @Nullable String reason, List<String> subjects, Instant at) {
        jdbc.sql("""
                        update inbox.message set state = ?, code = null, reason = ?, waits_for = null, owner_role = null,
                            work_item = null, trouble_code = null, trouble_subject = null, subjects = ?::text[], attempts = attempts + 1, tries = 0, ended_at = ?
                        where id = ?
                        """)
                .params(state.name(), reason, subjects.toArray(String[]::new), Messages.utc(at), id.value())
                .update();
    }

    /** Marks a message that nobody has ended or tried meanwhile. @return false where somebody has */
    boolean stop(StoredMessage claimed, Stop stop, Instant at) {
        return jdbc.sql("""
                                update inbox.message set state = ?, code = ?, reason = ?, waits_for = ?, owner_role = ?,
                                    trouble_code = ?, trouble_subject = ?, attempts = attempts + 1, tries = 0, ended_at = ?
                                where id = ? and state = 'RECEIVED' and attempts = ? and tries = ?
                                """)
                        .params(
                                stop.state().name(),
                                stop.code(),
                                stop.reason(),
                                stop.waitsFor(),
                                stop.ownerRole(),
                                stop.subject() == null ? claimed.troubleCode() : stop.code(),
                                stop.subject() == null ? claimed.troubleSubject() : stop.subject(),
                                Messages.utc(at),
                                claimed.message().id().value(),
                                claimed.message().attempts(),
                                claimed.tries())
                        .update()
                == 1;
    }

    /** Holds a message that nobody has ended or tried meanwhile. @return false where somebody has */
    boolean hold(StoredMessage claimed) {
        return jdbc.sql("""
                        select 1 from inbox.message where id = ? and state = 'RECEIVED' and attempts = ? and tries = ? for update
                        """)
                .params(claimed.message().id().value(), claimed.message().attempts(), claimed.tries())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** What messages are parked for, of the keys that begin so. */
    public List<String> awaited(String beginning) {
        return jdbc.sql("""
                        select distinct waits_for from inbox.message where state = 'PARKED' and starts_with(waits_for, ?)
                        """).param(beginning).query(String.class).list();
    }

    void setWorkItem(MessageId id, UUID item) {
        jdbc.sql("update inbox.message set work_item = ? where id = ?")
                .params(item, id.value())
                .update();
    }

    /** Puts a message off after a failure that may pass. */
    boolean retryLater(StoredMessage claimed, Instant due) {
        return jdbc.sql("""
                                update inbox.message set tries = tries + 1, due_at = ?
                                where id = ? and state = 'RECEIVED' and attempts = ? and tries = ?
                                """)
                        .params(
                                Messages.utc(due),
                                claimed.message().id().value(),
                                claimed.message().attempts(),
                                claimed.tries())
                        .update()
                == 1;
    }

    /** Holds an unfinished message's row against being taken up. @return false where it is no longer in the way */
    boolean holdBlocker(UUID blocker) {
        return jdbc.sql("select 1 from inbox.message where id = ? and state in ('FAILED', 'PARKED') for share")
                .param(blocker)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Takes up a message once more. */
    public void takeUp(MessageId id, int revision, Instant due) {
        jdbc.sql("""
                        update inbox.message set state = 'RECEIVED', code = null, reason = null, waits_for = null,
                            owner_role = null, work_item = null, tries = 0, attempts = greatest(attempts, 1),
                            revision = ?, due_at = ?, ended_at = null
                        where id = ?
                        """).params(revision, Messages.utc(due), id.value()).update();
    }

    /** Takes up all that wait for a key. @return the codes with which they were parked, one per message */
    public List<String> release(String waitsFor, Instant due) {
        return jdbc.sql("""
                        with waiting as (
                            select id, code from inbox.message where state = 'PARKED' and waits_for = ? order by seq for update)
                        update inbox.message m set state = 'RECEIVED', code = null, reason = null, waits_for = null,
                            owner_role = null, work_item = null, tries = 0, due_at = ?, ended_at = null
                        from waiting where m.id = waiting.id
                        returning waiting.code
                        """)
                .params(waitsFor, Messages.utc(due))
                .query(String.class)
                .list();
    }

    boolean anyParkedFor(String waitsFor) {
        return jdbc.sql("select exists (select 1 from inbox.message where state = 'PARKED' and waits_for = ?)")
                .param(waitsFor)
                .query(Boolean.class)
                .single();
    }

    /** Why a message goes no further for now. @param subject of the work item that owns it; null where another owns it */
    record Stop(
            InboxMessage.State state,
            String code,
            String reason,
            @Nullable String waitsFor,
            @Nullable String ownerRole,
            @Nullable String subject) {}
}
