package io.tieout.operations.adapter.in.rest;

import io.tieout.operations.IntegrityProof;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class IntegrityController {

    private final IntegrityProof proof;

    IntegrityController(IntegrityProof proof) {
        this.proof = proof;
    }

    @GetMapping("/api/v1/integrity")
    @PreAuthorize("hasAuthority('SCOPE_integrity.read')")
    IntegrityProof.Report prove() {
        return proof.run();
    }
}
