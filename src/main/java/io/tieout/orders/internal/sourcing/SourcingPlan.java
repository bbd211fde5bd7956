package io.tieout.orders.internal.sourcing;

import io.tieout.kernel.LocationCode;
import java.util.Map;

/** What sourcing decided, and why, in words that are kept with the order. */
public sealed interface SourcingPlan {

    String explanation();

    /** @param locations by line reference */
    record Sourced(Map<String, LocationCode> locations, String explanation) implements SourcingPlan {

        public Sourced {
            locations = Map.copyOf(locations);
        }
    }

    /** There are locations, but not the stock. */
    record Short(String explanation) implements SourcingPlan {}

    /** No location may fulfil it, or only more of them than may be used at once. */
    record NotSourceable(String explanation) implements SourcingPlan {}
}
