package io.tieout.delivery;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What left or is to leave. */
public class Deliveries {

    public Page<Delivery> list(
            @Nullable String destination,
            @Nullable String key,
            Delivery.@Nullable State state,
            int limit,
            @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    public Optional<Delivery> find(UUID id) {
        throw new UnsupportedOperationException();
    }

    public List<Attempt> attempts(UUID id) {
        throw new UnsupportedOperationException();
    }

    public void retry(UUID id, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Gives it up for good, so that what waits behind it goes on. */
    public void skip(UUID id, String reason, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** The receiver tells its own document number, later than its answer. */
    public void acknowledge(UUID id, @Nullable String documentNumber, Actor by) {
        throw new UnsupportedOperationException();
    }
}
