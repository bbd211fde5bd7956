package io.tieout.orders;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order with its lines.
 *
 * @param allocations where what is still to be shipped is reserved
 * @param sourcing why from there, the latest decision last
 */
public record OrderDetails(
        OrderSummary summary,
        BusinessKey key,
        @Nullable UUID reservation,
        @Nullable String holdReason,
        Instant receivedAt,
        @Nullable Instant releasedAt,
        @Nullable MessageId message,
        List<Line> lines,
        List<Charge> shipping,
        List<PlaceOrder.Tender> tenders,
        List<AllocationDetails> allocations,
        List<SourcingDecision> sourcing) {

    /** A line with what became of it. All amounts for the whole line; {@code waiting}: for stock. */
    public record Line(
            String reference,
            Sku sku,
            String title,
            Quantity ordered,
            Quantity shipped,
            Quantity cancelled,
            Quantity returned,
            Money net,
            Money discount,
            List<PlaceOrder.Tax> taxes,
            @Nullable String location,
            Quantity waiting) {}

    /** Shipping charged. */
    public record Charge(String reference, String title, Money net, List<PlaceOrder.Tax> taxes) {}
}
