package io.tieout.inbox.internal;

import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The threads that process messages; each takes one at a time, so that one large message holds up one thread only. */
@Component
public class InboxWorkers implements SmartLifecycle {

    private final List<Worker> workers = new ArrayList<>();
    private volatile boolean running;

    InboxWorkers(
            Processing processing,
            @Value("${tieout.inbox.workers:4}") int count,
            @Value("${tieout.workers.enabled:true}") boolean enabled) {
        for (var number = 1; number <= count; number++) {
            var busy = new AtomicBoolean();
            workers.add(new Worker(
                    new BackgroundLoop("inbox-" + number, Duration.ofSeconds(1), enabled, () -> processing.next(busy)),
                    busy));
        }
    }

    /**
     * There is a message. One idle worker is enough; those with a message in hand look again by themselves when they are
     * done with it.
     */
    public void wake() {
        for (var worker : workers) {
            if (!worker.busy.get()) {
                worker.loop.wake();
                return;
            }
        }
    }

    /** As {@link #wake()}, once the running transaction has committed, if there is one. */
    public void wakeAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                workers.forEach(worker -> worker.loop.wake());
            }
        });
    }

    @Override
    public void start() {
        running = true;
        workers.forEach(worker -> worker.loop.start());
    }

    @Override
    public void stop() {
        running = false;
        workers.forEach(worker -> worker.loop.stop());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private record Worker(BackgroundLoop loop, AtomicBoolean busy) {}
}
