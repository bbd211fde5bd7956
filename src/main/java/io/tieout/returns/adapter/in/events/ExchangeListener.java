package io.tieout.returns.adapter.in.events;

import io.tieout.orders.events.OrderCancelled;
import io.tieout.returns.internal.ExchangeLegs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears of exchanges whose new goods will never leave, in the cancelling transaction. */
@Component
class ExchangeListener {

    private final ExchangeLegs legs;

    ExchangeListener(ExchangeLegs legs) {
        this.legs = legs;
    }

    @EventListener
    void on(OrderCancelled cancelled) {
        legs.cancelled(cancelled.connection(), cancelled.externalId(), cancelled.reason());
    }
}
