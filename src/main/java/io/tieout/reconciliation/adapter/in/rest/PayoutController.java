package io.tieout.reconciliation.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.Page;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.BankStatements;
import io.tieout.reconciliation.Payout;
import io.tieout.reconciliation.Settlements;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class PayoutController {

    private static final String LIMIT = "50";

    private final Settlements settlements;
    private final BankStatements bankStatements;
    private final CurrentActor actor;

    PayoutController(Settlements settlements, BankStatements bankStatements, CurrentActor actor) {
        this.settlements = settlements;
        this.bankStatements = bankStatements;
        this.actor = actor;
    }

    @GetMapping("/payouts")
    @PreAuthorize("hasAuthority('SCOPE_settlements.read')")
    Page<Payout> payouts(
            @RequestParam(defaultValue = LIMIT) int limit, @RequestParam(required = false) @Nullable String after) {
        return settlements.payouts(limit, after);
    }

    @GetMapping("/bank-lines")
    @PreAuthorize("hasAuthority('SCOPE_settlements.read')")
    Page<BankLine> bankLines(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        return bankStatements.lines(state, limit, after);
    }

    /** Which posted settlement an open bank line pays. */
    record Match(UUID settlement) {}

    @PostMapping("/bank-lines/{id}/match")
    @PreAuthorize("hasAuthority('SCOPE_settlements.write')")
    BankLine match(@PathVariable UUID id, @RequestBody Match match) {
        return bankStatements.match(id, match.settlement(), actor.get());
    }
}
