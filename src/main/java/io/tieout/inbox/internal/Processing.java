package io.tieout.inbox.internal;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Processes one message at a time: claim, handle and end are one transaction, so that dying half way leaves the message as it
 * was. What goes wrong is written in a second transaction, after the first one's effects are gone.
 */
@Component
public class Processing {

    private static final Logger LOG = LoggerFactory.getLogger(Processing.class);

    private final MessageQueue queue;
    private final Bodies bodies;
    private final PartsOfMessages parts;
    private final Signals signals;
    private final WorkItems workItems;
    private final Troubles troubles;
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
            Troubles troubles,
            Story story,
            ObjectProvider<MessageHandler> handlers,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.queue = queue;
        this.bodies = bodies;
        this.parts = parts;
        this.signals = signals;
        this.workItems = workItems;
        this.troubles = troubles;
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
            troubles.refuse(hand.claimed(), refused);
            if (refused.waitsFor != null) {
                lookAgain(hand.claimed().message().id(), refused.waitsFor);
            }
        } catch (TakenApart apart) {
            split(hand.claimed(), apart);
        } catch (RuntimeException | StackOverflowError failure) {
            if (hand.message == null) {
                throw failure;
            }
            troubles.fail(hand.message, failure);
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
            troubles.standBehind(claimed, UUID.fromString(claimed.blocker()));
            return;
        }
        Troubles.correlation(claimed).run(() -> end(claimed, outcome(claimed)));
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
                    Troubles.correlation(claimed).run(() -> {
                        var made = parts.store(claimed.message(), apart.parts);
                        end(claimed, InboxMessage.State.PROCESSED, made.toString(), Set.of());
                    });
                }
            });
        } catch (RuntimeException | StackOverflowError failure) {
            troubles.fail(claimed, failure);
        }
    }

    private void end(
            StoredMessage claimed, InboxMessage.State state, @Nullable String reason, Set<BusinessKey> subjects) {
        var message = claimed.message();
        var keys = new TreeSet<>(subjects).stream().map(BusinessKey::value).toList();
        queue.end(message.id(), state, reason, keys, clock.instant());
        story.ended(claimed, state, reason, keys);
        if (claimed.wasTroubled()) {
            troubles.leave(claimed, "The message was processed");
        }
    }

    /** Ends a message that a person gives up, in the caller's transaction, which holds its row. */
    public void skip(StoredMessage message, String reason) {
        end(message, InboxMessage.State.IGNORED, reason, Set.of());
        if (!message.wasTroubled()) {
            troubles.leave(message, reason);
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
}
