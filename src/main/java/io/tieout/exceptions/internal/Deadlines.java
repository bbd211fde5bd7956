package io.tieout.exceptions.internal;

import io.tieout.exceptions.NewWorkItem.Severity;
import java.time.Duration;

/** How long an item may wait, by how much it matters. */
final class Deadlines {

    private Deadlines() {}

    static Duration of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Duration.ofHours(2);
            case HIGH -> Duration.ofHours(8);
            case NORMAL -> Duration.ofDays(2);
            case LOW -> Duration.ofDays(5);
        };
    }
}
