package io.tieout.returns.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.Authorisation;
import io.tieout.returns.Disposition;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFilter;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnState;
import io.tieout.returns.Returns;
import java.util.Map;
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
@RequestMapping("/api/v1/returns")
class ReturnsController {

    private final Returns returns;
    private final CurrentActor currentActor;

    ReturnsController(Returns returns, CurrentActor currentActor) {
        this.returns = returns;
        this.currentActor = currentActor;
    }

    /** What a caller decides. @param payer by default the channel */
    record Decision(
            boolean approve,
            String reason,
            @Nullable Map<String, Disposition> dispositions,
            ReturnDecision.@Nullable Payer payer) {}

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_returns.read')")
    Page<ReturnDetails> list(
            @RequestParam(required = false) @Nullable ReturnState state,
            @RequestParam(required = false) Authorisation.@Nullable State authorisation,
            @RequestParam(required = false) @Nullable ReceiptState receipt,
            @RequestParam(required = false) ReturnMoney.@Nullable State money,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return returns.search(new ReturnFilter(state, authorisation, receipt, money, order), limit, after);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_returns.read')")
    ReturnDetails find(@PathVariable String id) {
        return returns.find(id(id)).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/{id}/decision")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails decide(@PathVariable String id, @RequestBody Decision decision) {
        var dispositions = decision.dispositions();
        var payer = decision.payer();
        returns.decide(
                id(id),
                new ReturnDecision(
                        decision.approve(),
                        decision.reason(),
                        dispositions == null ? Map.of() : dispositions,
                        payer == null ? ReturnDecision.Payer.CHANNEL : payer),
                currentActor.get());
        return find(id);
    }

    /** By our id, or by {@code connection:number} of whoever told it. */
    private ReturnId id(String text) {
        var colon = text.indexOf(':');
        if (colon > 0) {
            return returns.find(ConnectionCode.of(text.substring(0, colon)), text.substring(colon + 1))
                    .orElseThrow(() -> unknown(text))
                    .id();
        }
        try {
            return ReturnId.of(text);
        } catch (IllegalArgumentException notAnIdentifier) {
            throw unknown(text);
        }
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no return " + id);
    }
}
