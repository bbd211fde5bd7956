package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a store's tills reach the hub, from a business date on.
 *
 * @param legacy the connection that brings the files; null only where there is none any more
 * @param api the connection of the modern till; null only where there is none yet
 * @param reason why it is proposed
 */
public record StoreStage(
        UUID id,
        LocationCode store,
        Stage stage,
        LocalDate from,
        @Nullable ConnectionCode legacy,
        @Nullable ConnectionCode api,
        State state,
        String reason,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** Which feed is booked: the files; both, each receipt once; the API. */
    public enum Stage {
        LEGACY_FILE,
        DUAL_RUN,
        API
    }

    /** A second person decides. */
    public enum State {
        PROPOSED,
        IN_FORCE,
        REJECTED
    }

    /** Whether a receipt of this connection counts; of a third connection it always does. */
    public boolean counts(ConnectionCode connection) {
        return switch (stage) {
            case LEGACY_FILE -> !connection.equals(api);
            case API -> !connection.equals(legacy);
            case DUAL_RUN -> true;
        };
    }

    /** Whether it is one of the two feeds that are compared. */
    public boolean compares(ConnectionCode connection) {
        return stage == Stage.DUAL_RUN && (connection.equals(legacy) || connection.equals(api));
    }
}
