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
 * @param part which credit of the return it is, from 1: a return may come, and be credited, in parts
 * @param offsets what of the credit nobody pays out
 * @param paidBy the legal entity whose till paid, where it is another than the seller's (R22); else null
 * @param taxPoint when the supply was made whose tax is taken back, at the rate of that day (R29); null where unknown
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
        @Nullable MessageId message,
        int part,
        List<Charge> charges,
        List<Offset> offsets,
        @Nullable LocalDate taxPoint,
        @Nullable EntityCode paidBy) {

    public ReturnDecided {
        lines = List.copyOf(lines);
        refunds = List.copyOf(refunds);
        charges = List.copyOf(charges);
        offsets = List.copyOf(offsets);
    }

    /** A credit of goods alone, all at once. */
    public ReturnDecided(
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
        this(
                returnId,
                key,
                connection,
                externalId,
                channel,
                order,
                orderExternalId,
                entity,
                location,
                businessDate,
                at,
                payer,
                lines,
                refunds,
                message,
                1,
                List.of(),
                List.of(),
                null,
                null);
    }

    /** Beside the goods: negative where it is kept back from the customer. */
    public record Charge(Kind kind, Money net, List<PlaceOrder.Tax> taxes) {

        /** What for. */
        public enum Kind {
            SHIPPING,
            RESTOCKING_FEE,
            RETURN_LABEL,
            KEPT_GIFT
        }

        public Money gross() {
            return net.plus(Money.sum(
                    net.currency(), taxes.stream().map(PlaceOrder.Tax::amount).toList()));
        }
    }

    /** A part of the credit that no payer pays out. @param reference the order that it is used for, where it is an exchange */
    public record Offset(Kind kind, Money amount, @Nullable String reference) {

        /** What the customer gets instead. */
        public enum Kind {
            GIFT_CARD,
            STORE_CREDIT,
            EXCHANGE
        }
    }

    /** What is told apart from an earlier credit of the same return; nothing for the first. */
    public String occasion() {
        return part == 1 ? "" : ":" + part;
    }

    /** What the payer is to pay out. */
    public Money payable() {
        var total = Money.zero(currency());
        for (var line : lines) {
            total = total.plus(line.net());
            for (var tax : line.taxes()) {
                total = total.plus(tax.amount());
            }
        }
        for (var charge : charges) {
            total = total.plus(charge.gross());
        }
        for (var offset : offsets) {
            total = total.minus(offset.amount());
        }
        return total;
    }

    private java.util.Currency currency() {
        return lines.isEmpty()
                ? charges.getFirst().net().currency()
                : lines.getFirst().net().currency();
    }

    /** What is credited of a line. */
    public record Line(
            @Nullable String lineReference, Sku sku, Quantity quantity, Money net, List<PlaceOrder.Tax> taxes) {}
}
