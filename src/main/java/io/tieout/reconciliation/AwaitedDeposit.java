package io.tieout.reconciliation;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A posted settlement whose money an open bank line may be.
 *
 * @param difference what the bank line has more than the deposit
 */
public record AwaitedDeposit(
        UUID settlement,
        ConnectionCode connection,
        String externalId,
        Money deposit,
        @Nullable LocalDate depositDate,
        Money difference) {}
