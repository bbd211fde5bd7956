package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order in a list. */
public record OrderSummary(
        OrderId id,
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        OrderState state,
        Instant orderedAt,
        Money total,
        int lineCount,
        @Nullable String location,
        @Nullable String holdCode) {}
