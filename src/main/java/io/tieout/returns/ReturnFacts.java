package io.tieout.returns;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.returns.internal.Clawbacks;
import io.tieout.returns.internal.Disputes;
import io.tieout.returns.internal.Receipts;
import io.tieout.returns.internal.RefundAnswers;
import io.tieout.returns.internal.ReturnClock;
import io.tieout.returns.internal.ReturnFactDesk;
import io.tieout.returns.internal.ReturnLookup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The three facts of returns, each told by itself and in any order: authorisation, receipt with disposition, money. A credit
 * memo needs money that is decided and authorised; restocking needs a receipt; a settlement is expected only where the channel
 * pays. Commands join the caller's transaction and are idempotent.
 */
@Service
@Transactional
public class ReturnFacts {

    private final ReturnFactDesk desk;
    private final Receipts receipts;
    private final RefundAnswers answers;
    private final Clawbacks clawbacks;
    private final Disputes disputes;
    private final ReturnLookup lookup;
    private final ReturnClock clock;

    ReturnFacts(
            ReturnFactDesk desk,
            Receipts receipts,
            RefundAnswers answers,
            Clawbacks clawbacks,
            Disputes disputes,
            ReturnLookup lookup,
            ReturnClock clock) {
        this.desk = desk;
        this.receipts = receipts;
        this.answers = answers;
        this.clawbacks = clawbacks;
        this.disputes = disputes;
        this.lookup = lookup;
        this.clock = clock;
    }

    /**
     * Approves, declines, asks again (an appeal, {@code REQUESTED}) or ends an authorisation. An approval lets the policy decide
     * what waited for it; a declined return's goods stay the customer's (R2).
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}, {@code return.decided-already}
     */
    public void authorise(ReturnId id, AuthoriseReturn command, Actor by) {
        desk.authorise(id, command, by);
    }

    /** @throws io.tieout.kernel.ProblemException {@code not-found}, {@code return.receipt-exceeds}, {@code return.location-unknown} */
    public void receive(ReturnId id, ReceiveReturn command, Actor by) {
        receipts.receive(id, command, by);
    }

    /** @throws io.tieout.kernel.ProblemException {@code not-found} */
    public void grade(ReturnId id, GradeReturn command, Actor by) {
        receipts.grade(id, command, by);
    }

    /**
     * @throws io.tieout.kernel.ProblemException {@code return.not-authorised}, {@code return.nothing-to-credit},
     *     {@code return.disputed} (R26), {@code return.override-needed} (R15), {@code return.decided-already}
     */
    public void decideMoney(ReturnId id, DecideMoney command, Actor by) {
        desk.decideMoney(id, command, by);
    }

    /**
     * Asks for an exception from the policy, or, as a second person, grants the one that was asked for (R15).
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}
     */
    public void override(ReturnId id, String reason, Actor by) {
        desk.override(id, reason, by);
    }

    /** Exceptions, newest first. */
    @Transactional(readOnly = true)
    public List<PolicyOverride> overrides(int limit) {
        return lookup.overrides(limit);
    }

    /** The goods of a declined return leave with the customer. */
    public void handBack(ReturnId id, String reason) {
        desk.handBack(id, reason);
    }

    /** @throws io.tieout.kernel.ProblemException {@code return.refund-unknown} */
    public void refundAnswered(RefundAnswer answer) {
        answers.answered(answer);
    }

    /** Asks the payer once more for a refund that failed. */
    public void retryRefund(UUID refund) {
        answers.retry(refund);
    }

    /** Whether this refund was asked of a payer from here. */
    @Transactional(readOnly = true)
    public boolean asked(UUID refund) {
        return answers.asked(refund);
    }

    /** The refund that its payer knows by this number. */
    @Transactional(readOnly = true)
    public Optional<UUID> refundByReference(String reference) {
        return answers.byReference(reference);
    }

    /** No connection can pay this refund: somebody does it by hand. */
    public void refundByHand(ReturnId id, UUID refund, String why) {
        lookup.refundByHand(id, refund, why);
    }

    /** A channel is to pay us: for a unit that it lost or broke (R4, R8), or for shipping (R18). */
    public void claim(ReturnId id, ReturnMoney.Kind kind, Money amount, String reason, @Nullable String reference) {
        clawbacks.claim(id, kind, amount, reason, reference);
    }

    /** Refunded goods that will not come are written off (R4). */
    public void writeOff(ReturnId id, String reason) {
        clawbacks.writeOff(id, reason);
    }

    /**
     * The payment of an order is disputed, or the dispute ended.
     *
     * @param state open, lost (the customer has the money) or won
     */
    public void dispute(ConnectionCode channel, String order, String reference, DisputeState state, Instant at) {
        disputes.tell(channel, order, reference, state, at);
    }

    /** How a dispute stands. */
    public enum DisputeState {
        OPEN,
        LOST,
        WON
    }

    /** What may come back of orders with this number, whatever their channel, and what the policy says to it today. */
    @Transactional(readOnly = true)
    public List<ReturnableOrder> returnable(String orderExternalId) {
        return lookup.returnable(orderExternalId);
    }

    /** Returns of an order that are not at their end. */
    @Transactional(readOnly = true)
    public List<ReturnDetails> open(ConnectionCode channel, String orderExternalId) {
        return lookup.open(channel, orderExternalId);
    }

    /** Lets one batch of what is due by now come about. @return whether there may be more */
    public boolean tick() {
        return clock.tick();
    }
}
