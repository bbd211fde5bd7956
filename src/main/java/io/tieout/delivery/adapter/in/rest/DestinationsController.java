package io.tieout.delivery.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.delivery.Destination;
import io.tieout.delivery.Destinations;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receivers: seen, paused, resumed, tried. They are configured by the configuration file's section. */
@RestController
@RequestMapping("/api/v1/destinations")
class DestinationsController {

    private final Destinations destinations;
    private final CurrentActor actor;

    DestinationsController(Destinations destinations, CurrentActor actor) {
        this.destinations = destinations;
        this.actor = actor;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_deliveries.read')")
    Page<Destination> list() {
        return new Page<>(destinations.list(), null);
    }

    @GetMapping("/{code}")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.read')")
    Destination find(@PathVariable String code) {
        return destinations
                .find(code)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No destination " + code));
    }

    @PostMapping("/{code}/pause")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.write')")
    Destination pause(@PathVariable String code) {
        destinations.pause(code, actor.get());
        return find(code);
    }

    @PostMapping("/{code}/resume")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.write')")
    Destination resume(@PathVariable String code) {
        destinations.resume(code, actor.get());
        return find(code);
    }

    @PostMapping("/{code}/test")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.write')")
    Map<String, UUID> test(@PathVariable String code) {
        return Map.of("deliveryId", destinations.test(code, actor.get()));
    }
}
