package io.tieout.orders;

/** Where an order stands. */
public enum OrderState {
    /** Kept, but something is missing: stock, a decision. A work item says what. */
    HELD,
    /** Stock is reserved; fulfilment and ERP know of it. */
    RELEASED,
    PARTIALLY_SHIPPED,
    SHIPPED,
    CANCELLED,
    /** A till's sale: the goods went over the counter. */
    SOLD,
    /** A till's sale that the till took back as a whole. */
    VOIDED
}
