package io.tieout.inventory;

/** A position as it is kept, and the same rebuilt from the movement ledger and the reservations. */
public record PositionProof(Position kept, Position rebuilt) {

    /** Whether every figure agrees. */
    public boolean agrees() {
        return kept.onHand().equals(rebuilt.onHand())
                && kept.reserved().equals(rebuilt.reserved())
                && kept.qualityHold().equals(rebuilt.qualityHold())
                && kept.inTransit().equals(rebuilt.inTransit())
                && kept.customerOwned().equals(rebuilt.customerOwned());
    }
}
