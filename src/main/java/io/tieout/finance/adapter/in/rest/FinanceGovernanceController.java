package io.tieout.finance.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.finance.Periods;
import io.tieout.finance.internal.ApprovalGovernance;
import io.tieout.finance.internal.ApprovalThresholds.Threshold;
import io.tieout.finance.internal.PostingRule;
import io.tieout.finance.internal.RuleGovernance;
import io.tieout.finance.internal.RuleGovernance.RuleSet;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Page;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Periods, posting rules and thresholds: what governs the ledger. */
@RestController
@RequestMapping("/api/v1")
class FinanceGovernanceController {

    record PeriodJson(String entity, String period, String state, List<String> waiting) {}

    record ThresholdJson(
            UUID id,
            String entity,
            String kind,
            String amount,
            String currency,
            String state,
            String proposedBy,
            @Nullable String decidedBy) {

        static ThresholdJson from(Threshold threshold) {
            var decidedBy = threshold.decidedBy();
            return new ThresholdJson(
                    threshold.id(),
                    threshold.entity(),
                    threshold.kind(),
                    threshold.over().amount().toPlainString(),
                    threshold.over().currency().getCurrencyCode(),
                    threshold.state(),
                    threshold.proposedBy().toString(),
                    decidedBy == null ? null : decidedBy.toString());
        }
    }

    private final Periods periods;
    private final RuleGovernance rules;
    private final ApprovalGovernance approvals;
    private final CurrentActor actor;

    FinanceGovernanceController(
            Periods periods, RuleGovernance rules, ApprovalGovernance approvals, CurrentActor actor) {
        this.periods = periods;
        this.rules = rules;
        this.approvals = approvals;
        this.actor = actor;
    }

    @GetMapping("/periods")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    Page<PeriodJson> periods(@RequestParam String entity) {
        return whole(periods.list(entity(entity)).stream()
                .map(period -> period(period.entity(), period.period()))
                .toList());
    }

    @GetMapping("/periods/{entity}/{period}")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    PeriodJson period(@PathVariable String entity, @PathVariable String period) {
        return period(entity(entity), month(period));
    }

    /** @param soft true: events go to the next period, people of finance may still post */
    @PostMapping("/periods/{entity}/{period}/close")
    @PreAuthorize("hasAuthority('SCOPE_periods.write')")
    PeriodJson close(
            @PathVariable String entity,
            @PathVariable String period,
            @RequestParam(defaultValue = "false") boolean soft) {
        if (soft) {
            periods.softClose(entity(entity), month(period), actor.get());
        } else {
            periods.close(entity(entity), month(period), actor.get());
        }
        return period(entity, period);
    }

    @PostMapping("/periods/{entity}/{period}/reopen")
    @PreAuthorize("hasAuthority('SCOPE_periods.write')")
    PeriodJson reopen(@PathVariable String entity, @PathVariable String period) {
        periods.reopen(entity(entity), month(period), actor.get());
        return period(entity, period);
    }

    @GetMapping("/posting-rules")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Page<RuleSet> ruleSets() {
        return whole(rules.list());
    }

    @GetMapping("/posting-rules/{version}")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Page<PostingRule> rules(@PathVariable int version) {
        return whole(rules.rules(version));
    }

    @PostMapping("/posting-rules/{version}/approve")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    RuleSet approveRules(@PathVariable int version) {
        return rules.approve(version, actor.get());
    }

    @PostMapping("/posting-rules/{version}/reject")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    RuleSet rejectRules(@PathVariable int version) {
        return rules.reject(version, actor.get());
    }

    @GetMapping("/approvals")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    Page<ThresholdJson> thresholds() {
        return whole(approvals.list().stream().map(ThresholdJson::from).toList());
    }

    @PostMapping("/approvals/{id}/approve")
    @PreAuthorize("hasAuthority('SCOPE_journals.approve')")
    ThresholdJson approveThreshold(@PathVariable String id) {
        return ThresholdJson.from(approvals.approve(Queries.id(id), actor.get()));
    }

    @PostMapping("/approvals/{id}/reject")
    @PreAuthorize("hasAuthority('SCOPE_journals.approve')")
    ThresholdJson rejectThreshold(@PathVariable String id) {
        return ThresholdJson.from(approvals.reject(Queries.id(id), actor.get()));
    }

    /** A list that is short by nature: one page. */
    private static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    private PeriodJson period(EntityCode entity, YearMonth period) {
        return new PeriodJson(
                entity.value(),
                period.toString(),
                periods.state(entity, period).name(),
                periods.blockers(entity, period));
    }

    private static EntityCode entity(String text) {
        return Queries.required("entity", text, EntityCode::of);
    }

    private static YearMonth month(String text) {
        return Queries.required("period", text, YearMonth::parse);
    }
}
