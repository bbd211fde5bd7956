package io.tieout.inventory;

import org.jspecify.annotations.Nullable;

/** Which positions or movements to list; null is any. */
public record PositionFilter(
        @Nullable String sku,
        @Nullable String location,
        @Nullable Lack lack) {

    public PositionFilter(@Nullable String sku, @Nullable String location) {
        this(sku, location, null);
    }

    /** What a position is short of. Movements have none. */
    public enum Lack {
        /** On hand fell below zero: facts reached us in another order, or a count is due. */
        BELOW_ZERO,
        /** More is reserved than is there. */
        UNCOVERED,
        /** Nothing can be promised. */
        NOTHING_TO_PROMISE
    }
}
