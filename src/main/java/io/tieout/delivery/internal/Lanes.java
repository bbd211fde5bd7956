package io.tieout.delivery.internal;

import io.tieout.platform.BackgroundLoop;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A lane per destination, opened and closed as destinations come and go. */
@Component
public class Lanes implements SmartLifecycle {

    private final Routes routes;
    private final Turn turn;
    private final ErpAdapters adapters;
    private final DeliverySettings settings;
    private final Clock clock;
    private final boolean enabled;
    private final BackgroundLoop keeper;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean running;

    Lanes(
            Routes routes,
            Turn turn,
            ErpAdapters adapters,
            DeliverySettings settings,
            Clock clock,
            @Value("${tieout.workers.enabled:true}") boolean enabled) {
        this.routes = routes;
        this.turn = turn;
        this.adapters = adapters;
        this.settings = settings;
        this.clock = clock;
        this.enabled = enabled;
        this.keeper = new BackgroundLoop("delivery-lanes", settings.poll(), enabled, this::sync);
    }

    /** There is something for this destination. */
    public void wake(String destination) {
        var lane = lanes.get(destination);
        if (lane == null) {
            keeper.wake();
        } else {
            lane.wake();
        }
    }

    /** A destination changes in the running transaction: its lane is to know at once. */
    void syncAfterCommit() {
        routes.refreshAfterCommit();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keeper.wake();
            }
        });
    }

    void wakeAfterCommit(String destination) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake(destination);
            }
        });
    }

    /** Sees to it that there is a lane for each destination that exists, on the newest settings. */
    private synchronized boolean sync() {
        if (!running) {
            return false;
        }
        var current = routes.refresh();
        current.values().forEach(route -> {
            var lane = lanes.get(route.code());
            if (lane == null) {
                lane = new Lane(route, turn, adapters, settings, clock);
                lanes.put(route.code(), lane);
                lane.start();
            } else {
                lane.use(route);
            }
        });
        lanes.values().stream()
                .filter(lane -> !current.containsKey(lane.route().code()))
                .toList()
                .forEach(lane -> {
                    lanes.remove(lane.route().code());
                    lane.stop();
                });
        return false;
    }

    @Override
    public void start() {
        running = enabled;
        keeper.start();
    }

    @Override
    public void stop() {
        running = false;
        keeper.stop();
        lanes.values().parallelStream().forEach(Lane::stop);
        lanes.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
