package io.tieout.channels.spi;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the hub asks of a partner, in canonical form. Order is kept per {@link #subject}; a repeat bears the same message id.
 * A component is only ever added, nullable.
 */
public sealed interface ChannelCommand {

    /** The business object whose commands keep their order, such as {@code order:shop:1001}. */
    String subject();

    /** A part of an order's line. @param reference the channel's line id */
    record Line(String reference, Sku sku, Quantity quantity) {}

    /** The channel is to know that goods have left. */
    record ConfirmShipment(
            String subject,
            String orderExternalId,
            UUID shipment,
            Instant shippedAt,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            LocationCode location,
            List<Line> lines)
            implements ChannelCommand {}

    /** The channel is to know whether the order is taken. @param reason where it is not */
    record AcknowledgeOrder(
            String subject,
            String orderExternalId,
            boolean accepted,
            @Nullable String reason,
            List<Line> lines) implements ChannelCommand {}

    /** The channel is to know that lines will not be shipped. */
    record CancelLines(String subject, String orderExternalId, String reason, List<Line> lines)
            implements ChannelCommand {}

    /**
     * Whoever holds the customer's money is to pay it back, once.
     *
     * @param refund its identity over all attempts
     * @param paymentReference the provider's or channel's id of the payment
     */
    record PayRefund(
            String subject,
            UUID refund,
            String orderExternalId,
            @Nullable String returnExternalId,
            Money amount,
            @Nullable String paymentReference,
            String reason,
            List<RefundLine> lines)
            implements ChannelCommand {}

    /** What is paid back of a line. */
    record RefundLine(@Nullable String reference, Sku sku, Quantity quantity, Money net, Money tax) {}

    /** A store's own system is to set goods aside and say whether it did. */
    record RequestReservation(String subject, UUID request, LocationCode location, Instant answerBy, List<Line> lines)
            implements ChannelCommand {}

    /** What was asked for is no longer wanted. */
    record WithdrawReservation(String subject, UUID request, LocationCode location, String reason)
            implements ChannelCommand {}

    /** A warehouse, 3PL or store is to ship. Cannot exist without a confirmed reservation. */
    record ShipOrder(
            String subject,
            UUID orderId,
            UUID reservation,
            String channel,
            String orderExternalId,
            LocationCode location,
            Instant requestedAt,
            List<Line> lines)
            implements ChannelCommand {}

    /** Goods will come back to this location. */
    record AnnounceReturn(
            String subject,
            UUID returnId,
            String orderExternalId,
            LocationCode location,
            Instant expectedBy,
            List<Line> lines)
            implements ChannelCommand {}

    /** The newest figures. @param revision rises with each publication of the connection */
    record PublishAvailability(String subject, long revision, Instant asOf, List<Figure> figures)
            implements ChannelCommand {

        /** @param partnerSku as the channel calls it; location null where the channel has one stock */
        public record Figure(
                Sku sku, String partnerSku, @Nullable LocationCode location, Quantity available) {}
    }

    /** The prices that hold from an instant on. */
    record PublishPrices(String subject, long revision, List<Price> prices) implements ChannelCommand {

        /** @param compareAt the price before a promotion; until null where it holds for good */
        public record Price(
                Sku sku,
                String partnerSku,
                Money price,
                @Nullable Money compareAt,
                boolean taxInclusive,
                Instant from,
                @Nullable Instant until) {}
    }

    /** What is told of products. */
    record PublishProducts(String subject, long revision, List<ProductFacts> products) implements ChannelCommand {

        /** Only attributes that the hub's side owns; others stay the partner's. */
        public record ProductFacts(Sku sku, String partnerSku, java.util.Map<String, String> attributes) {}
    }
}
