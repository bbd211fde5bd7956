package io.tieout.orders;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What left, from where, when. @param quantities by order line reference */
public record ShipmentDetails(
        UUID id,
        String externalId,
        LocationCode location,
        Instant shippedAt,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        Map<String, Quantity> quantities) {}
