package io.tieout.finance;

import io.tieout.finance.internal.Bookings;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door to the ledger for modules above finance. */
@Service
public class FinanceEvents {

    private final Bookings bookings;

    FinanceEvents(Bookings bookings) {
        this.bookings = bookings;
    }

    /**
     * Keeps the event in the caller's transaction; the posting worker turns it into a journal soon after. An event that
     * cannot post yet (unmapped account, missing rate, approval) waits with a work item and goes on by itself; one of a
     * closed period posts in the next open one. The same key again changes nothing.
     */
    @Transactional
    public void record(FinanceEvent event) {
        bookings.take(event);
    }

    /**
     * Takes an event back that was recorded before, posted or not: the same amounts the other way round are a new event, of
     * a day of its own, that posts by the rules of the first. A repeat changes nothing.
     *
     * @param key of the event that is taken back; one without a document
     * @param type of the new event
     * @return false where no event of the key is known
     */
    @Transactional
    public boolean takeBack(
            String key, String type, LocalDate businessDate, Instant occurredAt, @Nullable MessageId message) {
        return bookings.takeBack(key, type, businessDate, occurredAt, message);
    }

    /**
     * Posts many events at once in the caller's transaction, in bulk; for settlements. All or none: an unmapped account
     * or a missing rule throws and nothing is posted. Events whose key is already posted are left out and not counted.
     * Publishes one {@link io.tieout.finance.events.JournalPosted} per accounting period that the events fall in. Posting to
     * the entity waits until the transaction ends.
     *
     * @param document the aggregation key: all of them make one summary document to the ERP, such as
     *     {@code settlement:amazon-de:12345}
     * @throws UnpostableException with the key of what it waits for
     */
    @Transactional
    public BulkPosting postAll(String document, Iterator<FinanceEvent> events) {
        return bookings.postAll(document, events);
    }

    /** How much was posted. */
    public record BulkPosting(long journals, long lines) {}
}
