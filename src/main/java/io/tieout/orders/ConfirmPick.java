package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goods of an order were taken off the shelf and have not left yet.
 *
 * @param location where they were picked; where that is not where they are reserved, the reservation follows if there is stock
 * @param quantities what is picked by now in all at this location, by line reference; a repeat changes nothing
 */
public record ConfirmPick(
        ConnectionCode connection,
        String orderExternalId,
        LocationCode location,
        Map<String, Quantity> quantities,
        Instant pickedAt,
        @Nullable MessageId message) {

    public ConfirmPick {
        quantities = Map.copyOf(quantities);
    }
}
