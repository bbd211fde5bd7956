package io.tieout.returns.internal;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A return with its lines. Transitions give a new one. */
record CustomerReturn(
        ReturnId id,
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        @Nullable OrderReference reference,
        @Nullable OrderId order,
        ReturnState state,
        LocationCode location,
        Instant occurredAt,
        LocalDate businessDate,
        boolean received,
        Currency currency,
        @Nullable Decision decision,
        List<ReturnLine> lines,
        List<PlaceOrder.Tender> refundedByTill,
        @Nullable MessageId message,
        @Nullable Instant dueAt) {

    CustomerReturn {
        lines = List.copyOf(lines);
        refundedByTill = List.copyOf(refundedByTill);
    }

    /** The order that the teller named. */
    record OrderReference(ConnectionCode connection, String externalId) {}

    /** Who decided, when, why. @param payer null where it was declined */
    record Decision(
            Instant at, String by, String reason, @Nullable Payer payer) {}

    BusinessKey key() {
        return BusinessKey.of("return:" + connection + ":" + externalId);
    }

    Money refund() {
        return Money.sum(currency, lines.stream().map(ReturnLine::gross).toList());
    }

    /** The connection whose receivable a refund lowers. */
    ConnectionCode channel() {
        return reference == null ? connection : reference.connection();
    }

    boolean ended() {
        return switch (state) {
            case EXPECTED, AWAITS_DECISION -> false;
            case REFUND_PENDING, DECIDED, DECLINED, VOIDED -> true;
        };
    }

    /** Whether it is of another connection's order than the teller's. */
    boolean foreign() {
        return reference != null && !reference.connection().equals(connection);
    }

    /** The number of the next credit. */
    int nextPart() {
        return 1 + lines.stream().mapToInt(ReturnLine::part).max().orElse(0);
    }

    CustomerReturn arrived() {
        return with(
                state,
                true,
                decision,
                lines.stream()
                        .map(line -> line.receipt() == ReceiptState.KEPT ? line : line.now(ReceiptState.RECEIVED))
                        .toList());
    }

    CustomerReturn with(List<ReturnLine> newLines) {
        return with(state, newLines.stream().anyMatch(ReturnLine::here), decision, newLines);
    }

    CustomerReturn refundedBy(List<PlaceOrder.Tender> tenders) {
        return with(state, received, decision, lines, tenders, dueAt);
    }

    CustomerReturn in(ReturnState newState) {
        return with(newState, received, decision, lines);
    }

    CustomerReturn due(@Nullable Instant at) {
        return with(state, received, decision, lines, refundedByTill, at);
    }

    CustomerReturn decided(Decision newDecision) {
        return with(
                newDecision.payer() == null ? ReturnState.DECLINED : ReturnState.DECIDED, received, newDecision, lines);
    }

    /** The decision is taken back: whoever was to pay did not. */
    CustomerReturn undecided() {
        return with(ReturnState.AWAITS_DECISION, received, null, lines);
    }

    private CustomerReturn with(
            ReturnState newState, boolean nowReceived, @Nullable Decision newDecision, List<ReturnLine> newLines) {
        return with(newState, nowReceived, newDecision, newLines, refundedByTill, dueAt);
    }

    private CustomerReturn with(
            ReturnState newState,
            boolean nowReceived,
            @Nullable Decision newDecision,
            List<ReturnLine> newLines,
            List<PlaceOrder.Tender> tenders,
            @Nullable Instant newDueAt) {
        return new CustomerReturn(
                id,
                connection,
                externalId,
                entity,
                reference,
                order,
                newState,
                location,
                occurredAt,
                businessDate,
                nowReceived,
                currency,
                newDecision,
                newLines,
                tenders,
                message,
                newDueAt);
    }
}
