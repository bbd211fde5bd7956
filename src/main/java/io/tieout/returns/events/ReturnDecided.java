package io.tieout.returns.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The customer gets money back: this triggers the credit memo. Amounts are positive: what is credited.
 *
 * @param channel the connection whose receivable it lowers: the order's, else the teller's
 * @param refunds what a till paid out; empty where the channel or provider pays
 */
public record ReturnDecided(
        ReturnId returnId,
        BusinessKey key,
        ConnectionCode connection,
        String externalId,
        ConnectionCode channel,
        @Nullable OrderId order,
        @Nullable String orderExternalId,
        EntityCode entity,
        LocationCode location,
        LocalDate businessDate,
        Instant at,
        ReturnDecision.Payer payer,
        List<Line> lines,
        List<PlaceOrder.Tender> refunds,
        @Nullable MessageId message) {

    public ReturnDecided {
        lines = List.copyOf(lines);
        refunds = List.copyOf(refunds);
    }

    /** What is credited of a line. */
    public record Line(
            @Nullable String lineReference, Sku sku, Quantity quantity, Money net, List<PlaceOrder.Tax> taxes) {}
}
