package io.tieout.orders.internal;

import io.tieout.kernel.Correlation;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the trace what happens to orders. */
@Component
class OrderStory {

    private final ApplicationEventPublisher events;
    private final Clock clock;

    OrderStory(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void done(SalesOrder order, String what, List<String> identifiers, Map<String, String> detail) {
        tell(order, what, TraceStep.State.DONE, identifiers, detail);
    }

    void tell(
            SalesOrder order,
            String what,
            TraceStep.State state,
            List<String> identifiers,
            Map<String, String> detail) {
        var all = new ArrayList<>(identifiers);
        all.add(order.id().toString());
        all.add(order.externalId());
        var reservation = order.reservation();
        if (reservation != null) {
            all.add(reservation.toString());
        }
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                by(order, what),
                order.key(),
                new LinkedHashSet<>(all),
                Correlation.current().cause(),
                state,
                detail));
    }

    private static String by(SalesOrder order, String what) {
        return what.equals("order.received") || what.equals("sale.recorded")
                ? order.connection().value()
                : "orders";
    }
}
