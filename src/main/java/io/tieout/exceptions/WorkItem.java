package io.tieout.exceptions;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One item of the exception queue as a person reads it. */
public record WorkItem(
        UUID id,
        String code,
        String title,
        String advice,
        BusinessKey subject,
        String detail,
        NewWorkItem.Severity severity,
        State state,
        String ownerRole,
        @Nullable String assignee,
        Instant openedAt,
        Instant dueAt,
        @Nullable Instant closedAt,
        @Nullable String outcome,
        int occurrences,
        @Nullable MessageId message,
        Map<String, String> context,
        List<Action> actions) {

    /** Open until its cause is gone or a person waived it with a reason. */
    public enum State {
        OPEN,
        RESOLVED,
        WAIVED
    }

    /** A button: what may be done about it. */
    public record Action(String name, String label, List<String> parameters) {}
}
