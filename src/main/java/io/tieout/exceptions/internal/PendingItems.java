package io.tieout.exceptions.internal;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItem;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Ids;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the running transaction does to the queue, written just before its commit in the order of code and subject. So the
 * rows of items are the last locks that a transaction takes, and all take them in the same order: no two can wait for each
 * other.
 */
@Component
public class PendingItems {

    private final WorkItemRows rows;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PendingItems(WorkItemRows rows, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.events = events;
        this.clock = clock;
    }

    private record Key(String code, String subject) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::code).thenComparing(Key::subject);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private sealed interface Change {
        /** {@code known} where an open item was seen, so that no alias can be needed. */
        record Raise(UUID id, NewWorkItem item, int times, boolean known) implements Change {}

        record Close(
                WorkItem.State state,
                String how,
                Actor by,
                @Nullable UUID demanded) implements Change {}
    }

    /** The changes of one transaction. */
    private static final class Buffer {
        private final Map<Key, List<Change>> changes = new TreeMap<>();
    }

    public UUID raise(NewWorkItem item) {
        var key = new Key(item.problem().code(), item.subject().value());
        var changes = buffer().changes.computeIfAbsent(key, _ -> new ArrayList<>());
        if (!changes.isEmpty() && changes.getLast() instanceof Change.Raise last) {
            changes.set(changes.size() - 1, new Change.Raise(last.id(), item, last.times() + 1, last.known()));
            return last.id();
        }
        var open = changes.isEmpty() ? rows.openId(key.code(), key.subject()) : null;
        var id = open == null ? Ids.next() : open;
        changes.add(new Change.Raise(id, item, 1, open != null));
        if (open == null) {
            publish(
                    "work-item.raised",
                    TraceStep.State.NEEDS_YOU,
                    item.subject(),
                    id,
                    item.problem().code());
        }
        return id;
    }

    public void resolve(String code, BusinessKey subject, String how) {
        var key = new Key(code, subject.value());
        var changes = buffer().changes.computeIfAbsent(key, _ -> new ArrayList<>());
        var open = changes.isEmpty() ? rows.openId(code, subject.value()) : raisedHere(changes);
        changes.add(new Change.Close(
                WorkItem.State.RESOLVED, how, Correlation.current().actor(), null));
        if (open != null) {
            publish("work-item.resolved", TraceStep.State.DONE, subject, open, code);
        }
    }

    /** Closes this very item; fails at the commit where it is closed already. */
    public void close(WorkItem item, WorkItem.State state, String how, Actor by) {
        var key = new Key(item.code(), item.subject().value());
        buffer().changes.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Change.Close(state, how, by, item.id()));
        publish(
                state == WorkItem.State.WAIVED ? "work-item.waived" : "work-item.resolved",
                TraceStep.State.DONE,
                item.subject(),
                item.id(),
                item.code());
    }

    /** Writes what is pending now, as the last thing that its transaction does. */
    public void write() {
        var buffer = (Buffer) TransactionSynchronizationManager.getResource(this);
        if (buffer == null) {
            return;
        }
        var raises = new ArrayList<WorkItemRows.Raised>();
        for (var entry : buffer.changes.entrySet()) {
            var closed = new HashSet<UUID>();
            for (var change : entry.getValue()) {
                switch (change) {
                    case Change.Raise raise -> raises.add(row(raise));
                    case Change.Close close -> {
                        // What sorts before must be written before; runs of mere raises go as one batch.
                        rows.raise(raises);
                        raises.clear();
                        close(entry.getKey(), close, closed);
                    }
                }
            }
        }
        rows.raise(raises);
        buffer.changes.clear();
    }

    private void close(Key key, Change.Close close, Set<UUID> closed) {
        var ids = rows.close(
                key.code(), key.subject(), close.demanded(), close.state(), close.how(), close.by(), clock.instant());
        closed.addAll(ids);
        if (close.demanded() != null && !closed.contains(close.demanded())) {
            throw new ProblemException(
                    CommonProblem.STALE_VERSION, "Somebody else closed the item " + close.demanded() + " meanwhile");
        }
    }

    private WorkItemRows.Raised row(Change.Raise raise) {
        var now = clock.instant();
        var item = raise.item();
        // The item that was seen open may have been closed since: then this is another one, and needs an id of its own.
        var id = raise.known() ? Ids.next() : raise.id();
        return new WorkItemRows.Raised(
                id, item, raise.times(), raise.known(), now, now.plus(Deadlines.of(item.severity())));
    }

    private static @Nullable UUID raisedHere(List<Change> changes) {
        return changes.getLast() instanceof Change.Raise raise ? raise.id() : null;
    }

    private Buffer buffer() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Buffer buffer) {
            return buffer;
        }
        var buffer = new Buffer();
        TransactionSynchronizationManager.bindResource(this, buffer);
        TransactionSynchronizationManager.registerSynchronization(new Writing());
        return buffer;
    }

    private void publish(String what, TraceStep.State state, BusinessKey subject, UUID id, String code) {
        var correlation = Correlation.current();
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                correlation.actor().toString(),
                subject,
                Set.of(id.toString()),
                correlation.cause(),
                state,
                Map.of("code", code)));
    }

    /** Writes before the commit, and sets the buffer aside while another transaction runs within. */
    private final class Writing implements TransactionSynchronization {

        /** Before the trace, which comes last: so whoever writes both takes their locks in one order. */
        private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

        private @Nullable Object aside;

        @Override
        public int getOrder() {
            return ORDER;
        }

        @Override
        public void suspend() {
            aside = TransactionSynchronizationManager.unbindResourceIfPossible(PendingItems.this);
        }

        @Override
        public void resume() {
            if (aside != null) {
                TransactionSynchronizationManager.bindResource(PendingItems.this, aside);
                aside = null;
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write();
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResourceIfPossible(PendingItems.this);
        }
    }
}
