package io.tieout.channels;

import io.tieout.access.Audit;
import io.tieout.channels.polling.PollRegister;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is fetched from partners, and fetched again. Whatever a person or client does here is audited. */
@Service
public class Polling {

    private final Connections connections;
    private final PollRegister register;
    private final Audit audit;
    private final Clock clock;

    Polling(Connections connections, PollRegister register, Audit audit, Clock clock) {
        this.connections = connections;
        this.register = register;
        this.audit = audit;
        this.clock = clock;
    }

    /** What can be fetched of a connection; none where its adapter or its settings allow nothing. */
    public Set<String> fetchable(ConnectionCode connection) {
        return register.fetchable(known(connection));
    }

    /** How far each stream got. */
    public List<PollStream> streams(ConnectionCode connection) {
        return register.streams(connection);
    }

    /** Newest first; the newest hundred. */
    public List<Backfill> backfills(ConnectionCode connection) {
        return register.backfills(connection);
    }

    /**
     * Fetches a window once more, behind all that is live. What is known already changes nothing, so it may be done at any
     * time.
     *
     * @param stream null for all that can be fetched
     * @return one back-fill per stream
     * @throws ProblemException {@code not-found} for the connection; {@code request.invalid} for a stream that there is not, or
     *     a window without length or in the future
     */
    @Transactional
    public List<UUID> backfill(ConnectionCode code, @Nullable String stream, Instant from, Instant to, Actor by) {
        var fetchable = fetchable(code);
        if (fetchable.isEmpty() || (stream != null && !fetchable.contains(stream))) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "Of " + code + " can be fetched: " + (fetchable.isEmpty() ? "nothing" : fetchable));
        }
        if (!from.isBefore(to) || from.isAfter(clock.instant())) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "The window must begin in the past, and before it ends");
        }
        var ids = new ArrayList<UUID>();
        for (var name : stream == null ? new TreeSet<>(fetchable) : Set.of(stream)) {
            ids.add(register.start(code, name, from, to, by));
        }
        audit.record(
                by,
                "connection.backfilled",
                "connection:" + code,
                Map.of("stream", stream == null ? "all" : stream, "from", from.toString(), "to", to.toString()));
        return List.copyOf(ids);
    }

    /** What it has stored stays. @throws ProblemException {@code not-found}; {@code state.conflict} where it has ended */
    @Transactional
    public void cancel(UUID backfill, Actor by) {
        var found = register.backfill(backfill)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No back-fill " + backfill));
        if (!register.cancel(backfill)) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "The back-fill has ended");
        }
        audit.record(
                by,
                "connection.backfill-cancelled",
                "connection:" + found.connection(),
                Map.of("backfill", backfill.toString()));
    }

    /** Fetches all streams at once rather than when they are due. @throws ProblemException {@code not-found} */
    @Transactional
    public void hurry(ConnectionCode code, Actor by) {
        known(code);
        register.hurry(code);
        audit.record(by, "connection.polled", "connection:" + code, Map.of());
    }

    private Connection known(ConnectionCode code) {
        return connections
                .find(code)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no connection " + code));
    }
}
