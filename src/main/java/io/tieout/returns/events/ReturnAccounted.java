package io.tieout.returns.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.returns.ReturnId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something about a return touches the books without being a credit to the customer: a liability that is accrued, a loss, a
 * posting between two legal entities. Components are posted by the rules for {@code type}.
 *
 * @param type the finance event's type, such as {@code return.accrued}
 * @param occasion tells events of one type and return apart
 */
public record ReturnAccounted(
        String type,
        String occasion,
        ReturnId returnId,
        BusinessKey key,
        EntityCode entity,
        ConnectionCode channel,
        String reference,
        LocalDate businessDate,
        Instant at,
        List<Component> components,
        @Nullable MessageId message) {

    public ReturnAccounted {
        components = List.copyOf(components);
    }

    /** @param reference the order in question where it is another than the event's own */
    public record Component(
            String name,
            @Nullable String qualifier,
            Money amount,
            @Nullable String reference) {}
}
