package io.tieout.channels.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong, so many times.
 *
 * @param path the beginning of the paths it meets; empty for all. Of what is sent to the hub, the beginning of the hub's path
 * @param times how often; negative for ever, until it is taken away
 * @param duration of what is slow, late or down; of a throttle, what Retry-After says
 */
public record Fault(Kind kind, String path, int times, Duration duration) {

    /** What goes wrong. */
    public enum Kind {
        /** 429 with Retry-After; not done. */
        THROTTLE,
        /** 500; not done. */
        ERROR,
        /** 200 with the partner's own words of failure; not done. */
        ERRORS_WITHIN,
        /** Done, and answered late. */
        SLOW,
        /** Done, and the connection is closed without an answer. */
        LOST_ANSWER,
        /** Done, and the answer breaks off in the middle. */
        TRUNCATED,
        /** The connection is closed, nothing is done; as long as it lasts, however often. */
        DOWN,
        /** What it sends to the hub comes twice. */
        DUPLICATE,
        /** What it sends to the hub comes after the one that follows. */
        REORDERED,
        /** What it sends to the hub comes late. */
        LATE,
        /** What it sends to the hub never comes. */
        MISSED;

        boolean ofPushes() {
            return this == DUPLICATE || this == REORDERED || this == LATE || this == MISSED;
        }
    }

    public static Fault of(Kind kind) {
        return new Fault(kind, "", 1, Duration.ofSeconds(1));
    }

    public Fault times(int newTimes) {
        return new Fault(kind, path, newTimes, duration);
    }

    public Fault at(String newPath) {
        return new Fault(kind, newPath, times, duration);
    }

    public Fault lasting(Duration newDuration) {
        return new Fault(kind, path, times, newDuration);
    }

    /** By a name such as {@code errors-within}. */
    static @Nullable Kind kind(String name) {
        for (var kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(name.replace('-', '_'))) {
                return kind;
            }
        }
        return null;
    }
}
