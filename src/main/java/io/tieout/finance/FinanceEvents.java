package io.tieout.finance;

import java.util.Iterator;

/** The door to the ledger for modules above finance. */
public class FinanceEvents {

    /**
     * Keeps the event in the caller's transaction; the posting worker turns it into a journal soon after. An event that
     * cannot post yet (unmapped account, closed period by policy, approval) waits with a work item and goes on by itself.
     */
    public void record(FinanceEvent event) {
        throw new UnsupportedOperationException();
    }

    /**
     * Posts many events at once in the caller's transaction, in bulk; for settlements. All or none: an unmapped account
     * or a missing rule throws and nothing is posted. Events whose key is already posted are left out and not counted.
     *
     * @param document the aggregation key: all of them make one summary document to the ERP, such as
     *     {@code settlement:amazon-de:12345}
     */
    public BulkPosting postAll(String document, Iterator<FinanceEvent> events) {
        throw new UnsupportedOperationException();
    }

    /** How much was posted. */
    public record BulkPosting(long journals, long lines) {}
}
