package io.tieout.orders.adapter.in.events;

import io.tieout.inventory.events.ReservationExpired;
import io.tieout.orders.internal.Cancellations;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears, in the transaction that frees the stock, that an order has lost its reservation. */
@Component
class ExpiredReservations {

    private final Cancellations cancellations;

    ExpiredReservations(Cancellations cancellations) {
        this.cancellations = cancellations;
    }

    @EventListener
    void on(ReservationExpired event) {
        cancellations.reservationExpired(event.reservation());
    }
}
