package io.tieout.catalog;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of an attribute by a system that does not own it. @param oldValue as it was when it was proposed */
public record ChangeProposal(
        UUID id,
        Sku sku,
        String attribute,
        @Nullable String oldValue,
        String newValue,
        MasterSystem system,
        @Nullable ConnectionCode connection,
        @Nullable MessageId message,
        String proposedBy,
        Instant proposedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String reason) {

    /** Where it stands. Overtaken: the system said something newer, or the owner said the same. */
    public enum State {
        OPEN,
        ACCEPTED,
        REFUSED,
        OVERTAKEN
    }
}
