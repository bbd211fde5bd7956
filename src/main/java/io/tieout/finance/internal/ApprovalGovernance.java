package io.tieout.finance.internal;

import io.tieout.access.Audit;
import io.tieout.finance.internal.ApprovalThresholds.Threshold;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How thresholds change: proposed by one, decided by another. */
@Component
public class ApprovalGovernance {

    private final ApprovalThresholds thresholds;
    private final Audit audit;

    ApprovalGovernance(ApprovalThresholds thresholds, Audit audit) {
        this.thresholds = thresholds;
        this.audit = audit;
    }

    public List<Threshold> list() {
        return thresholds.list();
    }

    List<Threshold> inForce() {
        return thresholds.inForce();
    }

    void propose(String entity, String kind, Money over, boolean hubIsEmpty, Actor by) {
        var id = thresholds.propose(entity, kind, over, by);
        audit.record(
                by,
                "approval-threshold.proposed",
                subject(entity, kind),
                Map.of("id", id.toString(), "over", over.toString()));
        if (hubIsEmpty) {
            inForce(thresholds.lock(id).orElseThrow(), RuleGovernance.EMPTY_HUB);
        }
    }

    /** @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    @Transactional
    public Threshold approve(UUID id, Actor by) {
        inForce(decidable(id, by), by);
        return thresholds.lock(id).orElseThrow();
    }

    /** @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    @Transactional
    public Threshold reject(UUID id, Actor by) {
        var threshold = decidable(id, by);
        thresholds.decide(id, "REJECTED", by);
        record(threshold, "REJECTED", by);
        return thresholds.lock(id).orElseThrow();
    }

    private void inForce(Threshold threshold, Actor by) {
        thresholds.putInForce(threshold, by);
        record(threshold, "IN_FORCE", by);
    }

    private void record(Threshold threshold, String state, Actor by) {
        audit.record(
                by,
                "approval-threshold.decided",
                subject(threshold.entity(), threshold.kind()),
                Map.of("id", threshold.id().toString(), "state", state));
    }

    private Threshold decidable(UUID id, Actor by) {
        var threshold = thresholds
                .lock(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no threshold " + id));
        if (!threshold.state().equals("SUBMITTED")) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "It was decided already: " + threshold.state());
        }
        if (threshold.proposedBy().equals(by)) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON, by + " proposed it, so someone else decides");
        }
        return threshold;
    }

    private static String subject(String entity, String kind) {
        return "approval:" + entity + ":" + kind;
    }
}
