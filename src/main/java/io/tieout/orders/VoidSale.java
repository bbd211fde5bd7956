package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A till takes a whole sale back after it was finished (post-void).
 *
 * @param externalId the receipt that is taken back
 * @param voidedBy the number of the receipt that takes it back
 * @param businessDate the day that the taking back counts for
 */
public record VoidSale(
        ConnectionCode connection,
        String externalId,
        String voidedBy,
        Instant occurredAt,
        LocalDate businessDate,
        @Nullable MessageId message) {}
