package io.tieout.inventory.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.StockProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Quantity;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives somebody the positions that need a count or whose reservations lost their goods, and takes them back once mended. */
@Component
class StockAlarms {

    /** So many reservations are named in the item; the figures tell of the rest. */
    private static final int RESERVATIONS_NAMED_MAX = 20;

    private final WorkItems workItems;
    private final ReservationRows reservations;

    StockAlarms(WorkItems workItems, ReservationRows reservations) {
        this.workItems = workItems;
        this.reservations = reservations;
    }

    void look(StockChange change) {
        if (change.fellBelowZero()) {
            raiseBelowZero(change.after());
        } else if (change.roseToZero()) {
            workItems.resolve(StockProblem.BELOW_ZERO, change.after().subject(), "On hand is no longer below zero");
        }
        if (change.lostCover()) {
            raiseShortfall(change.after());
        } else if (change.regainedCover()) {
            workItems.resolve(
                    StockProblem.RESERVATION_SHORTFALL,
                    change.after().subject(),
                    "Every reservation has its goods again");
        }
    }

    private void raiseBelowZero(StockLevel level) {
        workItems.raise(new NewWorkItem(
                StockProblem.BELOW_ZERO,
                level.subject(),
                Roles.INVENTORY,
                NewWorkItem.Severity.NORMAL,
                "On hand of %s at %s is %s: a count is needed"
                        .formatted(level.sku(), level.location(), new Quantity(level.onHand())),
                Correlation.current().cause(),
                Map.of("sku", level.sku().value(), "location", level.location().value())));
    }

    private void raiseShortfall(StockLevel level) {
        var youngest =
                String.join(", ", reservations.youngestKeys(level.sku(), level.location(), RESERVATIONS_NAMED_MAX));
        workItems.raise(new NewWorkItem(
                StockProblem.RESERVATION_SHORTFALL,
                level.subject(),
                Roles.INVENTORY,
                NewWorkItem.Severity.HIGH,
                "%s of %s at %s are reserved but not there; youngest reservations: %s"
                        .formatted(new Quantity(level.uncovered()), level.sku(), level.location(), youngest),
                Correlation.current().cause(),
                Map.of(
                        "sku", level.sku().value(),
                        "location", level.location().value(),
                        "reservations", youngest)));
    }
}
