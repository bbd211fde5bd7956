package io.tieout.mapping.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.MappingChange;
import io.tieout.mapping.MappingFilter;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingProblem;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.mapping.ProposeMapping;
import io.tieout.mapping.Simulation;
import java.io.Reader;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

/** Mapping sets over HTTP. */
@RestController
@RequestMapping("/api/v1/mappings")
class MappingsController {

    private final MappingSets sets;
    private final CurrentActor actor;
    private final Clock clock;

    MappingsController(MappingSets sets, CurrentActor actor, Clock clock) {
        this.sets = sets;
        this.actor = actor;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Page<MappingSetView> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String partner,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        var filter = new MappingFilter(kind == null ? null : kind(kind), partner, state == null ? null : state(state));
        return sets.list(filter, Math.clamp(limit, 1, Page.LIMIT_MAX), after).map(MappingSetView::from);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    MappingSetView propose(@RequestBody Proposal body) {
        return MappingSetView.from(sets.propose(
                new ProposeMapping(
                        kind(body.kind()),
                        body.partner() == null ? MappingSet.ANY_PARTNER : body.partner(),
                        body.validFrom() == null ? LocalDate.now(clock) : body.validFrom(),
                        new TreeMap<>(body.entries()),
                        body.note()),
                actor.get()));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    MappingSetView find(@PathVariable UUID id) {
        return MappingSetView.from(sets.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no mapping set " + id)));
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    MappingSetView edit(@PathVariable UUID id, @RequestBody Edit body) {
        return MappingSetView.from(
                sets.edit(id, body.revision(), body.validFrom(), new TreeMap<>(body.entries()), actor.get()));
    }

    @PostMapping("/{id}/submit")
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    MappingSetView submit(@PathVariable UUID id) {
        return MappingSetView.from(sets.submit(id, actor.get()));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    MappingSetView approve(@PathVariable UUID id) {
        return MappingSetView.from(sets.approve(id, actor.get()));
    }

    @PostMapping("/{id}/reject")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    MappingSetView reject(@PathVariable UUID id, @RequestBody Rejection body) {
        return MappingSetView.from(sets.reject(id, body.reason(), actor.get()));
    }

    @PostMapping("/{id}/simulate")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Simulation simulate(@PathVariable UUID id) {
        return sets.simulate(id);
    }

    @GetMapping("/{id}/diff")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Page<MappingChange> diff(@PathVariable UUID id) {
        return new Page<>(sets.diff(id), null);
    }

    /** Codes that were asked for and still have no mapping. */
    @GetMapping("/coverage")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Page<UnmappedCodeView> coverage(@RequestParam(required = false) @Nullable String kind) {
        var unmapped = sets.coverage(kind == null ? null : kind(kind)).stream()
                .map(UnmappedCodeView::from)
                .toList();
        return new Page<>(unmapped, null);
    }

    @GetMapping(value = "/export", produces = "text/csv")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    String export(
            @RequestParam String kind,
            @RequestParam(defaultValue = MappingSet.ANY_PARTNER) String partner,
            @RequestParam(required = false) @Nullable LocalDate on) {
        return sets.exportCsv(kind(kind), partner, on == null ? LocalDate.now(clock) : on);
    }

    @PostMapping(value = "/import", consumes = "text/csv")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    MappingSetView importCsv(
            @RequestParam String kind,
            @RequestParam(defaultValue = MappingSet.ANY_PARTNER) String partner,
            @RequestParam LocalDate validFrom,
            Reader body) {
        return MappingSetView.from(sets.importCsv(kind(kind), partner, validFrom, body, actor.get()));
    }

    private static MappingKind kind(String code) {
        for (var kind : MappingKind.values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new ProblemException(MappingProblem.KIND_UNKNOWN, "There is no kind " + code);
    }

    private static MappingSet.State state(String text) {
        for (var state : MappingSet.State.values()) {
            if (MappingSetView.words(state).equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return state;
            }
        }
        throw new ProblemException(
                CommonProblem.REQUEST_INVALID,
                "There is no state " + text,
                List.of(new ProblemException.Place("state", "There is no state " + text)));
    }

    /** A set to be proposed; partner is any where absent, the day is today. */
    record Proposal(
            String kind,
            @Nullable String partner,
            @Nullable LocalDate validFrom,
            Map<String, @Nullable String> entries,
            @Nullable String note) {}

    /** A draft's new content. */
    record Edit(int revision, LocalDate validFrom, Map<String, @Nullable String> entries) {}

    /** Why not. */
    record Rejection(String reason) {}
}
