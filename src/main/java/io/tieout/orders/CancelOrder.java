package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The whole order is cancelled, so far as it is not shipped. An order that is not here yet is remembered as cancelled (R55). */
public record CancelOrder(
        ConnectionCode connection,
        String externalId,
        Instant cancelledAt,
        String reason,
        @Nullable MessageId message) {}
