package io.tieout.mapping;

import io.tieout.kernel.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What some codes of one kind mean for one partner from a day on. What a set does not mention stays as it was.
 *
 * @param partner a connection's code, or {@code *} for the default of all
 * @param number rises by one per kind and partner
 * @param entries values by code; null takes back what an earlier set said
 * @param revision rises with each change; an edit names the one it saw
 */
public record MappingSet(
        UUID id,
        MappingKind kind,
        String partner,
        int number,
        State state,
        Approval approval,
        LocalDate validFrom,
        SortedMap<String, @Nullable String> entries,
        @Nullable String note,
        Actor proposedBy,
        Instant proposedAt,
        @Nullable Actor submittedBy,
        @Nullable Instant submittedAt,
        @Nullable Actor decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        int revision) {

    /** The partner that stands for all of them. */
    public static final String ANY_PARTNER = "*";

    public MappingSet {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Where it stands. Approved ones take force on their day; superseded ones are wholly restated by later ones. */
    public enum State {
        DRAFT,
        SUBMITTED,
        APPROVED,
        IN_FORCE,
        SUPERSEDED,
        REJECTED
    }

    /** How it came into force, or will. */
    public enum Approval {
        /** A second person approved it. */
        FOUR_EYES,
        /** It came with the product. */
        BUILT_IN,
        /** It was configured before the hub held any business data. */
        BOOTSTRAP
    }
}
