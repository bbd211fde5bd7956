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

/** A till sold something. */
public record SaleRecorded(
        OrderId order,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        LocationCode store,
        String workstation,
        long sequenceNumber,
        Instant occurredAt,
        LocalDate businessDate,
        List<PlaceOrder.Line> lines,
        List<PlaceOrder.Tender> tenders,
        Money rounding,
        @Nullable MessageId message) {

    public SaleRecorded {
        lines = List.copyOf(lines);
        tenders = List.copyOf(tenders);
    }
}
