package io.tieout.finance.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.FinanceProblem;
import io.tieout.finance.UnpostableException;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Posts claimed events in the caller's transaction: journal and document together, or parked with an owner. */
@Component
class EventPosting {

    private static final Logger LOG = LoggerFactory.getLogger(EventPosting.class);

    private record Planned(EventQueue.Claimed claimed, JournalDraft draft, Posting.Ready posting) {}

    private final EventQueue queue;
    private final PostingPlanners planners;
    private final JournalWriter writer;
    private final JournalPoster poster;
    private final ApprovalThresholds thresholds;
    private final Proposals proposals;
    private final FinanceTelling telling;
    private final WorkItems workItems;

    EventPosting(
            EventQueue queue,
            PostingPlanners planners,
            JournalWriter writer,
            JournalPoster poster,
            ApprovalThresholds thresholds,
            Proposals proposals,
            FinanceTelling telling,
            WorkItems workItems) {
        this.queue = queue;
        this.planners = planners;
        this.writer = writer;
        this.poster = poster;
        this.thresholds = thresholds;
        this.proposals = proposals;
        this.telling = telling;
        this.workItems = workItems;
    }

    void post(List<EventQueue.Claimed> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        var posted =
                writer.posted(claimed.stream().map(event -> event.event().key()).toList());
        var planner = planners.forOneBatch();
        var limits = thresholds.view();
        var ready = new LinkedHashMap<UUID, Planned>();
        var done = new ArrayList<UUID>();
        var empty = new ArrayList<UUID>();
        var waiting = new ArrayList<UUID>();
        for (var event : claimed) {
            if (posted.contains(event.event().key())) {
                done.add(event.id());
                continue;
            }
            switch (plan(planner, event)) {
                case null -> {}
                case Posting.Waits waits -> park(event, waits);
                case Posting.Ready lines
                when lines.lines().isEmpty() -> {
                    triggerDocument(event, lines);
                    empty.add(event.id());
                }
                case Posting.Ready lines -> {
                    var draft = JournalDraft.from(Ids.next(), event.event(), lines, null);
                    if (limits.needsApproval(draft, ApprovalThresholds.EVENT)) {
                        propose(draft);
                        waiting.add(event.id());
                    } else {
                        ready.put(draft.id(), new Planned(event, draft, lines));
                        done.add(event.id());
                    }
                }
            }
        }
        var drafts = ready.values().stream().map(Planned::draft).toList();
        for (var journal : poster.post(drafts, (draft, _) -> draft.id())) {
            var planned = Objects.requireNonNull(ready.get(journal.draft().id()));
            tell(journal, planned);
        }
        queue.end(done, EventQueue.End.POSTED);
        queue.end(empty, EventQueue.End.NOTHING_TO_POST);
        queue.end(waiting, EventQueue.End.AWAITS_APPROVAL);
    }

    /** A second person let it pass: posted with the lines that this person saw. */
    void postApproved(JournalDraft approved) {
        for (var event : queue.claimAwaiting(approved.eventKey())) {
            switch (planners.forOneBatch().plan(event.event(), event.payload().document())) {
                case Posting.Waits waits ->
                    throw new UnpostableException(waits.problem(), waits.detail(), waits.waitKey());
                case Posting.Ready ready ->
                    poster.post(List.of(approved), (draft, _) -> draft.id())
                            .forEach(journal -> tell(journal, new Planned(event, approved, ready)));
            }
            queue.end(List.of(event.id()), EventQueue.End.POSTED);
        }
    }

    void rejectAwaiting(String eventKey) {
        queue.end(
                queue.claimAwaiting(eventKey).stream()
                        .map(EventQueue.Claimed::id)
                        .toList(),
                EventQueue.End.REJECTED);
    }

    /** @return null where the event itself is beyond the rules, and now failed with an owner */
    private @Nullable Posting plan(PostingPlanner planner, EventQueue.Claimed event) {
        try {
            return planner.plan(event.event(), event.payload().document());
        } catch (DataAccessException database) {
            throw database;
        } catch (RuntimeException defect) {
            LOG.warn("Finance event {} cannot be planned", event.event().key(), defect);
            fail(event, String.valueOf(defect.getMessage()));
            return null;
        }
    }

    void fail(EventQueue.Claimed event, String detail) {
        queue.fail(event.id(), FinanceProblem.EVENT_UNPOSTABLE.code());
        workItems.raise(new NewWorkItem(
                FinanceProblem.EVENT_UNPOSTABLE,
                BusinessKey.of("finance-event:" + event.id()),
                Roles.FINANCE_CLERK,
                NewWorkItem.Severity.HIGH,
                event.event().type() + " of " + event.event().subject() + ": " + detail,
                event.event().message(),
                Map.of("financeEvent", event.id().toString())));
    }

    private void park(EventQueue.Claimed event, Posting.Waits waits) {
        queue.park(event.id(), waits.waitKey(), waits.problem().code());
        var context = new LinkedHashMap<>(waits.context());
        context.put("waitsFor", waits.waitKey());
        workItems.raise(new NewWorkItem(
                waits.problem(),
                subject(waits.waitKey()),
                waits.ownerRole(),
                NewWorkItem.Severity.NORMAL,
                waits.detail() + "; " + event.event().type() + " of "
                        + event.event().subject() + " waits for it",
                event.event().message(),
                context));
        telling.parked(event, waits.problem().code(), waits.waitKey(), waits.detail());
    }

    private void propose(JournalDraft draft) {
        proposals.add(draft);
        raiseApproval(draft);
        telling.awaitsApproval(draft);
    }

    void raiseApproval(JournalDraft draft) {
        workItems.raise(new NewWorkItem(
                FinanceProblem.JOURNAL_AWAITS_APPROVAL,
                BusinessKey.of("journal:" + draft.id()),
                Roles.FINANCE_CONTROLLER,
                NewWorkItem.Severity.NORMAL,
                draft.eventType() + " of " + draft.subject() + " over "
                        + draft.total().toPlainString() + " is over the threshold of " + draft.entity(),
                draft.message(),
                Map.of("journal", draft.id().toString())));
    }

    private void tell(PostedJournal journal, Planned planned) {
        var event = planned.claimed();
        inCorrelationOf(event, () -> {
            triggerDocument(event, planned.posting());
            telling.journalPosted(journal, planners.functional(journal.draft().entity()));
        });
    }

    private void triggerDocument(EventQueue.Claimed event, Posting.Ready posting) {
        var document = event.payload().document();
        if (document != null) {
            telling.documentTriggered(event, document, posting.taxCodes());
        }
    }

    private static void inCorrelationOf(EventQueue.Claimed event, Runnable work) {
        new Correlation(event.correlation(), event.event().message(), Actor.system("finance")).run(work);
    }

    static BusinessKey subject(String waitKey) {
        return BusinessKey.of(waitKey.length() > 256 ? waitKey.substring(0, 256) : waitKey);
    }
}
