package io.tieout.returns;

/** What may become of returned goods, or what was found of them. */
public enum Disposition {
    /** Sold again as new. */
    RESALEABLE,
    INSPECT,
    REFURBISH,
    DAMAGED,
    /** Destroyed. */
    DISPOSE,
    /** Sold again, as another grade. */
    OTHER_GRADE,
    CUSTOMER_DAMAGED,
    CARRIER_DAMAGED,
    /** A marketplace that stores for us damaged it: it pays, and the unit becomes its own (R8). */
    MARKETPLACE_DAMAGED,
    DEFECTIVE,
    /** Past its date. */
    EXPIRED,
    /** Something else was in the box (R10). */
    WRONG_ITEM,
    /** Goes back to the vendor. */
    RTV
}
