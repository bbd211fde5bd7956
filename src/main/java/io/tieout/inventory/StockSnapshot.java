package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a system that keeps stock says is there. Its figures are as of an instant: what happened later is applied on top
 * (R46), and reservations that it has already subtracted are not subtracted once more (R47).
 *
 * @param asOf the watermark
 * @param source who says so, such as the ERP's code
 * @param sourceKey what reports it, unique per SKU and location
 * @param items each SKU once; a figure may be below zero, and is kept so
 * @param contained which reservations the figures have already subtracted
 */
public record StockSnapshot(
        LocationCode location,
        Instant asOf,
        String source,
        String sourceKey,
        List<Item> items,
        Contained contained,
        @Nullable MessageId message) {

    /** One figure. */
    public record Item(Sku sku, Quantity quantity) {}

    /**
     * @param acknowledged all that the source confirmed until the watermark
     * @param keys and those with one of these business keys or reservation ids
     */
    public record Contained(boolean acknowledged, Set<String> keys) {

        /** Plain figures of what is on the shelf. */
        public static final Contained NOTHING = new Contained(false, Set.of());

        public Contained {
            keys = Set.copyOf(keys);
        }
    }

    public StockSnapshot {
        items = List.copyOf(items);
    }
}
