package io.tieout.exceptions;

import org.jspecify.annotations.Nullable;

/** Which items to list; null is any. */
public record WorkItemFilter(
        WorkItem.@Nullable State state,
        @Nullable String ownerRole,
        @Nullable String code,
        @Nullable String subject) {

    public static final WorkItemFilter OPEN = new WorkItemFilter(WorkItem.State.OPEN, null, null, null);
}
