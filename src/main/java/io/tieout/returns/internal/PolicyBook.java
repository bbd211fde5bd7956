package io.tieout.returns.internal;

import io.tieout.access.Audit;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.PolicyVersion;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnRule;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The rules in force, and how they come to be so. */
@Component
public class PolicyBook {

    private static final int LIST_MAX = 500;

    private final PolicyRows rows;
    private final Audit audit;
    private final Clock clock;

    PolicyBook(PolicyRows rows, Audit audit, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** A rule with its version. */
    record Chosen(ReturnRule rule, int version) {

        static final Chosen BUILT_IN = new Chosen(ReturnRule.BUILT_IN, 1);
    }

    /** The most particular rule that fits; of equals the first by name. */
    Chosen rule(String channel, String country, String reason) {
        return rows.inForce().stream()
                .filter(version -> version.rule().fits(channel, country, reason))
                .max(Comparator.<PolicyVersion>comparingInt(
                                version -> version.rule().particularity())
                        .thenComparing(version -> version.rule().name(), Comparator.reverseOrder()))
                .map(version -> new Chosen(version.rule(), version.version()))
                .orElse(Chosen.BUILT_IN);
    }

    public List<PolicyVersion> list() {
        return rows.all(LIST_MAX);
    }

    public List<PolicyVersion> inForce() {
        return rows.inForce();
    }

    public PolicyVersion propose(ReturnRule rule, Actor by) {
        check(rule);
        var id = rows.add(rule, by.toString(), clock.instant());
        audit.record(by, "return-policy.submitted", "return-policy:" + rule.name(), Map.of("rule", rule.toString()));
        if (rows.nothingTaken()) {
            return decided(find(id), PolicyVersion.State.IN_FORCE, Actor.system("installation"));
        }
        return find(id);
    }

    public PolicyVersion decide(UUID id, PolicyVersion.State state, Actor by) {
        var version = find(id);
        if (version.state() != PolicyVersion.State.SUBMITTED) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "The rule is " + version.state() + " already");
        }
        if (version.proposedBy().equals(by.toString())) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON, by + " submitted it, so someone else decides");
        }
        return decided(version, state, by);
    }

    private PolicyVersion decided(PolicyVersion version, PolicyVersion.State state, Actor by) {
        rows.decide(version, state, by.toString(), clock.instant());
        audit.record(
                by,
                state == PolicyVersion.State.IN_FORCE ? "return-policy.approved" : "return-policy.rejected",
                "return-policy:" + version.rule().name(),
                Map.of("version", Integer.toString(version.version())));
        return find(version.id());
    }

    private PolicyVersion find(UUID id) {
        return rows.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no policy rule " + id));
    }

    private static void check(ReturnRule rule) {
        if (rule.name().isBlank()
                || rule.restockingFeePercent().signum() < 0
                || rule.restockingFeePercent().intValue() > 100
                || rule.returnLabel().signum() < 0
                || rule.feeTaxPercent().signum() < 0
                || rule.transferPricePercent().signum() < 0
                || rule.claimWithinDays() < 0
                || rule.refundAnswerDays() < 0) {
            throw new ProblemException(
                    ReturnProblem.POLICY_INVALID, "Rule " + rule.name() + ": a percentage or amount is out of bounds");
        }
    }
}
