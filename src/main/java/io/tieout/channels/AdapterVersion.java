package io.tieout.channels;

import io.tieout.kernel.Actor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a declarative adapter and where it stands.
 *
 * @param number rises by one per code
 * @param revision rises with each change; an edit names the one it saw
 */
public record AdapterVersion(
        UUID id,
        int number,
        State state,
        Approval approval,
        AdapterDefinition definition,
        @Nullable String note,
        Actor proposedBy,
        Instant proposedAt,
        @Nullable Actor submittedBy,
        @Nullable Instant submittedAt,
        @Nullable Actor decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        int revision) {

    public String code() {
        return definition.code();
    }

    /** Where it stands. Approval puts it in force at once; of one code one version is in force. */
    public enum State {
        DRAFT,
        SUBMITTED,
        IN_FORCE,
        SUPERSEDED,
        REJECTED
    }

    /** How it came into force, or will. */
    public enum Approval {
        /** A second person approved it. */
        FOUR_EYES,
        /** It came with the product. */
        BUILT_IN
    }
}
