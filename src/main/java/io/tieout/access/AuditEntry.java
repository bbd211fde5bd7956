package io.tieout.access;

import io.tieout.kernel.Actor;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One deed in the audit log.
 *
 * @param position its place in the hash chain, null for the moment between its commit and its linking
 * @param hash the chain's hash up to and with this entry, in hexadecimal digits
 */
public record AuditEntry(
        UUID id,
        Instant at,
        Actor by,
        String action,
        String subject,
        Map<String, String> detail,
        String correlationId,
        @Nullable Long position,
        @Nullable String hash) {

    public AuditEntry {
        detail = Map.copyOf(detail);
    }
}
