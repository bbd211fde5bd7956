package io.tieout.catalog.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.catalog.AttributeOwner;
import io.tieout.catalog.ChangeProposal;
import io.tieout.catalog.MasterData;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who owns which attribute of products, and what others propose. */
@RestController
@RequestMapping("/api/v1/master-data")
class MasterDataController {

    private final MasterData masterData;
    private final CurrentActor actor;

    MasterDataController(MasterData masterData, CurrentActor actor) {
        this.masterData = masterData;
        this.actor = actor;
    }

    @GetMapping("/owners")
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    Page<AttributeOwner> owners() {
        return new Page<>(masterData.owners(), null);
    }

    @PutMapping("/owners/{attribute}")
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    AttributeOwner save(@PathVariable String attribute, @RequestBody AttributeOwner body) {
        var owner = new AttributeOwner(attribute, body.owner(), body.others());
        masterData.save(owner, actor.get());
        return owner;
    }

    @GetMapping("/proposals")
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    Page<ChangeProposal> proposals(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return masterData.proposals(
                state == null ? null : state(state), sku, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    @PostMapping("/proposals/{id}/accept")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    void accept(@PathVariable UUID id) {
        masterData.accept(id, actor.get());
    }

    @PostMapping("/proposals/{id}/refuse")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    void refuse(@PathVariable UUID id, @RequestBody Refusal body) {
        masterData.refuse(id, body.reason() == null ? "" : body.reason(), actor.get());
    }

    private static ChangeProposal.State state(String text) {
        return Arrays.stream(ChangeProposal.State.values())
                .filter(state -> state.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(CommonProblem.REQUEST_INVALID, "There is no state " + text));
    }

    /** Why not. */
    record Refusal(@Nullable String reason) {}
}
