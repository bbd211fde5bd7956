package io.tieout.returns;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a till needs to know before it takes goods back.
 *
 * @param rule and {@code verdict}: which rule of the policy speaks, and what it says in words
 * @param inTime whether the policy's window is open
 * @param until when it closes; null where it does not
 * @param underWay returns of the order that are announced or wait: receive these rather than registering another
 */
public record ReturnableOrder(
        ConnectionCode channel,
        String externalId,
        EntityCode entity,
        Instant orderedAt,
        List<Line> lines,
        String rule,
        String verdict,
        boolean inTime,
        @Nullable Instant until,
        boolean disputed,
        List<ReturnId> underWay) {

    /** @param returnable delivered, less what came or is to come back */
    public record Line(
            String reference, Sku sku, String title, Quantity delivered, Quantity returnable, Money net, Money tax) {}
}
