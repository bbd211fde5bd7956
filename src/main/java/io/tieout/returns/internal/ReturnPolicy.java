package io.tieout.returns.internal;

import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnProblem;

/** Whether a return can be decided without a person. Pure. */
final class ReturnPolicy {

    private ReturnPolicy() {}

    /**
     * What the policy looks at.
     *
     * @param receipt whether an order was named
     * @param foreign whether it is another connection's order than the teller's
     * @param refundedByTill whether the till has already paid out
     * @param exceeds whether more came back than is left of the order
     */
    record Facts(boolean receipt, boolean foreign, boolean refundedByTill, boolean received, boolean exceeds) {}

    /** What follows. */
    sealed interface Verdict {

        record Decide(Payer payer, String reason) implements Verdict {}

        /** A person must decide. */
        record Wait(ReturnProblem problem) implements Verdict {}

        /** The goods are on their way; it is decided when they are here. */
        record Expect() implements Verdict {}
    }

    static Verdict judge(Facts facts) {
        if (facts.receipt() && facts.foreign() && (facts.received() || facts.refundedByTill())) {
            // R1: the marketplace has not agreed yet, whatever the store did
            return new Verdict.Wait(ReturnProblem.AWAITS_DECISION);
        }
        if (facts.refundedByTill()) {
            return new Verdict.Decide(Payer.TILL, "The till has paid it out");
        }
        if (facts.exceeds()) {
            return new Verdict.Wait(ReturnProblem.EXCEEDS_SOLD);
        }
        if (!facts.receipt()) {
            return new Verdict.Wait(ReturnProblem.UNVERIFIED);
        }
        return facts.received()
                ? new Verdict.Decide(Payer.CHANNEL, "The goods of the channel's own order are back")
                : new Verdict.Expect();
    }
}
