package io.tieout.returns;

/** Where a return stands: what its three facts come to. */
public enum ReturnState {
    EXPECTED,
    AWAITS_DECISION,
    /** Whoever pays has been told to and has not answered; nothing is credited before (R28). */
    REFUND_PENDING,
    DECIDED,
    DECLINED,
    /** Decided and paid out by a till, which then took it back as a whole. */
    VOIDED
}
