package io.tieout.channels.polling;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.calls.BudgetedCalls;
import io.tieout.channels.calls.CallBudgets;
import io.tieout.channels.spi.ChannelPoller;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Claims what is due and fetches a page of each on a virtual thread, outside of any transaction. */
@Component
class PollWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PollWorker.class);

    private final Pollers pollers;
    private final PollRows rows;
    private final PageStore pages;
    private final CallBudgets budgets;
    private final Connections connections;
    private final PollSettings settings;
    private final Clock clock;
    private final Semaphore free;
    private volatile Map<ConnectionCode, Set<String>> scheduled = Map.of();
    private volatile Runnable whenDone = () -> {};

    PollWorker(
            Pollers pollers,
            PollRows rows,
            PageStore pages,
            CallBudgets budgets,
            Connections connections,
            PollSettings settings,
            Clock clock) {
        this.pollers = pollers;
        this.rows = rows;
        this.pages = pages;
        this.budgets = budgets;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
        this.free = new Semaphore(settings.parallel());
    }

    /** What is called after each page, so that the next is looked for at once. */
    void whenDone(Runnable wake) {
        this.whenDone = wake;
    }

    /** @return whether there may be more at once */
    boolean look() {
        var active = schedule();
        var permits = free.drainPermits();
        if (permits == 0 || active.isEmpty()) {
            free.release(permits);
            return false;
        }
        var tasks = new ArrayList<PollTask>();
        try {
            var now = clock.instant();
            var until = now.plus(settings.lease());
            tasks.addAll(rows.claim(active, permits, now, until));
            if (tasks.size() < permits) {
                tasks.addAll(rows.claimBackfills(active, permits - tasks.size(), now, until));
            }
        } finally {
            free.release(permits - tasks.size());
        }
        tasks.forEach(task -> Thread.ofVirtual()
                .name("poll-" + task.connection() + "-" + task.stream())
                .start(() -> run(task)));
        return false;
    }

    /** @return the connections that are polled and not paused */
    private List<ConnectionCode> schedule() {
        var streams = new TreeMap<ConnectionCode, Set<String>>();
        var active = new ArrayList<ConnectionCode>();
        for (var connection : connections.list()) {
            var names = pollers.streams(connection);
            if (names.isEmpty()) {
                continue;
            }
            streams.put(connection.code(), names);
            if (!connection.paused()) {
                active.add(connection.code());
            }
        }
        if (!streams.equals(scheduled)) {
            rows.schedule(streams, clock.instant());
            scheduled = streams;
        }
        return active;
    }

    private void run(PollTask task) {
        try {
            Correlation.start(Actor.system("polling")).run(() -> round(task));
        } finally {
            free.release();
            whenDone.run();
        }
    }

    /** One page. Whatever goes wrong is the stream's state. */
    void round(PollTask task) {
        var connection = connections
                .find(task.connection())
                .filter(known -> !known.paused())
                .orElse(null);
        var poller = connection == null
                ? null
                : pollers.find(connection, task.stream()).orElse(null);
        if (connection == null || poller == null) {
            rows.release(task);
            return;
        }
        var calls = task.live() ? budgets.forPolling(connection) : budgets.forBackfill(connection);
        try {
            var page = poller.poll(connection, task.stream(), task.window(), task.cursor(), calls);
            conclude(connection, task, poller, page, calls);
        } catch (RuntimeException failure) {
            LOG.warn("Fetching {} went wrong", task, failure);
            pages.failed(task, calls.masked(failure.getClass().getSimpleName() + ": " + failure.getMessage()));
        }
    }

    private void conclude(
            Connection connection, PollTask task, ChannelPoller poller, ChannelPoller.Page page, BudgetedCalls calls) {
        var spent = calls.spent();
        if (spent.isPresent() && page.found().isEmpty()) {
            pages.postponed(task, page, spent.get().pause());
            return;
        }
        var asked = page.notBefore();
        Duration wait = asked == null ? poller.interval(connection, task.stream()) : asked;
        if (spent.isPresent() && page.more()) {
            wait = spent.get().pause();
        }
        pages.store(connection, task, page, wait);
    }
}
