package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.List;

/**
 * What a channel is told of a SKU; never below zero.
 *
 * @param quantity what we can send from the locations that serve the channel, after buffers and the channel's limits
 * @param channelFulfilled what lies in pools from which the channel sends by itself: told for completeness, never in
 *     {@code quantity} (R52)
 * @param places what each location offers, before the channel's own limits
 */
public record Published(Sku sku, Quantity quantity, Quantity channelFulfilled, List<Place> places) {

    /** One location's part. @param sends whether it is in the quantity; else it is only for collection there */
    public record Place(LocationCode location, Quantity quantity, Freshness.Grade grade, boolean sends) {}

    public Published {
        places = List.copyOf(places);
    }
}
