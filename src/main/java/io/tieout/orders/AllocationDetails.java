package io.tieout.orders;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a line as it is reserved at one location.
 *
 * @param reference the order line's
 * @param open what is still to be shipped from there
 * @param awaited the request that the store's own system has not answered; null where the stock is confirmed
 */
public record AllocationDetails(
        String reference,
        LocationCode location,
        UUID reservation,
        Quantity open,
        Quantity picked,
        Quantity shipped,
        @Nullable UUID awaited) {}
