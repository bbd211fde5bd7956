package io.tieout.inventory;

import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goods of a transfer arrived, all or a part.
 *
 * @param receipt names this receipt within the transfer
 * @param last whether the receiver expects no more
 */
public record ReceiveTransfer(
        String reference,
        String receipt,
        Map<Sku, Quantity> quantities,
        Instant receivedAt,
        boolean last,
        @Nullable MessageId message) {

    public ReceiveTransfer {
        quantities = Map.copyOf(quantities);
    }
}
