package io.tieout.returns;

/** Where a return stands. */
public enum ReturnState {
    EXPECTED,
    AWAITS_DECISION,
    DECIDED,
    DECLINED
}
