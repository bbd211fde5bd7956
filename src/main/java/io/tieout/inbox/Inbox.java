package io.tieout.inbox;

import io.tieout.access.Audit;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.internal.Bodies;
import io.tieout.inbox.internal.Gzip;
import io.tieout.inbox.internal.InboxWorkers;
import io.tieout.inbox.internal.MessageQueue;
import io.tieout.inbox.internal.Messages;
import io.tieout.inbox.internal.Problems;
import io.tieout.inbox.internal.Processing;
import io.tieout.inbox.internal.Signals;
import io.tieout.inbox.internal.StoredMessage;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one door. A message is stored as it came and acknowledged before anything is done with it; processing happens apart,
 * in order per ordering key, through the {@link io.tieout.inbox.spi.MessageHandler} that claims its kind.
 */
@Service
public class Inbox {

    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Messages messages;
    private final MessageQueue queue;
    private final Bodies bodies;
    private final Signals signals;
    private final Processing processing;
    private final Problems problems;
    private final InboxWorkers workers;
    private final WorkItems workItems;
    private final Audit audit;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;

    Inbox(
            Messages messages,
            MessageQueue queue,
            Bodies bodies,
            Signals signals,
            Processing processing,
            Problems problems,
            InboxWorkers workers,
            WorkItems workItems,
            Audit audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.messages = messages;
        this.queue = queue;
        this.bodies = bodies;
        this.signals = signals;
        this.processing = processing;
        this.problems = problems;
        this.workers = workers;
        this.workItems = workItems;
        this.audit = audit;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * Stores a message in its own transaction and returns when it is durable. The same identity with the same content is a
     * duplicate and changes nothing; the same identity and version with other content is a conflict.
     *
     * @throws io.tieout.kernel.ProblemException {@code message.identity-reused}, {@code message.too-large}
     */
    public Receipt receive(IncomingMessage message) {
        var id = MessageId.next();
        var head = Bodies.head(message.body());
        var receipt = head.whole() ? receiveSmall(id, message, head.bytes()) : receiveLarge(id, message, head.bytes());
        if (!receipt.duplicate()) {
            workers.wake();
        }
        return receipt;
    }

    /**
     * As {@link #receive}, for a body that is in memory, in the caller's transaction: the message stands or falls with what
     * else that writes. A problem that is thrown leaves the transaction as it was.
     *
     * @throws IllegalStateException outside of a transaction
     * @throws io.tieout.kernel.ProblemException {@code message.identity-reused}, {@code message.too-large}
     */
    public Receipt receiveWithin(IncomingMessage message, byte[] body) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("What is received within a transaction needs one");
        }
        bodies.demandSize(body.length);
        var digest = new Bodies.Digest(Bodies.sha256(body), body.length);
        var inline = body.length <= Bodies.INLINE_BYTES_MAX ? Gzip.pack(body, body.length) : null;
        var id = MessageId.next();
        if (!messages.insert(id, message, digest, inline, clock.instant())) {
            return repeated(message, digest.sha256());
        }
        if (inline == null) {
            bodies.store(id, 0, body, new ByteArrayInputStream(new byte[0]));
        }
        workers.wakeAfterCommit();
        return new Receipt(id, InboxMessage.State.RECEIVED, false);
    }

    private Receipt receiveSmall(MessageId id, IncomingMessage message, byte[] body) {
        var digest = new Bodies.Digest(Bodies.sha256(body), body.length);
        var packed = Gzip.pack(body, body.length);
        // One statement needs no transaction around it: it is its own, and saves the server a round trip.
        var stored = TransactionSynchronizationManager.isActualTransactionActive()
                ? Boolean.TRUE.equals(
                        ownTransaction.execute(_ -> messages.insert(id, message, digest, packed, clock.instant())))
                : messages.insert(id, message, digest, packed, clock.instant());
        return stored ? new Receipt(id, InboxMessage.State.RECEIVED, false) : repeated(message, digest.sha256());
    }

    private Receipt receiveLarge(MessageId id, IncomingMessage message, byte[] head) {
        var repeat = new Object() {
            @Nullable
            Receipt receipt;
        };
        ownTransaction.executeWithoutResult(transaction -> {
            var digest = bodies.store(id, 0, head, message.body());
            if (!messages.insert(id, message, digest, null, clock.instant())) {
                transaction.setRollbackOnly();
                repeat.receipt = repeated(message, digest.sha256());
            }
        });
        return repeat.receipt == null ? new Receipt(id, InboxMessage.State.RECEIVED, false) : repeat.receipt;
    }

    private Receipt repeated(IncomingMessage message, String sha256) {
        var before = messages.findSame(message, sha256)
                .orElseThrow(() -> new IllegalStateException("A message is neither new nor known"));
        if (!before.sha256().equals(sha256)) {
            throw new ProblemException(
                    InboxProblem.IDENTITY_REUSED,
                    "Identity " + message.identity()
                            + (message.version() == null ? "" : " in version " + message.version())
                            + " was received with other content as message " + before.id());
        }
        return new Receipt(before.id(), before.state(), true);
    }

    public Optional<InboxMessage> find(MessageId id) {
        return messages.find(id);
    }

    /** As {@link #find}, but waits until the message has an end state or the time (30 seconds at most) is up. */
    public Optional<InboxMessage> await(MessageId id, Duration timeout) {
        var deadline = System.nanoTime() + (timeout.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : timeout).toNanos();
        try (var waiting = signals.listen(id)) {
            while (true) {
                var found = messages.find(id);
                var left = Duration.ofNanos(deadline - System.nanoTime());
                if (found.isEmpty() || found.get().state().ended() || !left.isPositive()) {
                    return found;
                }
                waiting.pause(left.compareTo(POLL) > 0 ? POLL : left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return messages.find(id);
        }
    }

    /** The raw bytes as received (or as last repaired), streamed. @throws ProblemException {@code message.body-removed} */
    public InputStream open(MessageId id) {
        var stored = messages.stored(id).orElseThrow(() -> unknown(id));
        refuseIfRemoved(stored);
        try {
            return bodies.open(id, stored.revision(), stored.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public Page<InboxMessage> list(InboxFilter filter, int limit, @Nullable String after) {
        var rows = messages.list(filter, limit + 1, after == null ? null : cursor(after));
        return Page.of(rows, limit, row -> row.id().toString());
    }

    /** Those of the filter that could be processed once more, the oldest first. */
    public List<InboxMessage> replayable(InboxFilter filter, int limit) {
        return messages.ended(filter, limit);
    }

    /** How many of the filter could be processed once more. */
    public long countReplayable(InboxFilter filter) {
        return messages.countEnded(filter);
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException wrong) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "after is no cursor of this list", wrong);
        }
    }

    private static void refuseIfRemoved(StoredMessage stored) {
        if (stored.bodyRemoved()) {
            throw new ProblemException(
                    InboxProblem.BODY_REMOVED,
                    "Of message " + stored.message().id() + " only the hash "
                            + stored.message().sha256() + " is kept");
        }
    }

    /** Processes it once more from the stored bytes. @throws ProblemException {@code message.body-removed} */
    @Transactional
    public void replay(MessageId id, Actor by) {
        var stored = queue.lock(id).orElseThrow(() -> unknown(id));
        if (stored.message().state() == InboxMessage.State.RECEIVED) {
            return;
        }
        refuseIfRemoved(stored);
        queue.takeUp(id, stored.revision(), clock.instant());
        audit.record(by, "message.replayed", subject(id), Map.of());
        workers.wakeAfterCommit();
    }

    /** Stores a repaired body beside the original, which is kept, and processes that. */
    @Transactional
    public void repair(MessageId id, byte[] body, Actor by) {
        var stored = queue.lock(id).orElseThrow(() -> unknown(id));
        if (stored.message().state() == InboxMessage.State.PROCESSED) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT, "Message " + id + " has been processed; its body cannot be repaired");
        }
        var revision = stored.revision() + 1;
        var digest = bodies.store(id, revision, body, new ByteArrayInputStream(new byte[0]));
        queue.takeUp(id, revision, clock.instant());
        audit.record(by, "message.repaired", subject(id), Map.of("sha256", digest.sha256()));
        workers.wakeAfterCommit();
    }

    /** Gives a message up for a stated reason; those that wait behind it go on. */
    @Transactional
    public void skip(MessageId id, String reason, Actor by) {
        var stored = queue.lock(id).orElseThrow(() -> unknown(id));
        if (stored.message().state() == InboxMessage.State.PROCESSED) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "Message " + id + " has been processed");
        }
        processing.skip(stored, reason);
        audit.record(by, "message.skipped", subject(id), Map.of("reason", reason));
        workers.wakeAfterCommit();
    }

    /** Takes up again all messages that were parked waiting for this key, such as an approved mapping; joins the caller's transaction. */
    @Transactional
    public int resume(String waitsFor) {
        var codes = queue.release(waitsFor, clock.instant());
        if (!codes.isEmpty()) {
            new HashSet<>(codes)
                    .forEach(code -> problems.find(code)
                            .ifPresent(type ->
                                    workItems.resolve(type, BusinessKey.of(waitsFor), "What it waited for is there")));
            workers.wakeAfterCommit();
        }
        return codes.size();
    }

    /** What messages are parked for, of the keys that begin so, such as {@code mapping:sku:}; usually none. */
    public List<String> awaited(String beginning) {
        return queue.awaited(beginning);
    }

    /**
     * For the integrity proof: those that failed or are parked, and those that should have had their turn long ago.
     *
     * @param receivedBefore when a message that is still unprocessed must have come, to be odd
     */
    public List<InboxMessage> unsettled(Instant receivedBefore, int limit) {
        return messages.unsettled(receivedBefore, limit);
    }

    /** How a connection's messages stand. @param kinds the kinds of which the last ones are looked for */
    public ConnectionCounts counts(ConnectionCode connection, Collection<String> kinds) {
        return messages.counts(connection, kinds);
    }

    /** How many messages wait to be processed. */
    public long backlog() {
        return messages.backlog();
    }

    /** How many messages there are. */
    public long count() {
        return messages.count();
    }

    private static String subject(MessageId id) {
        return "message:" + id;
    }

    private static ProblemException unknown(MessageId id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no message " + id);
    }
}
