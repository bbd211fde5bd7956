package io.tieout.inventory.internal;

import io.tieout.inventory.ReservationOutcome;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides requests in the order in which they came, each against what those before it left: all lines of one, or none. */
final class ReservationBatch {

    /** A stock position. */
    record Place(Sku sku, LocationCode location) {}

    private final Map<Place, BigDecimal> left = new HashMap<>();
    private final List<Request> accepted = new ArrayList<>();
    private final Map<Request, ReservationOutcome.Rejected> rejected = new LinkedHashMap<>();

    /** @param levels what there is, locked; a position that is absent has nothing */
    ReservationBatch(List<StockLevel> levels) {
        levels.forEach(level -> left.put(new Place(level.sku(), level.location()), level.available()));
    }

    void decide(Request request) {
        var wanted = wanted(request);
        var shortages = wanted.entrySet().stream()
                .filter(entry -> available(entry.getKey()).compareTo(entry.getValue()) < 0)
                .map(entry -> new ReservationOutcome.Shortage(
                        entry.getKey().sku(),
                        entry.getKey().location(),
                        new Quantity(entry.getValue()),
                        new Quantity(available(entry.getKey()).max(BigDecimal.ZERO))))
                .toList();
        if (shortages.isEmpty()) {
            wanted.forEach((place, quantity) -> left.merge(place, quantity.negate(), BigDecimal::add));
            accepted.add(request);
        } else {
            rejected.put(request, new ReservationOutcome.Rejected(shortages));
        }
    }

    /** Those that get all they want. */
    List<Request> accepted() {
        return accepted;
    }

    /** Those that do not, with what was short. */
    Map<Request, ReservationOutcome.Rejected> rejected() {
        return rejected;
    }

    private BigDecimal available(Place place) {
        return left.getOrDefault(place, BigDecimal.ZERO);
    }

    /** Lines of one position are summed before the check (R41). */
    private static Map<Place, BigDecimal> wanted(Request request) {
        var wanted = new LinkedHashMap<Place, BigDecimal>();
        for (var line : request.lines()) {
            wanted.merge(new Place(line.sku(), line.location()), line.quantity().value(), BigDecimal::add);
        }
        return wanted;
    }
}
