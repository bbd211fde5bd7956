package io.tieout.delivery.internal;

import io.tieout.finance.events.InvoiceTriggered;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of each event type: the public contract with receivers, apart from the modules' own events. A component is
 * only ever added, nullable. No personal data: fulfilment fetches the address by the order's id.
 */
public sealed interface Payload {

    /** One amount of tax. @param facilitator collected and remitted by the marketplace */
    record Tax(String code, Money amount, boolean facilitator) {

        static List<Tax> from(List<PlaceOrder.Tax> taxes) {
            return taxes.stream()
                    .map(tax -> new Tax(tax.code(), tax.amount(), tax.facilitator()))
                    .toList();
        }
    }

    /** Stock is reserved and the order stands. */
    record SalesOrderReleased(
            UUID orderId,
            String channel,
            String externalId,
            String entity,
            UUID reservationId,
            Instant orderedAt,
            Instant releasedAt,
            Money total,
            List<Line> lines,
            List<Charge> shipping)
            implements Payload {

        /** A line; amounts are for the whole line. */
        public record Line(
                String reference,
                String sku,
                Quantity quantity,
                String location,
                Money net,
                Money discount,
                List<Tax> taxes) {}

        /** Shipping charged to the customer. */
        public record Charge(String reference, Money net, List<Tax> taxes) {}
    }

    /** A released order is no longer as it was told. Says the whole of it as it is now, so far as it is reserved or shipped. */
    record SalesOrderChanged(
            UUID orderId,
            String channel,
            String externalId,
            String entity,
            UUID reservationId,
            String reason,
            Instant changedAt,
            Money total,
            List<Line> lines,
            List<SalesOrderReleased.Charge> shipping)
            implements Payload {

        /** A line; amounts are for {@code quantity}. One that is gone is not listed. */
        public record Line(
                String reference,
                String sku,
                Quantity quantity,
                Quantity shipped,
                Money net,
                Money discount,
                List<Tax> taxes) {}
    }

    /** What is not shipped yet will not be. */
    record SalesOrderCancelled(
            UUID orderId, String channel, String externalId, String entity, String reason, Instant cancelledAt)
            implements Payload {}

    /** One location is to ship these lines. */
    record FulfilmentRequested(
            UUID orderId,
            String channel,
            String externalId,
            String entity,
            UUID reservationId,
            String location,
            Instant requestedAt,
            List<Line> lines)
            implements Payload {

        /** What to pick. */
        public record Line(String reference, String sku, Quantity quantity) {}
    }

    /** One location need not ship these parts of lines any more. */
    record FulfilmentWithdrawn(
            UUID orderId,
            String channel,
            String externalId,
            String entity,
            UUID reservationId,
            String location,
            String reason,
            Instant withdrawnAt,
            List<FulfilmentRequested.Line> lines)
            implements Payload {}

    /** A line of an invoice or a credit memo. @param sku null for shipping and fees */
    record DocumentLine(
            String reference,
            @Nullable String sku,
            Quantity quantity,
            Money net,
            Money tax,
            @Nullable String taxCode) {

        static List<DocumentLine> from(List<InvoiceTriggered.Line> lines) {
            return lines.stream()
                    .map(line -> new DocumentLine(
                            line.reference(), line.sku(), line.quantity(), line.net(), line.tax(), line.taxCode()))
                    .toList();
        }
    }

    /** An invoice is due. */
    record Invoice(
            UUID documentId,
            String entity,
            String channel,
            String orderExternalId,
            String shipmentExternalId,
            LocalDate documentDate,
            Money total,
            List<DocumentLine> lines)
            implements Payload {}

    /** A credit memo is due. */
    record CreditMemo(
            UUID documentId,
            String entity,
            String channel,
            @Nullable String orderExternalId,
            String returnKey,
            LocalDate documentDate,
            Money total,
            List<DocumentLine> lines)
            implements Payload {}

    /** A journal document is posted; amounts are in {@code currency}. */
    record PostedJournal(
            UUID documentId,
            String entity,
            LocalDate postedOn,
            String period,
            String event,
            String firstNumber,
            String lastNumber,
            long journals,
            String currency,
            List<Line> lines)
            implements Payload {

        /** Exactly one of debit and credit is not zero; both are decimals as text. */
        public record Line(
                String account,
                String key,
                String debit,
                String credit,
                @Nullable String channel,
                @Nullable String store,
                @Nullable String region,
                @Nullable String taxCode,
                @Nullable String reference) {}
    }

    /** A settlement foots, is matched and posted. @param outcomes rows by match outcome */
    record ReconciledSettlement(
            UUID settlementId,
            String entity,
            String channel,
            String externalId,
            Money deposit,
            Map<String, Long> outcomes,
            Instant reconciledAt)
            implements Payload {}

    /** The bank has the money. */
    record ReconciledPayout(
            UUID settlementId,
            String entity,
            String channel,
            String externalId,
            Money deposit,
            String bankReference,
            LocalDate bookedOn,
            Instant reconciledAt)
            implements Payload {}

    /** The customer gets money back. Amounts are what is credited, positive. */
    record DecidedReturn(
            UUID returnId,
            String connection,
            String externalId,
            String channel,
            @Nullable UUID orderId,
            @Nullable String orderExternalId,
            String entity,
            String location,
            LocalDate businessDate,
            Instant decidedAt,
            String payer,
            List<Line> lines)
            implements Payload {

        /** What is credited of a line. */
        public record Line(@Nullable String lineReference, String sku, Quantity quantity, Money net, List<Tax> taxes) {}
    }

    /** The newest availability at one location, of what changed since the last message. */
    record ChangedStock(String location, Instant asOf, List<Figure> figures) implements Payload {

        /** Available to promise. */
        public record Figure(String sku, Quantity available, Instant at) {}
    }

    /** Nothing happened: a person tries the destination. */
    record Test(String destination, String requestedBy) implements Payload {}
}
