package io.tieout.channels.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.channels.ConnectionHealth;
import io.tieout.channels.Connections;
import io.tieout.channels.HealthReport;
import io.tieout.channels.Novelty;
import io.tieout.channels.PayloadDrift;
import io.tieout.channels.Polling;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How connections stand, and what may be done about it. They are set up by the configuration file. */
@RestController
@RequestMapping("/api/v1")
class ConnectionsController {

    private final Connections connections;
    private final ConnectionHealth health;
    private final Polling polling;
    private final PayloadDrift drift;
    private final CurrentActor actor;

    ConnectionsController(
            Connections connections, ConnectionHealth health, Polling polling, PayloadDrift drift, CurrentActor actor) {
        this.connections = connections;
        this.health = health;
        this.polling = polling;
        this.drift = drift;
        this.actor = actor;
    }

    @GetMapping("/connections/{code}/health")
    @PreAuthorize("hasAuthority('SCOPE_messages.read')")
    HealthReport health(@PathVariable String code) {
        return health.of(code(code)).orElseThrow(() -> unknown(code));
    }

    @PostMapping("/connections/{code}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    void pause(@PathVariable String code) {
        connections.setPaused(code(code), true, actor.get());
    }

    @PostMapping("/connections/{code}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    void resume(@PathVariable String code) {
        connections.setPaused(code(code), false, actor.get());
    }

    @PostMapping("/connections/{code}/poll")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_replays.write')")
    void poll(@PathVariable String code) {
        polling.hurry(code(code), actor.get());
    }

    /** @param stream null for all */
    record Window(
            @Nullable String stream,
            @Nullable Instant from,
            @Nullable Instant to) {}

    @PostMapping("/connections/{code}/backfills")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('SCOPE_replays.write')")
    Map<String, List<UUID>> backfill(@PathVariable String code, @RequestBody Window window) {
        var from = window.from();
        var to = window.to();
        if (from == null || to == null) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "from and to must be given");
        }
        return Map.of("backfills", polling.backfill(code(code), window.stream(), from, to, actor.get()));
    }

    @PostMapping("/backfills/{id}/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_replays.write')")
    void cancel(@PathVariable UUID id) {
        polling.cancel(id, actor.get());
    }

    @GetMapping("/drift")
    @PreAuthorize("hasAuthority('SCOPE_messages.read')")
    Map<String, List<Novelty>> drift(@RequestParam(required = false) @Nullable String adapter) {
        return Map.of("items", drift.list(adapter));
    }

    @PostMapping("/drift/{id}/acknowledge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_work-items.write')")
    void acknowledge(@PathVariable UUID id) {
        drift.acknowledge(id, actor.get());
    }

    private static ConnectionCode code(String text) {
        try {
            return ConnectionCode.of(text);
        } catch (IllegalArgumentException noCode) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such connection", noCode);
        }
    }

    private static ProblemException unknown(String code) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no connection " + code);
    }
}
