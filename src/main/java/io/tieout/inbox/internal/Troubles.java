package io.tieout.inbox.internal;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.internal.MessageQueue.Stop;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/** What becomes of a message that cannot be processed, and of its work item and those behind it once it can. */
@Component
public class Troubles {

    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
    private static final int TRIES_MAX = 3;
    private static final int QUICK_TRIES_MAX = 8;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final int REASON_LENGTH_MAX = 2000;

    private final MessageQueue queue;
    private final WorkItems workItems;
    private final Problems problems;
    private final Story story;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Troubles(
            MessageQueue queue,
            WorkItems workItems,
            Problems problems,
            Story story,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.queue = queue;
        this.workItems = workItems;
        this.problems = problems;
        this.story = story;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Lets those go on that were parked behind a message that is now out of the way, and closes its work item. */
    void leave(StoredMessage message, String how) {
        queue.release(behind(message.message().id()), clock.instant());
        resolveItem(message, how);
    }

    private void resolveItem(StoredMessage message, String how) {
        var code = message.troubleCode();
        var subject = message.troubleSubject();
        if (code == null || subject == null) {
            return;
        }
        var own = subject.equals(behind(message.message().id()));
        if (own || !queue.anyParkedFor(subject)) {
            problems.find(code).ifPresent(type -> workItems.resolve(type, BusinessKey.of(subject), how));
        }
    }

    /** What is done for a message is done in the name of its connection. */
    static Correlation correlation(StoredMessage claimed) {
        var message = claimed.message();
        return new Correlation(
                message.correlationId(),
                message.id(),
                Actor.system(message.connection().value()));
    }

    /** Parks a message behind an earlier one about the same object, in the transaction that holds it. */
    void standBehind(StoredMessage claimed, UUID blocker) {
        // The lock keeps a replay of the earlier message from slipping in between, which would leave this one parked
        // for ever.
        if (queue.holdBlocker(blocker)) {
            queue.stop(
                    claimed,
                    new Stop(
                            InboxMessage.State.PARKED,
                            InboxProblem.WAITS_BEHIND.code(),
                            "Waits behind message " + blocker + " about the same object",
                            behind(new MessageId(blocker)),
                            null,
                            null),
                    clock.instant());
        }
    }

    private static String behind(MessageId id) {
        return "message:" + id;
    }

    /** Tries a message again, or gives it to its owner with what went wrong. */
    void fail(StoredMessage claimed, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            refuse(claimed, Refused.failed(problem.type(), detail(problem)));
        } else if (failure instanceof JacksonException unreadable) {
            refuse(claimed, Refused.failed(InboxProblem.UNREADABLE, unreadable.getOriginalMessage()));
        } else if (failure instanceof TransientDataAccessException && claimed.tries() < QUICK_TRIES_MAX) {
            // Somebody else's transaction stood in the way: nothing is wrong with the message.
            LOG.debug("Message {} is tried again after {}", claimed.message().id(), failure.toString());
            retry(claimed, Duration.ofMillis(20L << claimed.tries()));
        } else if (failure instanceof Exception && claimed.tries() + 1 < TRIES_MAX) {
            LOG.warn("Message {} is tried again after {}", claimed.message().id(), failure.toString());
            retry(claimed, FIRST_DELAY.multipliedBy(1L << (2 * claimed.tries())));
        } else {
            LOG.error("Message {} failed", claimed.message().id(), failure);
            refuse(claimed, Refused.failed(InboxProblem.PROCESSING_FAILED, String.valueOf(failure)));
        }
    }

    private void retry(StoredMessage claimed, Duration delay) {
        transaction.executeWithoutResult(
                _ -> queue.retryLater(claimed, clock.instant().plus(delay)));
    }

    /** Stops a message as failed or parked, with its work item, unless somebody has ended it meanwhile. */
    void refuse(StoredMessage claimed, Refused refused) {
        var message = claimed.message();
        var subject = refused.waitsFor == null ? behind(message.id()) : refused.waitsFor;
        var reason = shortened(refused.reason);
        transaction.executeWithoutResult(_ -> {
            var stop = new Stop(
                    refused.state, refused.problem.code(), reason, refused.waitsFor, refused.ownerRole, subject);
            if (!queue.stop(claimed, stop, clock.instant())) {
                return;
            }
            correlation(claimed).run(() -> {
                if (!refused.problem.code().equals(claimed.troubleCode())) {
                    resolveItem(claimed, "It failed for another reason since");
                }
                var item = workItems.raise(new NewWorkItem(
                        refused.problem,
                        BusinessKey.of(subject),
                        refused.ownerRole,
                        NewWorkItem.Severity.NORMAL,
                        reason,
                        message.id(),
                        Map.of("message", message.id().toString())));
                queue.setWorkItem(message.id(), item);
                story.stopped(claimed, stop);
            });
        });
    }

    private static String detail(ProblemException problem) {
        var text = new StringBuilder(String.valueOf(problem.getMessage()));
        problem.places().stream()
                .limit(20)
                .forEach(place ->
                        text.append("; ").append(place.pointer()).append(": ").append(place.detail()));
        return text.toString();
    }

    private static String shortened(String reason) {
        // PostgreSQL's text takes no zero character, which a hostile message may quote back at us.
        var clean = reason.replace('\u0000', '\uFFFD');
        return clean.length() <= REASON_LENGTH_MAX ? clean : clean.substring(0, REASON_LENGTH_MAX);
    }
}
