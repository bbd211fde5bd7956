package io.tieout.channels;

import io.tieout.access.Audit;
import io.tieout.access.Secrets;
import io.tieout.channels.events.ConnectionRemoved;
import io.tieout.channels.events.ConnectionSaved;
import io.tieout.channels.internal.ConnectionRows;
import io.tieout.inbox.Inbox;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The connected partner accounts. Look-ups are cached; a change is seen at once on this node and within a second on others. */
@Service
public class Connections {

    private static final long FRESH_NANOS = 1_000_000_000L;

    private final ConnectionRows rows;
    private final Secrets secrets;
    private final Inbox inbox;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile @Nullable Snapshot snapshot;

    Connections(
            ConnectionRows rows,
            Secrets secrets,
            Inbox inbox,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.secrets = secrets;
        this.inbox = inbox;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Connection> find(ConnectionCode code) {
        return Optional.ofNullable(snapshot().connections.get(code));
    }

    public List<Connection> list() {
        return List.copyOf(snapshot().connections.values());
    }

    /** The value of one of a connection's secrets; cached as the connection is. */
    public Optional<String> secret(ConnectionCode code, String name) {
        return snapshot().secrets.computeIfAbsent(secretName(code, name), secrets::get);
    }

    /** Whether what is given is what is stored. */
    public boolean holds(ConnectionCode code, String name, String secret) {
        return secrets.holds(secretName(code, name), secret);
    }

    /** @param values secrets to store; names that are absent are left alone */
    @Transactional
    public void save(Connection connection, Map<String, String> values, Actor by) {
        values.forEach((name, value) -> secrets.put(secretName(connection.code(), name), value));
        var wasPaused = find(connection.code()).filter(Connection::paused).isPresent();
        var names = new TreeSet<>(connection.secrets());
        names.addAll(values.keySet());
        var saved = new Connection(
                connection.code(),
                connection.adapter(),
                connection.entity(),
                connection.zone(),
                connection.settings(),
                List.copyOf(names),
                connection.paused());
        rows.save(saved, clock.instant());
        audit.record(
                by,
                "connection.saved",
                "connection:" + connection.code(),
                Map.of("adapter", connection.adapter(), "paused", Boolean.toString(connection.paused())));
        if (!connection.paused()) {
            inbox.resume(waitKey(connection.code()));
        }
        forgetAfterCommit();
        events.publishEvent(new ConnectionSaved(saved, wasPaused));
    }

    /**
     * While a connection is paused what comes is kept, and nothing is processed, fetched or sent.
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}
     */
    @Transactional
    public void setPaused(ConnectionCode code, boolean paused, Actor by) {
        var known = find(code)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no connection " + code));
        if (known.paused() != paused) {
            save(
                    new Connection(
                            known.code(),
                            known.adapter(),
                            known.entity(),
                            known.zone(),
                            known.settings(),
                            known.secrets(),
                            paused),
                    Map.of(),
                    by);
        }
    }

    /** Takes a connection away. Its messages stay; what comes later is refused at the door. */
    @Transactional
    public void remove(ConnectionCode code, Actor by) {
        find(code).ifPresent(gone -> gone.secrets().forEach(name -> secrets.remove(secretName(code, name))));
        rows.remove(code);
        audit.record(by, "connection.removed", "connection:" + code, Map.of());
        forgetAfterCommit();
        events.publishEvent(new ConnectionRemoved(code));
    }

    /** What messages of a paused connection wait for. */
    public static String waitKey(ConnectionCode code) {
        return "connection:" + code;
    }

    private static String secretName(ConnectionCode code, String name) {
        return "connection/" + code + "/" + name;
    }

    private void forgetAfterCommit() {
        snapshot = null;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                snapshot = null;
            }
        });
    }

    private Snapshot snapshot() {
        var current = snapshot;
        if (current == null || System.nanoTime() - current.readAt > FRESH_NANOS) {
            current = Snapshot.of(rows.all());
            snapshot = current;
        }
        return current;
    }

    private record Snapshot(
            Map<ConnectionCode, Connection> connections, Map<String, Optional<String>> secrets, long readAt) {

        static Snapshot of(List<Connection> all) {
            var connections = new TreeMap<ConnectionCode, Connection>();
            all.forEach(connection -> connections.put(connection.code(), connection));
            return new Snapshot(connections, new ConcurrentHashMap<>(), System.nanoTime());
        }
    }
}
