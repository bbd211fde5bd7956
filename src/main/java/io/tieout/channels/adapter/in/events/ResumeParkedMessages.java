package io.tieout.channels.adapter.in.events;

import io.tieout.inbox.Inbox;
import io.tieout.mapping.events.MappingTookForce;
import io.tieout.orders.events.OrderReleased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes parked messages up again, in the transaction of what they waited for. */
@Component
class ResumeParkedMessages {

    private final Inbox inbox;

    ResumeParkedMessages(Inbox inbox) {
        this.inbox = inbox;
    }

    @EventListener
    void on(MappingTookForce event) {
        event.waitKeys().forEach(inbox::resume);
    }

    /** A shipment that overtook its order waits for the order's key. */
    @EventListener
    void on(OrderReleased event) {
        inbox.resume(event.key().value());
    }
}
