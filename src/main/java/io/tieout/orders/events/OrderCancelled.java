package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was not shipped will not be. @param wasReleased whether the ERP and fulfilment had heard of it */
public record OrderCancelled(
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        boolean wasReleased,
        String reason,
        Instant at,
        @Nullable MessageId message) {}
