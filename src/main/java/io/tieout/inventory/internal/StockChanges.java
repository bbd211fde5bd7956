package io.tieout.inventory.internal;

import io.tieout.inventory.events.StockChanged;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells what a change of stock means to others: another availability, or a position that somebody must look at. At once rather
 * than before commit, for listeners have work of their own to do before commit, and what is published then would miss it.
 */
@Component
public class StockChanges {

    private final ApplicationEventPublisher events;
    private final StockAlarms alarms;
    private final Clock clock;

    StockChanges(ApplicationEventPublisher events, StockAlarms alarms, Clock clock) {
        this.events = events;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** The changes of one call, at most one per position. */
    public void add(List<StockChange> changes) {
        for (var change : changes) {
            alarms.look(change);
            if (change.changesPromise()) {
                var after = change.after();
                events.publishEvent(
                        new StockChanged(after.sku(), after.location(), after.availableToPromise(), clock.instant()));
            }
        }
    }
}
