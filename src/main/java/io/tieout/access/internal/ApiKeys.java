package io.tieout.access.internal;

import io.tieout.access.internal.ApiClientRows.KeyHolder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes and recognises keys. Holders are remembered for a few seconds, so that a busy client costs no query per request; a
 * revocation holds at once on this node and within those seconds on others.
 */
@Component
public class ApiKeys {

    private static final String PREFIX = "tio_";
    private static final int KEY_BYTES = 32;
    private static final int HINT_LENGTH = 8;
    private static final Duration CACHED_FOR = Duration.ofSeconds(5);
    private static final int CACHED_MAX = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ApiClientRows rows;
    private final Clock clock;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    ApiKeys(ApiClientRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    private record Cached(KeyHolder holder, Instant until) {}

    /** Who holds a valid key. */
    public record Holder(
            String client, Set<String> scopes, @Nullable Integer ratePerMinute) {}

    public String generate() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public byte[] hash(String key) {
        return AuditHash.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Enough to tell keys apart, too little to help guessing one; nothing of a short key. */
    public String hint(String key) {
        return key.length() < 4 * HINT_LENGTH ? "..." : key.substring(0, HINT_LENGTH) + "...";
    }

    /** Empty where the key is unknown, revoked or expired, or its client disabled. */
    public Optional<Holder> holderOf(String key) {
        var hash = hash(key);
        var name = HexFormat.of().formatHex(hash);
        var now = clock.instant();
        var cached = cache.get(name);
        if (cached == null || !now.isBefore(cached.until())) {
            var holder = rows.holder(hash);
            if (holder.isEmpty()) {
                cache.remove(name);
                return Optional.empty();
            }
            rows.touch(holder.get().client(), now);
            cached = new Cached(holder.get(), now.plus(CACHED_FOR));
            if (cache.size() >= CACHED_MAX) {
                cache.clear();
            }
            cache.put(name, cached);
        }
        var holder = cached.holder();
        return holder.expiresAt() != null && !now.isBefore(holder.expiresAt())
                ? Optional.empty()
                : Optional.of(new Holder(holder.client(), holder.scopes(), holder.ratePerMinute()));
    }

    /** Forgets all holders when the running transaction has ended, since it changes some. */
    public void forget() {
        cache.clear();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    cache.clear();
                }
            });
        }
    }
}
