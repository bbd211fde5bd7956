package io.tieout.channels.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterTrial;
import io.tieout.channels.AdapterVersion;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.List;
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
import tools.jackson.databind.JsonNode;

/** Declarative adapters over HTTP: drafted, tried, submitted, approved. */
@RestController
@RequestMapping("/api/v1/adapters")
class AdaptersController {

    private final DeclarativeAdapters adapters;
    private final CurrentActor actor;

    AdaptersController(DeclarativeAdapters adapters, CurrentActor actor) {
        this.adapters = adapters;
        this.actor = actor;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    Page<AdapterVersionView> list(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return adapters.list(code, state == null ? null : state(state), Math.clamp(limit, 1, Page.LIMIT_MAX), after)
                .map(AdapterVersionView::from);
    }

    /** The JSON schemas of a definition and of what an expression must make. */
    @GetMapping("/schema")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    JsonNode schema() {
        return DeclarativeAdapters.schemas();
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_mappings.read')")
    AdapterVersionView find(@PathVariable UUID id) {
        return AdapterVersionView.from(adapters.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no adapter version " + id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    AdapterVersionView propose(@RequestBody Draft body) {
        return AdapterVersionView.from(adapters.propose(definition(body.definition()), body.note(), actor.get()));
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    AdapterVersionView edit(@PathVariable UUID id, @RequestBody Edit body) {
        return AdapterVersionView.from(
                adapters.edit(id, body.revision(), definition(body.definition()), body.note(), actor.get()));
    }

    /** What a definition, or the adapter in force, makes of a payload. Nothing is stored. */
    @PostMapping("/try")
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    TrialView attempt(@RequestBody Attempt body) {
        return TrialView.from(adapters.attempt(wanted(body), body.kind(), payload(body.payload())));
    }

    private AdapterDefinition wanted(Attempt body) {
        var code = body.code();
        if (body.definition() != null || code == null) {
            return definition(body.definition());
        }
        return adapters.inForce(code)
                .map(AdapterVersion::definition)
                .orElseThrow(
                        () -> new ProblemException(CommonProblem.NOT_FOUND, "No adapter " + code + " is in force"));
    }

    @PostMapping("/{id}/submit")
    @PreAuthorize("hasAuthority('SCOPE_mappings.write')")
    AdapterVersionView submit(@PathVariable UUID id) {
        return AdapterVersionView.from(adapters.submit(id, actor.get()));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    AdapterVersionView approve(@PathVariable UUID id) {
        return AdapterVersionView.from(adapters.approve(id, actor.get()));
    }

    @PostMapping("/{id}/reject")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    AdapterVersionView reject(@PathVariable UUID id, @RequestBody Rejection body) {
        return AdapterVersionView.from(adapters.reject(id, body.reason(), actor.get()));
    }

    private static AdapterDefinition definition(@Nullable JsonNode document) {
        if (document == null) {
            throw missing("definition");
        }
        return DeclarativeAdapters.read(document);
    }

    /** A payload is JSON, or a text that is read as strictly as a message is. */
    private static JsonNode payload(@Nullable JsonNode payload) {
        if (payload == null) {
            throw missing("payload");
        }
        return DeclarativeAdapters.readPayload(payload.isString() ? payload.stringValue() : payload.toString());
    }

    private static ProblemException missing(String name) {
        return new ProblemException(
                CommonProblem.REQUEST_INVALID,
                name + " is missing",
                List.of(new ProblemException.Place("/" + name, "is missing")));
    }

    private static AdapterVersion.State state(String text) {
        for (var state : AdapterVersion.State.values()) {
            if (AdapterVersionView.words(state)
                    .equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return state;
            }
        }
        throw new ProblemException(
                CommonProblem.REQUEST_INVALID,
                "There is no state " + text,
                List.of(new ProblemException.Place("state", "There is no state " + text)));
    }

    /** A version to be proposed. */
    record Draft(@Nullable JsonNode definition, @Nullable String note) {}

    /** A draft's new content. */
    record Edit(
            int revision,
            @Nullable JsonNode definition,
            @Nullable String note) {}

    /** Either a definition or the code of an adapter in force. */
    record Attempt(
            @Nullable JsonNode definition,
            @Nullable String code,
            String kind,
            @Nullable JsonNode payload) {}

    /** Why not. */
    record Rejection(String reason) {}

    /** What came of it. */
    record TrialView(String command, JsonNode result, List<String> unknownFields, List<String> warnings) {

        static TrialView from(AdapterTrial trial) {
            return new TrialView(
                    trial.command(),
                    trial.result(),
                    trial.unknownFields().stream().sorted().toList(),
                    trial.warnings());
        }
    }
}
