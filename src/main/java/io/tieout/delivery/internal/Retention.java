package io.tieout.delivery.internal;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** Removes finished messages when their time is over. */
@Component
public class Retention {

    private static final int BATCH = 2_000;

    private final MessageRows rows;
    private final DeliverySettings settings;
    private final Clock clock;

    Retention(MessageRows rows, DeliverySettings settings, Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return whether there may be more */
    public boolean removeBatch() {
        return rows.removeFinishedBefore(clock.instant().minus(settings.retention()), BATCH) == BATCH;
    }
}
