package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of an order is cancelled.
 *
 * @param cancellationId the channel's own number of it, unique per connection, by which a repeat is known
 * @param quantities what is no longer wanted, by line reference
 */
public record CancelLines(
        ConnectionCode connection,
        String externalId,
        String cancellationId,
        Map<String, Quantity> quantities,
        Instant cancelledAt,
        String reason,
        @Nullable MessageId message) {

    public CancelLines {
        quantities = Map.copyOf(quantities);
    }
}
