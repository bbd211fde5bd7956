package io.tieout.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A worker of its own thread that looks for work in the database: at once when woken, and now and then in any case, since
 * another node or a lost wake-up may have left some. Made as a bean by the module that has the work; stands still in console
 * commands ({@code tieout.workers.enabled=false}).
 */
public final class BackgroundLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final Duration pollInterval;
    private final boolean enabled;
    private final BooleanSupplier work;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private Thread thread = new Thread();

    /**
     * @param work does one batch in transactions of its own; true where there may be more at once
     */
    public BackgroundLoop(String name, Duration pollInterval, boolean enabled, BooleanSupplier work) {
        this.name = name;
        this.pollInterval = pollInterval;
        this.enabled = enabled;
        this.work = work;
    }

    /** There is work. Cheap; may be called from any thread, best after commit. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public void start() {
        if (!enabled) {
            return;
        }
        running = true;
        thread = Thread.ofPlatform().name("worker-" + name).daemon().start(this::loop);
    }

    private void loop() {
        while (running) {
            try {
                if (!work.getAsBoolean()) {
                    pause(pollInterval);
                }
            } catch (RuntimeException failure) {
                // The work is still in the database; the loop is what must survive.
                LOG.warn("Worker {} failed and goes on after a pause", name, failure);
                pause(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void pause(Duration length) {
        try {
            wakeUps.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
            wakeUps.drainPermits();
        } catch (InterruptedException stop) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        if (!running) {
            return; // never started, as in a console command
        }
        running = false;
        wake();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
