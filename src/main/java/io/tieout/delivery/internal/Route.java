package io.tieout.delivery.internal;

import io.tieout.delivery.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A destination as the engine works with it.
 *
 * @param openingBalances the ledger's balance per account when an ERP was connected: what it was never told
 */
public record Route(
        Destination destination,
        long version,
        Instant createdAt,
        @Nullable String pausedBecause,
        @Nullable String secret,
        @Nullable String previousSecret,
        @Nullable Instant previousSecretUntil,
        Map<String, String> openingBalances) {

    public Route {
        openingBalances = Map.copyOf(openingBalances);
    }

    public String code() {
        return destination.code();
    }

    /** The secrets that sign now, the newest first. */
    public List<String> secrets(Instant now) {
        if (secret == null) {
            return List.of();
        }
        return previousSecret == null || previousSecretUntil == null || !now.isBefore(previousSecretUntil)
                ? List.of(secret)
                : List.of(secret, previousSecret);
    }

    boolean takes(Draft draft) {
        return destination.entity().equals(draft.entity())
                && (destination.events().contains("*")
                        || destination.events().contains(draft.type().shortName()));
    }

    /** A whole number among the destination's settings. */
    int setting(String name, int otherwise) {
        var value = destination.settings().get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** Never shows the secrets. */
    @Override
    public String toString() {
        return "Route[" + destination.code() + "]";
    }
}
