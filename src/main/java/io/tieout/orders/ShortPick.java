package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A location cannot ship what is reserved there; what is missing is sourced from elsewhere.
 *
 * @param externalId the location's own number of it, unique per order, by which a repeat is known
 * @param quantities what is missing, by line reference
 */
public record ShortPick(
        ConnectionCode connection,
        String orderExternalId,
        String externalId,
        LocationCode location,
        Map<String, Quantity> quantities,
        MissingReason reason,
        Instant at,
        @Nullable MessageId message) {

    public ShortPick {
        quantities = Map.copyOf(quantities);
    }
}
