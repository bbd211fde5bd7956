package io.tieout.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sourcing policy and where it stands.
 *
 * @param entity whose orders it is for; {@code *} is every entity that has none of its own
 * @param state {@code SUBMITTED}, {@code IN_FORCE} or {@code REJECTED}
 * @param policy as in the configuration file, JSON
 * @param basedOn which version was in force for the entity when it was proposed
 */
public record SourcingPolicyVersion(
        int version,
        String entity,
        String state,
        String policy,
        @Nullable Integer basedOn,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy) {}
