package io.tieout.returns;

/** Where returned units physically are; the second of the three facts. */
public enum ReceiptState {
    IN_TRANSIT,
    RECEIVED,
    /** Announced, and not in the parcel (R11) or never come (R4). */
    MISSING,
    /** The customer keeps them: a refund without return (R5). */
    KEPT
}
