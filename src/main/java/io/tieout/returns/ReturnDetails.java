package io.tieout.returns;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A return as a person reads it.
 *
 * @param orderReference the order's number, as the teller named it
 * @param dueAt until when the goods should be back
 * @param authorisation and {@code money}, {@code verdicts}: only where one return is asked for, not in lists
 */
public record ReturnDetails(
        ReturnId id,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        @Nullable OrderId order,
        ReturnState state,
        LocationCode location,
        Instant occurredAt,
        boolean received,
        Money refund,
        @Nullable String decisionReason,
        List<Line> lines,
        @Nullable MessageId message,
        EntityCode entity,
        @Nullable String orderReference,
        @Nullable Instant dueAt,
        @Nullable Authorisation authorisation,
        List<ReturnMoney> money,
        List<Verdict> verdicts) {

    /** Which rule said what. */
    public record Verdict(String rule, int version, String verdict, Instant at) {}

    /** A line with its three facts. */
    public record Line(
            @Nullable String lineReference,
            Sku sku,
            Quantity quantity,
            @Nullable Disposition disposition,
            String reason,
            Money net,
            Money tax,
            ReceiptState receipt,
            @Nullable LocationCode place,
            boolean credited) {}
}
