package io.tieout.orders;

/** What became of an edit. */
public sealed interface EditOutcome {

    /** The order is as the channel says now. @param change in words */
    record Applied(OrderId order, String change) implements EditOutcome {}

    /** Known already, older than what is known, or nothing that matters to us. */
    record Unchanged(OrderId order) implements EditOutcome {}

    /** The accepted version stands; a work item says what the edit asks for and who decides. */
    record Conflict(OrderId order, String reason) implements EditOutcome {}

    /** The order has not come yet; the edit has to wait for it (R54). */
    record OrderUnknown() implements EditOutcome {}
}
