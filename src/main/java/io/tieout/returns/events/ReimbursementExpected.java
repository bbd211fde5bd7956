package io.tieout.returns.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel owes us for goods or shipping, or takes back what it paid for goods that turned up.
 *
 * @param amount signed: negative where the channel takes it back
 */
public record ReimbursementExpected(
        UUID money,
        ReturnId returnId,
        BusinessKey key,
        EntityCode entity,
        ConnectionCode channel,
        @Nullable String orderExternalId,
        ReturnMoney.Kind kind,
        Money amount,
        Instant at) {}
