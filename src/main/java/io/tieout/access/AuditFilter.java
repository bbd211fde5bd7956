package io.tieout.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries of the audit log to list; null is any. {@code from} is inclusive, {@code until} exclusive. */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String subject,
        @Nullable String correlationId,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);
}
