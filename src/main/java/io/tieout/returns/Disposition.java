package io.tieout.returns;

/** What may become of returned goods. */
public enum Disposition {
    RESALEABLE,
    INSPECT,
    REFURBISH,
    DAMAGED,
    DISPOSE
}
