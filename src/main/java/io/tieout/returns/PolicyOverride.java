package io.tieout.returns;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exception from the return policy.
 *
 * @param problem the rule's objection, such as {@code return.window-passed}
 * @param approvedBy a second person; null while it waits for one
 */
public record PolicyOverride(
        ReturnId returnId,
        String problem,
        String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt) {}
