package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The channel changed an order that may be here already: all its lines as they are now. A line that is not listed any more
 * will not be shipped.
 *
 * @param version the channel's newer version; one that is not newer changes nothing
 * @param lines a quantity is what is wanted in all, shipped goods included
 * @param shipping null leaves the charges as they are
 * @param total what the customer owes now
 */
public record EditOrder(
        ConnectionCode connection,
        String externalId,
        String version,
        Instant editedAt,
        List<PlaceOrder.Line> lines,
        @Nullable List<PlaceOrder.Shipping> shipping,
        Money total,
        String reason,
        @Nullable MessageId message) {

    public EditOrder {
        lines = List.copyOf(lines);
        shipping = shipping == null ? null : List.copyOf(shipping);
    }
}
