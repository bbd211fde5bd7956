package io.tieout.reconciliation.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.MatchedLine;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.Settlements;
import java.time.Instant;
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

@RestController
@RequestMapping("/api/v1/settlements")
class SettlementController {

    private static final String LIMIT = "50";

    private final Settlements settlements;
    private final CurrentActor currentActor;

    SettlementController(Settlements settlements, CurrentActor currentActor) {
        this.settlements = settlements;
        this.currentActor = currentActor;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_settlements.read')")
    Page<SettlementView> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        return settlements.list(connection, state, limit, after).map(SettlementView::from);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_settlements.read')")
    SettlementView get(@PathVariable UUID id) {
        return SettlementView.from(known(id));
    }

    @GetMapping("/{id}/lines")
    @PreAuthorize("hasAuthority('SCOPE_settlements.read')")
    Page<LineView> lines(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(defaultValue = LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        var settlement = known(id);
        return settlements.lines(id, outcome, limit, after).map(line -> LineView.from(line, settlement));
    }

    @PostMapping("/{id}/post")
    @PreAuthorize("hasAuthority('SCOPE_settlements.write')")
    SettlementView post(@PathVariable UUID id) {
        settlements.post(id, currentActor.get());
        return SettlementView.from(known(id));
    }

    private Settlement known(UUID id) {
        return settlements
                .find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no settlement " + id));
    }

    /** A row in JSON. */
    record LineView(
            long position,
            long row,
            String type,
            String economicClass,
            @Nullable String reference,
            @Nullable String itemReference,
            @Nullable String sku,
            String amount,
            String currency,
            Instant postedAt,
            MatchedLine.Outcome outcome,
            @Nullable String rule,
            List<String> evidence) {

        static LineView from(MatchedLine line, Settlement settlement) {
            return new LineView(
                    line.position(),
                    line.row(),
                    line.type(),
                    line.economicClass(),
                    line.reference(),
                    line.itemReference(),
                    line.sku(),
                    SettlementView.decimal(line.amount(), settlement.currency()),
                    settlement.currency().getCurrencyCode(),
                    line.postedAt(),
                    line.outcome(),
                    line.rule(),
                    line.evidence());
        }
    }
}
