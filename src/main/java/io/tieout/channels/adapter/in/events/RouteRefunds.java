package io.tieout.channels.adapter.in.events;

import io.tieout.channels.refunds.RefundRouting;
import io.tieout.returns.events.RefundRequested;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A refund that must be paid is told to whoever pays in the transaction that decided it. */
@Component
class RouteRefunds {

    private final RefundRouting routing;

    RouteRefunds(RefundRouting routing) {
        this.routing = routing;
    }

    @EventListener
    void on(RefundRequested refund) {
        routing.route(refund);
    }
}
