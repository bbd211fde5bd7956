package io.tieout.orders;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.List;

/**
 * Why an order is fulfilled from where it is, and why not from elsewhere.
 *
 * @param policy the version of the sourcing policy that decided
 * @param cause what made it necessary, such as {@code placed} or {@code short pick at S001}
 * @param chosen may be empty where nothing could be sourced
 */
public record SourcingDecision(
        Instant at, int policy, String cause, String summary, List<Choice> chosen, List<Verdict> others) {

    public SourcingDecision {
        chosen = List.copyOf(chosen);
        others = List.copyOf(others);
    }

    /** A part of a line, and where it comes from. */
    public record Choice(String reference, LocationCode location, Quantity quantity) {}

    /**
     * Locations that were not chosen for one and the same reason.
     *
     * @param locations at most the first few of them
     * @param count how many they are in all
     */
    public record Verdict(String why, List<LocationCode> locations, int count) {

        public Verdict {
            locations = List.copyOf(locations);
        }
    }
}
