package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.orders.OrderId;
import java.time.Instant;
import java.util.UUID;

/** What a location's own system was asked to set aside is no longer wanted. */
public record StoreReservationWithdrawn(
        UUID request,
        OrderId order,
        BusinessKey key,
        EntityCode entity,
        LocationCode location,
        String reason,
        Instant at) {}
