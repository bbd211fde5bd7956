package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvents;
import java.util.Iterator;
import org.springframework.stereotype.Component;

/** The two ways into the ledger for other modules: one event through the queue, or many at once. */
@Component
public class Bookings {

    private final EventIntake intake;
    private final BulkPoster bulk;

    Bookings(EventIntake intake, BulkPoster bulk) {
        this.intake = intake;
        this.bulk = bulk;
    }

    public void take(FinanceEvent event) {
        intake.take(new BookableEvent(event, null));
    }

    public FinanceEvents.BulkPosting postAll(String document, Iterator<FinanceEvent> events) {
        return bulk.post(document, events);
    }
}
