package io.tieout.channels.adapter.in.events;

import io.tieout.catalog.events.ProductsSaved;
import io.tieout.inbox.Inbox;
import io.tieout.mapping.events.MappingTookForce;
import io.tieout.orders.events.OrderReleased;
import java.util.HashSet;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes parked messages up again, in the transaction of what they waited for. */
@Component
class ResumeParkedMessages {

    private static final String SKU_KEYS = "mapping:sku:";

    private final Inbox inbox;

    ResumeParkedMessages(Inbox inbox) {
        this.inbox = inbox;
    }

    @EventListener
    void on(MappingTookForce event) {
        event.waitKeys().forEach(inbox::resume);
    }

    /** What waits for a code may wait for the product of that code, or of that bar code. */
    @EventListener
    void on(ProductsSaved event) {
        var awaited = inbox.awaited(SKU_KEYS);
        if (awaited.isEmpty()) {
            return;
        }
        var codes = new HashSet<String>();
        for (var product : event.products()) {
            codes.add(product.sku().value());
            if (product.gtin() != null) {
                codes.add(product.gtin());
            }
        }
        for (var key : awaited) {
            if (codes.contains(key.substring(key.indexOf(':', SKU_KEYS.length()) + 1))) {
                inbox.resume(key);
            }
        }
    }

    /** A shipment that overtook its order waits for the order's key. */
    @EventListener
    void on(OrderReleased event) {
        inbox.resume(event.key().value());
    }
}
