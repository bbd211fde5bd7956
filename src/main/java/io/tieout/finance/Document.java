package io.tieout.finance;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A business document for the ERP: an invoice per shipment, a credit memo per return, a journal document. */
public record Document(
        UUID id,
        Kind kind,
        EntityCode entity,
        BusinessKey subject,
        @Nullable String channel,
        @Nullable String orderExternalId,
        LocalDate documentDate,
        Money total,
        ErpState erpState,
        @Nullable String erpDestination,
        @Nullable String erpNumber,
        @Nullable String erpReason,
        Instant createdAt,
        @Nullable MessageId message) {

    /** What kind of document. */
    public enum Kind {
        INVOICE,
        CREDIT_MEMO,
        JOURNAL
    }

    /** Where it stands with the ERP. */
    public enum ErpState {
        PENDING,
        ACCEPTED,
        REFUSED,
        NOT_SENT
    }
}
