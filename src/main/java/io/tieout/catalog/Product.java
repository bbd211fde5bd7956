package io.tieout.catalog;

import io.tieout.kernel.Sku;
import org.jspecify.annotations.Nullable;

/** @param unit the unit of measure that stock is kept in, such as {@code EA} or {@code KGM} (UN/ECE Recommendation 20) */
public record Product(Sku sku, @Nullable String gtin, String name, String taxCategory, String unit, boolean active) {}
