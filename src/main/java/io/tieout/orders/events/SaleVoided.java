package io.tieout.orders.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A till took a whole sale back. Amounts are those of the sale, as they were.
 *
 * @param externalId the sale's receipt
 * @param voidedBy the receipt that took it back
 * @param occurredAt and {@code businessDate}: of the taking back
 */
public record SaleVoided(
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        String voidedBy,
        EntityCode entity,
        LocationCode store,
        Instant occurredAt,
        LocalDate businessDate,
        List<PlaceOrder.Line> lines,
        List<PlaceOrder.Tender> tenders,
        Money rounding,
        @Nullable MessageId message) {

    public SaleVoided {
        lines = List.copyOf(lines);
        tenders = List.copyOf(tenders);
    }
}
