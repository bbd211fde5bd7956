package io.tieout.channels.polling;

import io.tieout.channels.Backfill;
import io.tieout.channels.Connection;
import io.tieout.channels.PollStream;
import io.tieout.channels.events.ConnectionRemoved;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What is fetched, as people see and steer it. */
@Component
public class PollRegister {

    private static final int BACKFILLS_SHOWN_MAX = 100;

    private final Pollers pollers;
    private final PollRows rows;
    private final Clock clock;

    PollRegister(Pollers pollers, PollRows rows, Clock clock) {
        this.pollers = pollers;
        this.rows = rows;
        this.clock = clock;
    }

    /** What can be fetched of the connection. */
    public Set<String> fetchable(Connection connection) {
        return pollers.streams(connection);
    }

    public List<PollStream> streams(ConnectionCode connection) {
        return rows.streams(connection);
    }

    public List<Backfill> backfills(ConnectionCode connection) {
        return rows.backfills(connection, BACKFILLS_SHOWN_MAX);
    }

    public Optional<Backfill> backfill(UUID id) {
        return rows.backfill(id);
    }

    public UUID start(ConnectionCode connection, String stream, Instant from, Instant to, Actor by) {
        var id = Ids.next();
        rows.insert(new Backfill(
                id,
                connection,
                stream,
                from,
                to,
                Backfill.State.RUNNING,
                null,
                null,
                null,
                0,
                0,
                0,
                0,
                by.toString(),
                clock.instant(),
                null));
        return id;
    }

    /** @return whether it was still running */
    public boolean cancel(UUID id) {
        return rows.cancel(id, clock.instant());
    }

    public void hurry(ConnectionCode connection) {
        rows.hurry(connection, clock.instant());
    }

    @EventListener
    void on(ConnectionRemoved event) {
        rows.forget(event.connection(), clock.instant());
    }
}
