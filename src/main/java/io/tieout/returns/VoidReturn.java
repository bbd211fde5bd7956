package io.tieout.returns;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A till takes back a return that it had paid out (post-void).
 *
 * @param externalId the return that is taken back
 * @param voidedBy the number of the receipt that takes it back
 * @param businessDate the day that the taking back counts for
 */
public record VoidReturn(
        ConnectionCode connection,
        String externalId,
        String voidedBy,
        Instant occurredAt,
        LocalDate businessDate,
        @Nullable MessageId message) {}
