package io.tieout.platform.internal.events;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has events heard again that a listener failed on, and parks those that were tried often enough. The library has neither a
 * schedule nor an end of trying (spring-modulith #1439, #1764).
 */
@Component
class EventRetries {

    private static final Logger LOG = LoggerFactory.getLogger(EventRetries.class);

    /** The filter runs after the batch is read, so a batch is large: events that are not due must not hide those that are. */
    private static final int BATCH = 500;

    private static final int IN_FLIGHT_MAX = 20;

    private final FailedEventPublications failed;
    private final ParkedEventRows rows;
    private final RetrySchedule schedule;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    EventRetries(
            FailedEventPublications failed,
            ParkedEventRows rows,
            RetrySchedule schedule,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.failed = failed;
        this.rows = rows;
        this.schedule = schedule;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One round. @return false: the next round is due after the poll interval */
    boolean round() {
        rows.failStale(clock.instant(), schedule.staleAfter());
        park();
        // Not by withMinAge, which is ignored for failed rows in 2.1.1.
        failed.resubmit(ResubmissionOptions.defaults()
                .withBatchSize(BATCH)
                .withMaxInFlight(IN_FLIGHT_MAX)
                .withFilter(this::isDue));
        return false;
    }

    private void park() {
        transaction.executeWithoutResult(_ -> {
            for (var parked : rows.park(schedule.attemptsMax(), clock.instant())) {
                LOG.warn(
                        "Event {} is parked: {} failed {} times, last with {}",
                        parked.id(),
                        parked.listenerId(),
                        parked.attempts(),
                        parked.lastError());
                events.publishEvent(parked);
            }
        });
    }

    private boolean isDue(EventPublication publication) {
        return schedule.isDue(
                publication.getCompletionAttempts(),
                publication.getPublicationDate(),
                publication.getLastResubmissionDate(),
                clock.instant());
    }
}
