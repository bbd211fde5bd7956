package io.tieout.returns.events;

import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A till took back a return that it had paid out: the customer has the goods again, and the till its money.
 *
 * @param decided what is taken back, as it was decided
 * @param voidedBy the receipt that took it back
 * @param at and {@code businessDate}: of the taking back
 */
public record ReturnVoided(
        ReturnDecided decided,
        String voidedBy,
        Instant at,
        LocalDate businessDate,
        @Nullable MessageId message) {}
