package io.tieout.orders.adapter.in.events;

import io.tieout.inventory.events.StockChanged;
import io.tieout.orders.internal.Backorders;
import io.tieout.platform.BackgroundLoop;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Wakes those who wait for stock once it is there; where nobody waits, it costs nothing. */
@Component
class ArrivedStock {

    private final Backorders backorders;
    private final BackgroundLoop loop;

    ArrivedStock(Backorders backorders, @Qualifier("backordersLoop") BackgroundLoop loop) {
        this.backorders = backorders;
        this.loop = loop;
    }

    @EventListener
    void on(StockChanged event) {
        if (backorders.anythingWaits()
                && event.availableToPromise().isPositive()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    loop.wake();
                }
            });
        }
    }
}
