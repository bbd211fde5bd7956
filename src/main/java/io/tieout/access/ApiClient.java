package io.tieout.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program that calls the API.
 *
 * @param ratePerMinute its quota; null is none
 * @param expiresAt from when on none of its keys is valid; null is never
 */
public record ApiClient(
        String code,
        Set<String> scopes,
        @Nullable Integer ratePerMinute,
        @Nullable Instant expiresAt,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        List<Key> keys) {

    public ApiClient {
        scopes = Set.copyOf(scopes);
        keys = List.copyOf(keys);
    }

    /**
     * One of its keys, which the hub itself does not know.
     *
     * @param hint the key's first characters, to tell keys apart
     */
    public record Key(
            UUID id,
            String hint,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}
}
