package io.tieout.ui.kit;

import java.time.Duration;
import java.time.Instant;

/** How far back a list looks; part of its address, so that a figure and the list behind it mean the same. */
public enum Since {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(31));

    private final Duration length;

    Since(Duration length) {
        this.length = length;
    }

    public Instant start(Instant now) {
        return now.minus(length);
    }
}
