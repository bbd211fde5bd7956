package io.tieout.orders.internal.sourcing;

import io.tieout.kernel.LocationCode;
import io.tieout.orders.SourcingDecision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why locations were not chosen, those of one reason together: an order must not carry a line for each of 300 stores. */
final class Verdicts {

    private static final int NAMED_MAX = 10;

    private final Map<String, List<LocationCode>> byReason = new LinkedHashMap<>();

    void add(LocationCode location, String why) {
        byReason.computeIfAbsent(why, _ -> new ArrayList<>()).add(location);
    }

    List<SourcingDecision.Verdict> list() {
        return byReason.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new SourcingDecision.Verdict(
                        entry.getKey(),
                        entry.getValue()
                                .subList(0, Math.min(NAMED_MAX, entry.getValue().size())),
                        entry.getValue().size()))
                .toList();
    }

    /** Those that were chosen after all are not explained. */
    List<SourcingDecision.Verdict> without(Collection<LocationCode> chosen) {
        byReason.values().forEach(locations -> locations.removeAll(chosen));
        return list();
    }
}
