package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A window of one stream that is fetched again.
 *
 * @param found messages that were fetched; {@code fresh} those of them that were not known: what had been missed
 * @param failures rounds in a row that went wrong
 */
public record Backfill(
        UUID id,
        ConnectionCode connection,
        String stream,
        Instant from,
        Instant to,
        State state,
        @Nullable Instant lastRun,
        @Nullable String lastTrouble,
        @Nullable Instant troubleAt,
        int failures,
        long pages,
        long found,
        long fresh,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt) {

    /** Running until the last page is stored, or somebody cancelled it. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED
    }
}
