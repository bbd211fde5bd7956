package io.tieout.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A named user, without the password. */
public record Person(
        String name,
        String displayName,
        Set<String> roles,
        boolean enabled,
        boolean mustChangePassword,
        @Nullable Instant lockedUntil,
        Instant createdAt,
        @Nullable Instant lastSignInAt,
        long stamp) {

    public Person {
        roles = Set.copyOf(roles);
    }
}
