package io.tieout.returns;

import io.tieout.kernel.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money of a return; the third of the three facts.
 *
 * @param part which credit of the return it belongs to, from 1
 * @param amount positive to the customer, or to us where the kind is a reimbursement; a clawback is negative
 * @param method the tender it goes back to, in the channel's own word
 * @param reference the payment's id at the provider or channel, and once answered the refund's
 * @param linkedTo the money that this takes back
 */
public record ReturnMoney(
        UUID id,
        int part,
        Kind kind,
        State state,
        ReturnDecision.Payer payer,
        @Nullable String method,
        Money amount,
        @Nullable String reference,
        String reason,
        Instant requestedAt,
        @Nullable Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable String answer,
        @Nullable UUID linkedTo) {

    /** What it is. */
    public enum Kind {
        REFUND,
        STORE_CREDIT,
        EXCHANGE,
        /** At our own cost, though nothing is owed (R2). */
        GOODWILL,
        /** A new unit under warranty; no money (R35). */
        REPLACEMENT,
        REIMBURSEMENT,
        SHIPPING_REIMBURSEMENT,
        /** Takes a reimbursement back, since the unit turned up (R9). */
        CLAWBACK,
        /** Written off (R4). */
        LOSS
    }

    /** How it stands. */
    public enum State {
        PENDING,
        DONE,
        FAILED
    }

    public ReturnMoney answered(State newState, Instant at, @Nullable String newReference, String newAnswer) {
        return new ReturnMoney(
                id,
                part,
                kind,
                newState,
                payer,
                method,
                amount,
                newReference == null ? reference : newReference,
                reason,
                requestedAt,
                dueAt,
                at,
                newAnswer,
                linkedTo);
    }
}
