package io.tieout.orders;

/** Why a location does not hand over what was promised of it; each has an effect of its own on stock (R50). */
public enum MissingReason {
    /** Nobody finds it: kept back from being promised until somebody has counted. */
    NOT_FOUND,
    /** It is there and cannot be sold: on quality hold until somebody decides. */
    DAMAGED,
    /** It is there and shown to customers: stays on hand and is not promised. */
    DISPLAY,
    /** The place has no hands for it; its stock is as it was. */
    NO_CAPACITY,
    /** No answer came in time; its stock is as it was. */
    NO_ANSWER,
    OTHER
}
