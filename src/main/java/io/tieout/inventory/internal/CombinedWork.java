package io.tieout.inventory.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.util.Map;
import java.util.UUID;

/** What may be decided together with others of its kind. Each is itself only: two that are alike are two requests. */
sealed interface CombinedWork {

    /** Wants stock. */
    final class Reserve implements CombinedWork {
        final Request request;

        Reserve(Request request) {
            this.request = request;
        }
    }

    /** Changes a reservation that is there. */
    sealed interface Ending extends CombinedWork {
        UUID reservation();
    }

    /** Gives all that is left back. */
    final class Release implements Ending {
        final UUID reservation;
        final String reason;

        Release(UUID reservation, String reason) {
            this.reservation = reservation;
            this.reason = reason;
        }

        @Override
        public UUID reservation() {
            return reservation;
        }
    }

    /** Goods leave. */
    final class Consume implements Ending {
        final UUID reservation;
        final LocationCode location;
        final Map<String, Quantity> quantities;
        final String sourceKey;

        Consume(UUID reservation, LocationCode location, Map<String, Quantity> quantities, String sourceKey) {
            this.reservation = reservation;
            this.location = location;
            this.quantities = Map.copyOf(quantities);
            this.sourceKey = sourceKey;
        }

        @Override
        public UUID reservation() {
            return reservation;
        }
    }
}
