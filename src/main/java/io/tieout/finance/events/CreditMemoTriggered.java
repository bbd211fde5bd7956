package io.tieout.finance.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credit memo is due: a return was decided. */
public record CreditMemoTriggered(
        UUID document,
        BusinessKey returnKey,
        EntityCode entity,
        String channel,
        @Nullable String orderExternalId,
        LocalDate documentDate,
        Instant at,
        Money total,
        List<InvoiceTriggered.Line> lines,
        @Nullable MessageId message) {

    public CreditMemoTriggered {
        lines = List.copyOf(lines);
    }
}
