package io.tieout.returns.internal;

import io.tieout.orders.OrderDetails;
import io.tieout.returns.ReturnRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a return comes in time. Pure. */
final class Window {

    private Window() {}

    static boolean passed(ReturnRule rule, CustomerReturn one, @Nullable OrderDetails order) {
        var days = rule.windowDays();
        return days != null
                && order != null
                && one.occurredAt().isAfter(order.summary().orderedAt().plus(Duration.ofDays(days)));
    }
}
