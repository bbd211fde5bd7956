package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goods left for another of our locations. */
public record SendTransfer(
        String reference,
        LocationCode from,
        LocationCode to,
        Map<Sku, Quantity> quantities,
        Instant sentAt,
        @Nullable Instant expectedAt,
        @Nullable MessageId message) {

    public SendTransfer {
        quantities = Map.copyOf(quantities);
    }
}
