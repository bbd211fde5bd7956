package io.tieout.inventory.internal;

import io.tieout.inventory.events.StockChanged;
import io.tieout.kernel.BusinessKey;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells of changed availability once per position and transaction, right before its commit, however often the transaction
 * changed it. Alarms are looked at in the same place and for the same reason: only the end of a transaction counts.
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

    public void add(List<StockChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        for (var change : changes) {
            pending.byPosition.merge(change.after().subject(), change, StockChange::then);
        }
    }

    private void publish(StockChange change) {
        alarms.look(change);
        if (change.changesPromise()) {
            var after = change.after();
            events.publishEvent(
                    new StockChanged(after.sku(), after.location(), after.availableToPromise(), clock.instant()));
        }
    }

    private final class Pending implements TransactionSynchronization {

        private final Map<BusinessKey, StockChange> byPosition = new LinkedHashMap<>();

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE; // listeners may have something of their own to do before commit
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            List.copyOf(byPosition.values()).forEach(StockChanges.this::publish);
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(StockChanges.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(StockChanges.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(StockChanges.this);
        }
    }
}
