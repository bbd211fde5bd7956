package io.tieout.access.adapter.in.rest;

import io.tieout.access.Audit;
import io.tieout.access.AuditEntry;
import io.tieout.access.AuditFilter;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    /** An entry as the API shows it. */
    record Entry(
            UUID id,
            Instant at,
            String actor,
            String action,
            String subject,
            Map<String, String> detail,
            String correlationId,
            @Nullable Long position,
            @Nullable String hash) {

        static Entry from(AuditEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.at(),
                    entry.by().toString(),
                    entry.action(),
                    entry.subject(),
                    entry.detail(),
                    entry.correlationId(),
                    entry.position(),
                    entry.hash());
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_audit.read')")
    Page<Entry> list(
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String correlationId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (limit < 1) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "A limit is positive", List.of(new Place("/limit", "Not positive")));
        }
        var filter = new AuditFilter(actor, action, subject, correlationId, from, until);
        return audit.list(filter, Math.min(limit, Page.LIMIT_MAX), after).map(Entry::from);
    }
}
