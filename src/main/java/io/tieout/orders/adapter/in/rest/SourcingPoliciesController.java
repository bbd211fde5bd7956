package io.tieout.orders.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.Page;
import io.tieout.orders.Orders;
import io.tieout.orders.SourcingPolicyVersion;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sourcing policies: proposed by the configuration file, decided here by a second person. */
@RestController
@RequestMapping("/api/v1/sourcing-policies")
class SourcingPoliciesController {

    private final Orders orders;
    private final CurrentActor actor;

    SourcingPoliciesController(Orders orders, CurrentActor actor) {
        this.orders = orders;
        this.actor = actor;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    Page<SourcingPolicyVersion> list() {
        return new Page<>(orders.sourcingPolicies(), null);
    }

    @PostMapping("/{version}/approve")
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    SourcingPolicyVersion approve(@PathVariable int version) {
        return orders.decideSourcingPolicy(version, true, actor.get());
    }

    @PostMapping("/{version}/reject")
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    SourcingPolicyVersion reject(@PathVariable int version) {
        return orders.decideSourcingPolicy(version, false, actor.get());
    }
}
