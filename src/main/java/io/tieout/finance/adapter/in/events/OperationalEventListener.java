package io.tieout.finance.adapter.in.events;

import io.tieout.finance.internal.EventIntake;
import io.tieout.finance.internal.OperationalEvents;
import io.tieout.finance.internal.ReturnEvents;
import io.tieout.mapping.events.MappingTookForce;
import io.tieout.orders.events.SaleRecorded;
import io.tieout.orders.events.SaleVoided;
import io.tieout.orders.events.ShipmentCancelled;
import io.tieout.orders.events.ShipmentConfirmed;
import io.tieout.returns.events.ReturnAccounted;
import io.tieout.returns.events.ReturnDecided;
import io.tieout.returns.events.ReturnVoided;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears in the publisher's transaction and only queues: what happened and that it must be posted are one fact. */
@Component
class OperationalEventListener {

    private final EventIntake intake;

    OperationalEventListener(EventIntake intake) {
        this.intake = intake;
    }

    @EventListener
    void on(ShipmentConfirmed shipment) {
        intake.take(OperationalEvents.from(shipment));
    }

    @EventListener
    void on(ShipmentCancelled cancelled) {
        intake.take(OperationalEvents.from(cancelled));
    }

    @EventListener
    void on(SaleRecorded sale) {
        intake.take(OperationalEvents.from(sale));
    }

    @EventListener
    void on(ReturnDecided decided) {
        intake.take(OperationalEvents.from(decided));
        ReturnEvents.paidForAnother(decided).ifPresent(intake::take);
    }

    @EventListener
    void on(ReturnAccounted accounted) {
        intake.take(ReturnEvents.from(accounted));
    }

    @EventListener
    void on(SaleVoided voided) {
        intake.take(OperationalEvents.from(voided));
    }

    @EventListener
    void on(ReturnVoided voided) {
        intake.take(OperationalEvents.from(voided));
    }

    @EventListener
    void on(MappingTookForce mapping) {
        intake.resume(mapping.waitKeys());
    }
}
