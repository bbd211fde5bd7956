package io.tieout.operations.adapter.in.events;

import io.tieout.kernel.TraceStep;
import io.tieout.operations.internal.TraceSteps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores the steps that a transaction published together with what it did: gathered, and written in one go just before the
 * commit.
 */
@Component
class TraceRecorder {

    private final TraceSteps steps;

    TraceRecorder(TraceSteps steps) {
        this.steps = steps;
    }

    @EventListener
    void on(TraceStep step) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            steps.add(List.of(step));
            return;
        }
        var batch = (Batch) TransactionSynchronizationManager.getResource(this);
        if (batch == null) {
            batch = new Batch();
            TransactionSynchronizationManager.bindResource(this, batch);
            TransactionSynchronizationManager.registerSynchronization(batch);
        }
        batch.take(step);
    }

    /** The steps of one transaction. Comes last, since other work before the commit publishes steps too. */
    private final class Batch implements TransactionSynchronization, Ordered {

        private @Nullable List<TraceStep> waiting = new ArrayList<>();

        private void take(TraceStep step) {
            if (waiting == null) {
                steps.add(List.of(step));
            } else {
                waiting.add(step);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            var batch = waiting;
            waiting = null;
            if (batch != null && !batch.isEmpty()) {
                steps.add(batch);
            }
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(TraceRecorder.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(TraceRecorder.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(TraceRecorder.this);
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }
    }
}
