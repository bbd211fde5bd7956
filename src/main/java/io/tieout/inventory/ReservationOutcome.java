package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.List;
import java.util.UUID;

/** What became of a request to reserve. */
public sealed interface ReservationOutcome {

    /** All lines are reserved. */
    record Confirmed(UUID reservation) implements ReservationOutcome {}

    /** Nothing is reserved; these were short. */
    record Rejected(List<Shortage> shortages) implements ReservationOutcome {}

    /** What was wanted and what there was. */
    record Shortage(Sku sku, LocationCode location, Quantity wanted, Quantity available) {}
}
