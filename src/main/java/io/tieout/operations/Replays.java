package io.tieout.operations;

import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.Actor;
import java.util.List;
import org.springframework.stereotype.Service;

/** Stored messages processed once more, many at a time. Handlers are idempotent, so a message that had its effect has no second. */
@Service
public class Replays {

    /** At most so many in one call. */
    public static final int LIMIT_MAX = 10_000;

    private static final int SAMPLE = 20;

    private final Inbox inbox;

    Replays(Inbox inbox) {
        this.inbox = inbox;
    }

    /** What a replay by this filter would take, and what it took up. @param sample the oldest ones */
    public record Outcome(long count, int replayed, List<InboxMessage> sample) {}

    /** Counts only. Messages that have not had their first turn are none of them. */
    public Outcome preview(InboxFilter filter) {
        return new Outcome(inbox.countReplayable(filter), 0, inbox.replayable(filter, SAMPLE));
    }

    /**
     * Takes them up again in the order in which they came, each in a transaction of its own and each with its line in the audit log.
     *
     * @param limit the oldest so many, at most {@link #LIMIT_MAX}
     */
    public Outcome run(InboxFilter filter, int limit, Actor by) {
        var count = inbox.countReplayable(filter);
        var messages = inbox.replayable(filter, Math.clamp(limit, 1, LIMIT_MAX));
        messages.forEach(message -> inbox.replay(message.id(), by));
        return new Outcome(count, messages.size(), messages.subList(0, Math.min(SAMPLE, messages.size())));
    }
}
