package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far fetching one stream of a connection got.
 *
 * @param nextRun when it is fetched next, unless the connection is paused
 * @param lastTrouble the last thing that went wrong, kept after it was over
 * @param failures rounds in a row that went wrong; 0 where the last went well
 * @param found messages that were fetched; {@code fresh} those of them that were not known
 */
public record PollStream(
        ConnectionCode connection,
        String stream,
        @Nullable String cursor,
        Instant nextRun,
        @Nullable Instant lastRun,
        @Nullable Instant lastSuccess,
        @Nullable String lastTrouble,
        @Nullable Instant troubleAt,
        int failures,
        long pages,
        long found,
        long fresh) {}
