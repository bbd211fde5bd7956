package io.tieout.inventory.internal;

import io.tieout.inventory.events.ReservationExpired;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes back what was reserved and never paid. Several nodes share the work: each locks others. */
@Component
public class ReservationExpiry {

    private static final int BATCH_MAX = 50;

    private final ReservationRows reservations;
    private final Reserving reserving;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReservationExpiry(
            ReservationRows reservations,
            Reserving reserving,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.reservations = reservations;
        this.reserving = reserving;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Ends one batch. @return whether there may be more */
    public boolean run() {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var now = clock.instant();
            var lapsed = reservations.lapsed(now, BATCH_MAX);
            for (var reservation : lapsed) {
                reserving.expire(reservation.id());
                var key = BusinessKey.of(reservation.businessKey());
                events.publishEvent(new ReservationExpired(reservation.id(), key, now));
                events.publishEvent(TraceStep.done(
                        now,
                        "reservation.expired",
                        "inventory",
                        key,
                        List.of(reservation.id().toString()),
                        Map.of()));
            }
            return lapsed.size() == BATCH_MAX;
        }));
    }
}
