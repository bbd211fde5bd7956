package io.tieout.orders.internal.sourcing;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.orders.SourcingDecision;
import java.util.List;

/** What sourcing decided, and why, in words that are kept with the order. */
public sealed interface SourcingPlan {

    String explanation();

    /** Why the others were not chosen. */
    List<SourcingDecision.Verdict> others();

    /** @param complete whether it covers all that is wanted; never false unless the policy lets parts go */
    record Sourced(List<Part> parts, boolean complete, String explanation, List<SourcingDecision.Verdict> others)
            implements SourcingPlan {

        public Sourced {
            parts = List.copyOf(parts);
        }
    }

    /** A line's need, or a part of it, at a location. */
    record Part(String reference, LocationCode location, Quantity quantity) {}

    /** There are locations, but not the stock. */
    record Short(String explanation, List<SourcingDecision.Verdict> others) implements SourcingPlan {}

    /** No location may fulfil it, or only more of them than may be used at once. */
    record NotSourceable(String explanation, List<SourcingDecision.Verdict> others) implements SourcingPlan {}
}
