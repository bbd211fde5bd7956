package io.tieout.exceptions.internal;

import io.tieout.access.Audit;
import io.tieout.exceptions.spi.IntegrityCheck;
import org.springframework.stereotype.Component;

/** Offers access's proof of the audit log; access itself is below the place where checks are offered. */
@Component
class AuditChainCheck implements IntegrityCheck {

    private final Audit audit;

    AuditChainCheck(Audit audit) {
        this.audit = audit;
    }

    @Override
    public String id() {
        return "audit.chain-whole";
    }

    @Override
    public String statement() {
        return "Every entry of the audit log stands as it was written, in its place, with none missing before it.";
    }

    @Override
    public Result check() {
        var report = audit.verifyChain();
        return new Result(
                report.checked(),
                report.broken().stream()
                        .map(link -> new Violation(link.subject(), link.expected(), link.actual()))
                        .toList());
    }
}
