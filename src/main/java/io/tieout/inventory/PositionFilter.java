package io.tieout.inventory;

import org.jspecify.annotations.Nullable;

/** Which positions or movements to list; null is any. */
public record PositionFilter(@Nullable String sku, @Nullable String location) {}
