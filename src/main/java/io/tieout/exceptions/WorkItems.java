package io.tieout.exceptions;

import io.tieout.access.Audit;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.exceptions.internal.OfferedActions;
import io.tieout.exceptions.internal.PendingItems;
import io.tieout.exceptions.internal.WorkItemRows;
import io.tieout.exceptions.spi.WorkItemAction.Outcome;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The exception queue. Every failure that a person must fix is one open item per cause and subject. */
@Service
public class WorkItems {

    private static final int NOTE_LENGTH_MAX = 4000;

    private final WorkItemRows rows;
    private final PendingItems pending;
    private final OfferedActions actions;
    private final Audit audit;
    private final CurrentActor signedIn;
    private final Clock clock;

    WorkItems(
            WorkItemRows rows,
            PendingItems pending,
            OfferedActions actions,
            Audit audit,
            CurrentActor signedIn,
            Clock clock) {
        this.rows = rows;
        this.pending = pending;
        this.actions = actions;
        this.audit = audit;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    /**
     * Opens an item in the caller's transaction, or counts one more occurrence where one with the same code and
     * subject is open. The row is written when the transaction is about to commit, all rows of a transaction in one fixed
     * order, so that two transactions that raise or resolve the same items cannot block each other; a list read earlier in
     * the same transaction does not show it. Publishes the step {@code work-item.raised} of the subject's story where the
     * item is new.
     *
     * @return the item's id; where another transaction opens the same item at the same moment, an alias that {@link #find}
     *     knows as well; where another closes it at the same moment, the id of the closed one
     */
    @Transactional
    public UUID raise(NewWorkItem item) {
        return pending.raise(item);
    }

    /**
     * Closes the open item of this code and subject when the transaction commits, because its cause is gone. Nothing
     * happens where there is none.
     */
    @Transactional
    public void resolve(ProblemType problem, BusinessKey subject, String how) {
        pending.resolve(problem.code(), subject, how);
    }

    @Transactional(readOnly = true)
    public Optional<WorkItem> find(UUID id) {
        return rows.find(id).map(actions::offeredFor);
    }

    /** Open items by deadline, where only they are asked for; else newest first. */
    @Transactional(readOnly = true)
    public Page<WorkItem> list(WorkItemFilter filter, int limit, @Nullable String after) {
        return rows.list(filter, limit, after).map(actions::offeredFor);
    }

    /** What people wrote at the item, oldest first. */
    @Transactional(readOnly = true)
    public List<WorkItemNote> notes(UUID id) {
        return rows.notes(id);
    }

    /**
     * Runs an action that a module offers for the item, or {@code waive} with a {@code reason}, in one transaction with the
     * item's change, and records it in the audit log. A person needs the item's owner role or to be administrator.
     *
     * @throws ProblemException {@code not-found}, {@code work-item.closed}, {@code work-item.action-unknown},
     *     {@code work-item.not-owner}, {@code request.invalid} where a parameter is missing, {@code version.stale} where
     *     somebody else closed it meanwhile
     */
    @Transactional
    public WorkItem act(UUID id, String action, Map<String, String> parameters, Actor by) {
        var item = open(id, by);
        var offered = actions.named(action, item)
                .orElseThrow(() -> new ProblemException(
                        WorkItemProblem.ACTION_UNKNOWN, "The item " + item.id() + " does not offer " + action));
        demandParameters(offered.parameters(), parameters);
        // The item's row is not locked while the action runs: it takes other locks, and those who hold them may be
        // about
        // to raise this very item. Whoever closes second finds it closed and is rolled back.
        var outcome = offered.run(item, parameters, by);
        if (outcome != Outcome.STAYS_OPEN) {
            var words = parameters.getOrDefault("reason", offered.label());
            pending.close(item, outcome == Outcome.WAIVED ? WorkItem.State.WAIVED : WorkItem.State.RESOLVED, words, by);
        }
        audit.record(
                by,
                "work-item.action-run",
                "work-item:" + item.id(),
                Map.of(
                        "action",
                        action,
                        "code",
                        item.code(),
                        "subject",
                        item.subject().value(),
                        "outcome",
                        outcome.name()));
        pending.write();
        return find(item.id()).orElseThrow();
    }

    /** Names the person who works on it; null takes the name away. */
    @Transactional
    public WorkItem assign(UUID id, @Nullable String assignee, Actor by) {
        var item = open(id, by);
        rows.assign(item.id(), assignee);
        audit.record(
                by,
                "work-item.assigned",
                "work-item:" + item.id(),
                Map.of("assignee", assignee == null ? "" : assignee));
        return find(item.id()).orElseThrow();
    }

    /** Adds a note; closed items take notes as well. */
    @Transactional
    public void comment(UUID id, String text, Actor by) {
        var item = get(id);
        if (text.isBlank() || text.length() > NOTE_LENGTH_MAX) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "A note has 1 to " + NOTE_LENGTH_MAX + " characters");
        }
        rows.addNote(item.id(), new WorkItemNote(clock.instant(), by, text.strip()));
    }

    /** How many items wait, by owner role; for the navigation's counts. */
    @Transactional(readOnly = true)
    public Map<String, Long> openByOwner() {
        return rows.openByOwner();
    }

    private WorkItem get(UUID id) {
        return rows.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no work item " + id));
    }

    private WorkItem open(UUID id, Actor by) {
        var item = get(id);
        if (item.state() != WorkItem.State.OPEN) {
            throw new ProblemException(
                    WorkItemProblem.CLOSED, "The item " + item.id() + " is " + item.state() + " already");
        }
        if (by.kind() == Actor.Kind.USER
                && !signedIn.hasRole(item.ownerRole())
                && !signedIn.hasRole(Roles.ADMINISTRATOR)) {
            throw new ProblemException(
                    WorkItemProblem.NOT_OWNER, "The item " + item.id() + " belongs to the role " + item.ownerRole());
        }
        return item;
    }

    private static void demandParameters(List<String> wanted, Map<String, String> given) {
        var missing = wanted.stream()
                .filter(name -> given.getOrDefault(name, "").isBlank())
                .map(name -> new Place("/" + name, "It must be given"))
                .toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "The action needs more parameters", missing);
        }
    }
}
