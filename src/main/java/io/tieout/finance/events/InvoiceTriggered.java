package io.tieout.finance.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invoice is due: control of the goods passed. @param orderKey the order's business key; deliveries keep its order */
public record InvoiceTriggered(
        UUID document,
        BusinessKey orderKey,
        EntityCode entity,
        String channel,
        String orderExternalId,
        String shipmentExternalId,
        LocalDate documentDate,
        Instant at,
        Money total,
        List<Line> lines,
        @Nullable MessageId message) {

    public InvoiceTriggered {
        lines = List.copyOf(lines);
    }

    /** One line of the invoice or credit memo. @param sku null for shipping and fees */
    public record Line(
            String reference,
            @Nullable String sku,
            Quantity quantity,
            Money net,
            Money tax,
            @Nullable String taxCode) {}
}
