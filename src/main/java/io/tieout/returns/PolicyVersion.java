package io.tieout.returns;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version of a rule of the return policy. Never edited; a second person puts it in force. */
public record PolicyVersion(
        UUID id,
        int version,
        ReturnRule rule,
        State state,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy) {

    /** Where it stands. */
    public enum State {
        SUBMITTED,
        IN_FORCE,
        REPLACED,
        REJECTED
    }
}
