package io.tieout.inbox.adapter.in.checks;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Nothing that came in is forgotten: it ended, or somebody owns it, or its turn is about to come. */
@Component
class EveryMessageEndedOrOwned implements IntegrityCheck {

    /** As long as a message may honestly be on its way. */
    private static final Duration UNDER_WAY_MAX = Duration.ofMinutes(15);

    private static final int VIOLATIONS_MAX = 200;

    private final Inbox inbox;
    private final WorkItems workItems;
    private final Clock clock;

    EveryMessageEndedOrOwned(Inbox inbox, WorkItems workItems, Clock clock) {
        this.inbox = inbox;
        this.workItems = workItems;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "inbox.every-message-ended-or-owned";
    }

    @Override
    public String statement() {
        return "Every message that came in was processed or ignored for a reason, or is an open item of somebody's.";
    }

    @Override
    public Result check() {
        var violations = new ArrayList<Violation>();
        for (var message : inbox.unsettled(clock.instant().minus(UNDER_WAY_MAX), VIOLATIONS_MAX * 50)) {
            if (violations.size() < VIOLATIONS_MAX && !owned(message)) {
                violations.add(new Violation(
                        "message:" + message.id(),
                        "processed, ignored, or owned by an open work item",
                        message.state() + (message.code() == null ? "" : " " + message.code()) + " without an owner"));
            }
        }
        return new Result(inbox.count(), List.copyOf(violations));
    }

    private boolean owned(InboxMessage message) {
        if (InboxProblem.WAITS_BEHIND.code().equals(message.code())) {
            return true;
        }
        var item = message.workItem();
        return item != null
                && workItems
                        .find(item)
                        .filter(found -> found.state() == WorkItem.State.OPEN)
                        .isPresent();
    }
}
