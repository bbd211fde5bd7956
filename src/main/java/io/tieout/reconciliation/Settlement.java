package io.tieout.reconciliation;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A settlement with its proof: opening + lines - closing = deposit = header = bank. */
public record Settlement(
        UUID id,
        ConnectionCode connection,
        EntityCode entity,
        String kind,
        String externalId,
        int version,
        State state,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable LocalDate depositDate,
        Currency currency,
        Footing footing,
        long rows,
        Map<String, Long> outcomes,
        @Nullable UUID bankLine,
        Instant takenAt,
        MessageId message) {

    /** Footed means that it may post; reconciled, that the bank has the money too. */
    public enum State {
        FOOTED,
        POSTED,
        RECONCILED,
        SUPERSEDED
    }

    /** @param bank null until the bank line is there */
    public record Footing(
            BigDecimal opening,
            BigDecimal lines,
            BigDecimal closing,
            BigDecimal deposit,
            BigDecimal header,
            @Nullable BigDecimal bank,
            BigDecimal difference,
            Map<String, BigDecimal> byClass) {}
}
