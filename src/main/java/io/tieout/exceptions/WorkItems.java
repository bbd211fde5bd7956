package io.tieout.exceptions;

import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The exception queue. Every failure that a person must fix is one open item per cause and subject. */
public class WorkItems {

    /**
     * Opens an item in the caller's transaction, or counts one more occurrence where one with the same code and
     * subject is open. Publishes nothing; the item is there when the transaction commits.
     */
    public UUID raise(NewWorkItem item) {
        throw new UnsupportedOperationException();
    }

    /** Closes the open item of this code and subject, because its cause is gone. Nothing happens where there is none. */
    public void resolve(ProblemType problem, BusinessKey subject, String how) {
        throw new UnsupportedOperationException();
    }

    public Optional<WorkItem> find(UUID id) {
        throw new UnsupportedOperationException();
    }

    public Page<WorkItem> list(WorkItemFilter filter, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /**
     * Runs an action that a module offers for the item, in one transaction with the item's change, and records it in the
     * audit log.
     */
    public WorkItem act(UUID id, String action, Map<String, String> parameters, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** How many items wait, by owner role; for the navigation's counts. */
    public Map<String, Long> openByOwner() {
        throw new UnsupportedOperationException();
    }
}
