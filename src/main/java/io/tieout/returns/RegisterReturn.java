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
        @Nullable MessageId message,
        Told told) {

    public RegisterReturn {
        lines = List.copyOf(lines);
        refundedByTill = List.copyOf(refundedByTill);
    }

    /** A return of which the teller says nothing but what came or comes back. */
    public RegisterReturn(
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
        this(
                connection,
                externalId,
                entity,
                orderConnection,
                orderExternalId,
                location,
                occurredAt,
                businessDate,
                received,
                lines,
                refundedByTill,
                message,
                Told.NOTHING);
    }

    /**
     * What the teller says of the other two facts.
     *
     * @param authorisation whether the order's channel agreed; null where the teller does not say
     * @param refunded whether the channel has paid the customer already, whatever became of the goods (R3)
     * @param goodsKept whether the customer keeps the goods (R5)
     * @param expectedBy until when the goods should be back; null where the policy is to say
     * @param reference the number under which the channel knows it (RMA, refund)
     */
    public record Told(
            Authorisation.@Nullable State authorisation,
            boolean refunded,
            boolean goodsKept,
            @Nullable Instant expectedBy,
            @Nullable String reference) {

        public static final Told NOTHING = new Told(null, false, false, null, null);

        /** The channel has paid the customer, and the goods come back or not. */
        public static Told refunded(boolean goodsKept, @Nullable String reference) {
            return new Told(Authorisation.State.APPROVED, true, goodsKept, null, reference);
        }
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
