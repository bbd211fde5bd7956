package io.tieout.returns.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whoever holds the customer's money is to pay it back, once.
 *
 * @param refund its identity, which the answer names
 * @param channel the order's connection
 * @param payer the channel or a payment provider
 * @param method the tender it goes back to, in the channel's own word; null where the channel pays
 * @param paymentReference the provider's or channel's id of the payment
 */
public record RefundRequested(
        UUID refund,
        ReturnId returnId,
        BusinessKey key,
        EntityCode entity,
        ConnectionCode channel,
        @Nullable String orderExternalId,
        String returnExternalId,
        ReturnDecision.Payer payer,
        @Nullable String method,
        @Nullable String paymentReference,
        Money amount,
        String reason,
        Instant at,
        List<ReturnDecided.Line> lines,
        @Nullable MessageId message) {

    public RefundRequested {
        lines = List.copyOf(lines);
    }
}
