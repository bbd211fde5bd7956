package io.tieout.reconciliation;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money that a settlement sends to the bank, or takes from it where the amount is negative. */
public record Payout(
        UUID settlement,
        ConnectionCode connection,
        EntityCode entity,
        String externalId,
        Money deposit,
        @Nullable LocalDate depositDate,
        State state,
        @Nullable UUID bankLine) {

    /** Held until its settlement is posted; then sent; received when the bank has it. */
    public enum State {
        HELD,
        SENT,
        RECEIVED
    }
}
