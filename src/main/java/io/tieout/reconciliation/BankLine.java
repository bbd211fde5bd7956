package io.tieout.reconciliation;

import io.tieout.kernel.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bank line with what it settles. */
public record BankLine(
        UUID id,
        String iban,
        String statement,
        String reference,
        LocalDate bookedOn,
        Money amount,
        String remittance,
        State state,
        @Nullable UUID settlement,
        @Nullable String rule) {

    /** Matched to a payout, or not (yet). */
    public enum State {
        MATCHED,
        OPEN
    }
}
