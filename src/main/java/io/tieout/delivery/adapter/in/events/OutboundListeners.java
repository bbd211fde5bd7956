package io.tieout.delivery.adapter.in.events;

import io.tieout.delivery.internal.Draft;
import io.tieout.delivery.internal.Drafts;
import io.tieout.delivery.internal.Outbox;
import io.tieout.finance.events.CreditMemoTriggered;
import io.tieout.finance.events.InvoiceTriggered;
import io.tieout.finance.events.JournalPosted;
import io.tieout.inventory.events.StockChanged;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.events.OrderReleased;
import io.tieout.orders.events.SalesOrderChanged;
import io.tieout.reconciliation.events.PayoutReconciled;
import io.tieout.reconciliation.events.SettlementReconciled;
import io.tieout.returns.events.ReturnDecided;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Heard in the publisher's own transaction: the outbound row is written with the fact. */
@Component
class OutboundListeners {

    private final Outbox outbox;

    OutboundListeners(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void on(OrderReleased event) {
        outbox.add(Drafts.of(event));
    }

    @EventListener
    void on(SalesOrderChanged event) {
        outbox.add(Drafts.of(event));
    }

    @EventListener
    void on(OrderCancelled event) {
        if (event.wasReleased()) {
            tell(Drafts.of(event));
        }
    }

    @EventListener
    void on(InvoiceTriggered event) {
        tell(Drafts.of(event));
    }

    @EventListener
    void on(CreditMemoTriggered event) {
        tell(Drafts.of(event));
    }

    @EventListener
    void on(JournalPosted event) {
        tell(Drafts.of(event));
    }

    @EventListener
    void on(SettlementReconciled event) {
        tell(Drafts.of(event));
    }

    @EventListener
    void on(PayoutReconciled event) {
        tell(Drafts.of(event));
    }

    @EventListener
    void on(ReturnDecided event) {
        tell(Drafts.of(event));
    }

    @EventListener
    void on(StockChanged event) {
        outbox.add(event);
    }

    private void tell(Draft draft) {
        outbox.add(List.of(draft));
    }
}
