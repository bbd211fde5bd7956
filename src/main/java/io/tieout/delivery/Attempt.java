package io.tieout.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try, with the answer's beginning, secrets masked. */
public record Attempt(
        int number,
        Instant at,
        long durationMs,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable String error) {}
