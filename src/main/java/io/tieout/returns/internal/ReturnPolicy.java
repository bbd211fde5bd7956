package io.tieout.returns.internal;

import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnRule;

/** Whether a return can be decided without a person. Pure. */
final class ReturnPolicy {

    private ReturnPolicy() {}

    /**
     * What the policy looks at.
     *
     * @param receipt whether an order was named
     * @param foreign whether it is another connection's order than the teller's
     * @param authorised whether the order's channel has said yes
     * @param refundedByTill whether the till has already paid out
     * @param refundedByChannel whether the channel has
     * @param exceeds whether more came back than is left of the order
     * @param inspected whether all that is here was graded
     * @param wrongItem whether something else was in the box
     * @param returnless whether it is worth so little that the customer keeps it
     */
    record Facts(
            boolean receipt,
            boolean foreign,
            boolean authorised,
            boolean refundedByTill,
            boolean refundedByChannel,
            boolean received,
            boolean exceeds,
            boolean windowPassed,
            boolean disputed,
            boolean inspected,
            boolean wrongItem,
            boolean serialReused,
            boolean returnless) {}

    /** What follows. */
    sealed interface Verdict {

        record Decide(Payer payer, String reason, boolean paidAlready, boolean goodsKept) implements Verdict {

            Decide(Payer payer, String reason) {
                this(payer, reason, payer == Payer.TILL, false);
            }
        }

        /** A person must decide. */
        record Wait(ReturnProblem problem) implements Verdict {}

        /** The goods are on their way; it is decided when they are here. */
        record Expect() implements Verdict {}
    }

    static Verdict judge(Facts facts, ReturnRule rule) {
        if (facts.receipt()
                && facts.foreign()
                && !facts.authorised()
                && !facts.refundedByChannel()
                && (facts.received() || facts.refundedByTill())) {
            // R1: the marketplace has not agreed yet, whatever the store did
            return new Verdict.Wait(ReturnProblem.AWAITS_DECISION);
        }
        if (facts.refundedByTill()) {
            return new Verdict.Decide(Payer.TILL, "The till has paid it out");
        }
        if (facts.exceeds()) {
            return new Verdict.Wait(ReturnProblem.EXCEEDS_SOLD);
        }
        if (facts.serialReused()) {
            return new Verdict.Wait(ReturnProblem.SERIAL_REUSED);
        }
        if (facts.refundedByChannel()) {
            return new Verdict.Decide(Payer.CHANNEL, "The channel has paid the customer", true, false);
        }
        if (!facts.receipt()) {
            return new Verdict.Wait(ReturnProblem.UNVERIFIED);
        }
        return byRule(facts, rule);
    }

    private static Verdict byRule(Facts facts, ReturnRule rule) {
        if (facts.windowPassed()) {
            return new Verdict.Wait(ReturnProblem.WINDOW_PASSED);
        }
        if (facts.disputed()) {
            return facts.received() ? new Verdict.Wait(ReturnProblem.DISPUTED) : new Verdict.Expect();
        }
        if (facts.wrongItem() && facts.received()) {
            return new Verdict.Wait(ReturnProblem.WRONG_ITEM);
        }
        if (facts.returnless() && !facts.received()) {
            return new Verdict.Decide(rule.payer(), "Returnless: worth too little to be sent back", false, true);
        }
        return switch (rule.refund()) {
            case AUTHORISATION -> new Verdict.Decide(rule.payer(), "Refunded on authorisation");
            case RECEIPT ->
                facts.received()
                        ? new Verdict.Decide(rule.payer(), "The goods of the channel's own order are back")
                        : new Verdict.Expect();
            case INSPECTION -> {
                if (!facts.received()) {
                    yield new Verdict.Expect();
                }
                yield facts.inspected()
                        ? new Verdict.Decide(rule.payer(), "The goods are back and were inspected")
                        : new Verdict.Wait(ReturnProblem.AWAITS_INSPECTION);
            }
            case PERSON -> facts.received() ? new Verdict.Wait(ReturnProblem.AWAITS_DECISION) : new Verdict.Expect();
        };
    }
}
