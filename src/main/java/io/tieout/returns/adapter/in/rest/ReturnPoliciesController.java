package io.tieout.returns.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.returns.PolicyVersion;
import io.tieout.returns.ReturnPolicies;
import java.util.List;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The return policy's rules; they are submitted through the configuration and put in force by a second person. */
@RestController
@RequestMapping("/api/v1/return-policies")
class ReturnPoliciesController {

    private final ReturnPolicies policies;
    private final CurrentActor currentActor;

    ReturnPoliciesController(ReturnPolicies policies, CurrentActor currentActor) {
        this.policies = policies;
        this.currentActor = currentActor;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_returns.read')")
    List<PolicyVersion> list() {
        return policies.list();
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    PolicyVersion approve(@PathVariable UUID id) {
        return policies.approve(id, currentActor.get());
    }

    @PostMapping("/{id}/reject")
    @PreAuthorize("hasAuthority('SCOPE_mappings.approve')")
    PolicyVersion reject(@PathVariable UUID id) {
        return policies.reject(id, currentActor.get());
    }
}
