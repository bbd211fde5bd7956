package io.tieout.inbox.internal;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.internal.MessageQueue.Stop;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * Processes one message at a time: claim, handle and end are one transaction, so that dying half way leaves the message as it
 * was. What goes wrong is written in a second transaction, after the first one's effects are gone.
 */
@Component
public class Processing {

    private static final Logger LOG = LoggerFactory.getLogger(Processing.class);
    private static final int TRIES_MAX = 3;
    private static final int QUICK_TRIES_MAX = 8;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final int REASON_LENGTH_MAX = 2000;

    private final MessageQueue queue;
    private final Bodies bodies;
    private final PartsOfMessages parts;
    private final Signals signals;
    private final WorkItems workItems;
    private final Problems problems;
    private final Story story;
    private final ObjectProvider<MessageHandler> handlers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Processing(
            MessageQueue queue,
            Bodies bodies,
            PartsOfMessages parts,
            Signals signals,
            WorkItems workItems,
            Problems problems,
            Story story,
            ObjectProvider<MessageHandler> handlers,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.queue = queue;
        this.bodies = bodies;
        this.parts = parts;
        this.signals = signals;
        this.workItems = workItems;
        this.problems = problems;
        this.story = story;
        // Asked for late: handlers stand above the inbox and know it.
        this.handlers = handlers;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Takes the next message and does what it says.
     *
     * @param busy set while a message is in hand
     * @return false where there was none
     */
    boolean next(AtomicBoolean busy) {
        var hand = new Hand();
        try {
            transaction.executeWithoutResult(_ -> {
                var claimed = queue.claim(clock.instant());
                if (claimed.isPresent()) {
                    busy.set(true);
                    hand.message = claimed.get();
                    process(claimed.get());
                }
            });
        } catch (Refused refused) {
            refuse(hand.claimed(), refused);
            if (refused.waitsFor != null) {
                lookAgain(hand.claimed().message().id(), refused.waitsFor);
            }
        } catch (TakenApart apart) {
            split(hand.claimed(), apart);
        } catch (RuntimeException | StackOverflowError failure) {
            if (hand.message == null) {
                throw failure;
            }
            fail(hand.message, failure);
        } finally {
            busy.set(false);
        }
        if (hand.message != null) {
            signals.ended(hand.message.message().id());
        }
        return hand.message != null;
    }

    private void process(StoredMessage claimed) {
        if (claimed.blocker() != null) {
            standBehind(claimed, UUID.fromString(claimed.blocker()));
            return;
        }
        correlation(claimed).run(() -> end(claimed, outcome(claimed)));
    }

    private Outcome outcome(StoredMessage claimed) {
        var message = claimed.message();
        var handler = handlers.stream()
                .filter(candidate -> candidate.handles(message.adapter(), message.kind()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        InboxProblem.NO_HANDLER,
                        "Nothing understands " + message.kind() + " of adapter " + message.adapter()));
        try {
            return handler.handle(message, () -> bodies.open(message.id(), claimed.revision(), claimed.body()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void end(StoredMessage claimed, Outcome outcome) {
        switch (outcome) {
            case Outcome.Processed processed -> end(claimed, InboxMessage.State.PROCESSED, null, processed.subjects());
            case Outcome.ProcessedWithRemarks processed -> {
                processed.remarks().forEach(remark -> raise(claimed, remark));
                end(claimed, InboxMessage.State.PROCESSED, null, processed.subjects());
            }
            case Outcome.Split split -> throw new TakenApart(split.parts());
            case Outcome.Ignored ignored -> end(claimed, InboxMessage.State.IGNORED, ignored.reason(), Set.of());
            case Outcome.Parked parked ->
                throw new Refused(
                        InboxMessage.State.PARKED,
                        parked.problem(),
                        parked.reason(),
                        parked.waitsFor(),
                        parked.ownerRole());
        }
    }

    /**
     * What a message waits for may have come after the handler looked and before anybody could see that it waits. So the
     * handler looks once more, now that whoever brings it finds the message parked.
     */
    private void lookAgain(MessageId id, String waitsFor) {
        try {
            transaction.executeWithoutResult(_ -> queue.lock(id)
                    .filter(parked -> waitsFor.equals(parked.message().waitsFor()))
                    .ifPresent(this::process));
        } catch (RuntimeException | StackOverflowError other) {
            if (other instanceof Refused still && waitsFor.equals(still.waitsFor)) {
                return;
            }
            LOG.debug("Message {} has its turn again after {}", id, other.toString());
            transaction.executeWithoutResult(_ -> queue.lock(id)
                    .filter(parked -> waitsFor.equals(parked.message().waitsFor()))
                    .ifPresent(parked -> queue.takeUp(id, parked.revision(), clock.instant())));
        }
    }

    /** The parts are stored and the message is ended in one transaction, after the handler's effects are gone. */
    private void split(StoredMessage claimed, TakenApart apart) {
        try {
            transaction.executeWithoutResult(_ -> {
                if (queue.hold(claimed)) {
                    correlation(claimed).run(() -> {
                        var made = parts.store(claimed.message(), apart.parts);
                        end(claimed, InboxMessage.State.PROCESSED, made.toString(), Set.of());
                    });
                }
            });
        } catch (RuntimeException | StackOverflowError failure) {
            fail(claimed, failure);
        }
    }

    private static Correlation correlation(StoredMessage claimed) {
        var message = claimed.message();
        return new Correlation(
                message.correlationId(),
                message.id(),
                Actor.system(message.connection().value()));
    }

    private void end(
            StoredMessage claimed, InboxMessage.State state, @Nullable String reason, Set<BusinessKey> subjects) {
        var message = claimed.message();
        var keys = new TreeSet<>(subjects).stream().map(BusinessKey::value).toList();
        queue.end(message.id(), state, reason, keys, clock.instant());
        story.ended(claimed, state, reason, keys);
        if (claimed.wasTroubled()) {
            leaveTrouble(claimed, "The message was processed");
        }
    }

    /** Ends a message that a person gives up, in the caller's transaction, which holds its row. */
    public void skip(StoredMessage message, String reason) {
        end(message, InboxMessage.State.IGNORED, reason, Set.of());
        if (!message.wasTroubled()) {
            leaveTrouble(message, reason);
        }
    }

    /** Lets those go on that were parked behind a message that is now out of the way, and closes its work item. */
    public void leaveTrouble(StoredMessage message, String how) {
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

    private void raise(StoredMessage claimed, MessageHandler.Remark remark) {
        workItems.raise(new NewWorkItem(
                remark.problem(),
                remark.subject(),
                remark.ownerRole(),
                NewWorkItem.Severity.LOW,
                remark.detail(),
                claimed.message().id(),
                remark.context()));
    }

    private void standBehind(StoredMessage claimed, UUID blocker) {
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

    private void fail(StoredMessage claimed, Throwable failure) {
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

    private void refuse(StoredMessage claimed, Refused refused) {
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

    private static final class Hand {
        private @Nullable StoredMessage message;

        private StoredMessage claimed() {
            if (message == null) {
                throw new IllegalStateException("No message in hand");
            }
            return message;
        }
    }

    /** Rolls the handler's transaction back and carries the parts. */
    private static final class TakenApart extends RuntimeException {
        private final transient MessageHandler.Parts parts;

        private TakenApart(MessageHandler.Parts parts) {
            super("taken apart", null, false, false);
            this.parts = parts;
        }
    }

    /** Rolls the handler's transaction back and carries why. */
    private static final class Refused extends RuntimeException {
        private final InboxMessage.State state;
        private final transient ProblemType problem;
        private final String reason;
        private final @Nullable String waitsFor;
        private final String ownerRole;

        private Refused(
                InboxMessage.State state,
                ProblemType problem,
                String reason,
                @Nullable String waitsFor,
                String ownerRole) {
            super(reason, null, false, false);
            this.state = state;
            this.problem = problem;
            this.reason = reason;
            this.waitsFor = waitsFor;
            this.ownerRole = ownerRole;
        }

        private static Refused failed(ProblemType problem, String reason) {
            return new Refused(InboxMessage.State.FAILED, problem, reason, null, Owners.of(problem));
        }
    }
}
