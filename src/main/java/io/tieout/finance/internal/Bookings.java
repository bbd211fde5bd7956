package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvents;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The two ways into the ledger for other modules: one event through the queue, or many at once. */
@Component
public class Bookings {

    private final EventIntake intake;
    private final EventQueue queue;
    private final BulkPoster bulk;

    Bookings(EventIntake intake, EventQueue queue, BulkPoster bulk) {
        this.queue = queue;
        this.intake = intake;
        this.bulk = bulk;
    }

    public void take(FinanceEvent event) {
        intake.take(new BookableEvent(event, null));
    }

    public boolean takeBack(
            String key, String type, LocalDate businessDate, Instant occurredAt, @Nullable MessageId message) {
        var first = queue.find(key);
        first.ifPresent(found -> intake.take(new BookableEvent(
                new FinanceEvent(
                        type,
                        type + ":" + key,
                        found.entity(),
                        found.subject(),
                        businessDate,
                        occurredAt,
                        message,
                        null,
                        OperationalEvents.negated(found.components())),
                null)));
        return first.isPresent();
    }

    public FinanceEvents.BulkPosting postAll(String document, Iterator<FinanceEvent> events) {
        return bulk.post(document, events);
    }
}
