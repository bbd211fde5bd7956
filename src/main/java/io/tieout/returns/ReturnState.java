package io.tieout.returns;

/** Where a return stands. */
public enum ReturnState {
    EXPECTED,
    AWAITS_DECISION,
    DECIDED,
    DECLINED,
    /** Decided and paid out by a till, which then took it back as a whole. */
    VOIDED
}
