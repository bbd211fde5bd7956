package io.tieout.returns;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods that came back, or are to come back, as a channel or till tells it. Three facts per unit are kept apart:
 * authorisation, receipt with disposition, and money.
 *
 * @param connection who tells it; unique with {@code externalId}
 * @param orderConnection and {@code orderExternalId}: the order it belongs to; null where it has no receipt (R24)
 * @param refundedByTill what the till already paid out, by tender; empty where somebody else pays
 */
public record RegisterReturn(
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        @Nullable ConnectionCode orderConnection,
        @Nullable String orderExternalId,
        LocationCode location,
        Instant occurredAt,
        LocalDate businessDate,
        boolean received,
        List<Line> lines,
        List<PlaceOrder.Tender> refundedByTill,
        @Nullable MessageId message) {

    public RegisterReturn {
        lines = List.copyOf(lines);
        refundedByTill = List.copyOf(refundedByTill);
    }

    /**
     * @param lineReference of the order's line; null where unknown
     * @param disposition what state the goods are in; null until inspected
     * @param net and {@code taxes}: as the teller says they were sold for, positive; null where the order is to say
     */
    public record Line(
            @Nullable String lineReference,
            Sku sku,
            Quantity quantity,
            @Nullable Disposition disposition,
            String reason,
            @Nullable Money net,
            List<PlaceOrder.Tax> taxes) {}
}
