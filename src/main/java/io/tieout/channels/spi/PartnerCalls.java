package io.tieout.channels.spi;

import io.tieout.delivery.spi.OutboundHttp;
import java.time.Duration;
import java.util.Optional;

/**
 * The way out to one connection's partner, within its call budget: a token bucket per operation, learned from the partner's
 * answers and shared by all nodes.
 */
public interface PartnerCalls {

    /**
     * Calls the partner. Where the budget of the operation is spent the partner is not called, and the answer is what the
     * partner would have said: 429 with {@code retry-after}.
     *
     * @param operation the partner's own name of the call, such as {@code getOrders}: what its limits are counted by
     */
    OutboundHttp.Reply exchange(String operation, Priority priority, OutboundHttp.Request request);

    /** The value of one of the connection's secrets. */
    Optional<String> secret(String name);

    /**
     * What the partner publishes as the operation's limit: holds until its answers tell another. Without it an operation is
     * unlimited until an answer tells a limit.
     *
     * @param burst calls that may be made at once when none was made for long
     */
    default void expect(String operation, double ratePerSecond, int burst) {}

    /**
     * How long so many calls would take from now on, as far as the limit is known: by it an adapter may choose a bulk report
     * rather than a call for each.
     */
    default Duration expectedWait(String operation, int calls) {
        return Duration.ZERO;
    }

    /** Who goes first where the budget is short. */
    enum Priority {
        ORDERS,
        SHIPMENTS,
        STOCK,
        CATALOGUE
    }
}
