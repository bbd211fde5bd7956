package io.tieout.access.internal;

import io.tieout.access.AccessProblem;
import io.tieout.kernel.ProblemException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Rows of secrets, sealed and opened. */
@Repository
public class SealedSecrets {

    private static final Pattern REFERENCE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Duration CACHED_FOR = Duration.ofSeconds(5);
    private static final int CACHED_MAX = 10_000;

    private final JdbcClient jdbc;
    private final SecretKey key;
    private final Environment environment;
    private final Clock clock;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    SealedSecrets(JdbcClient jdbc, SecretKey key, Environment environment, Clock clock) {
        this.jdbc = jdbc;
        this.key = key;
        this.environment = environment;
        this.clock = clock;
    }

    private record Cached(Optional<String> value, Instant until) {}

    private record Row(
            byte @Nullable [] sealed,
            @Nullable String keyId,
            @Nullable String reference) {}

    public void put(String name, String value) {
        var referred = REFERENCE.matcher(value).matches();
        if (referred && (value.startsWith("env:TIEOUT_") || value.startsWith("env:SPRING_"))) {
            // Else whoever may name a secret and an address to send it to could have the hub's own keys sent there.
            throw new ProblemException(
                    AccessProblem.SECRET_REFERENCE_REFUSED, "The hub's own settings cannot be a partner's secret");
        }
        jdbc.sql("""
                        insert into access.secret (name, sealed, key_id, reference, updated_at)
                        values (:name, :sealed, :keyId, :reference, :now)
                        on conflict (name) do update set sealed = excluded.sealed, key_id = excluded.key_id,
                            reference = excluded.reference, updated_at = excluded.updated_at
                        """)
                .param("name", name)
                .param("sealed", referred ? null : key.seal(name, value), java.sql.Types.BINARY)
                .param("keyId", referred ? null : key.id(), java.sql.Types.VARCHAR)
                .param("reference", referred ? value : null, java.sql.Types.VARCHAR)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        forget(name);
    }

    public Optional<String> get(String name) {
        var now = clock.instant();
        var cached = cache.get(name);
        if (cached != null && now.isBefore(cached.until())) {
            return cached.value();
        }
        var value = row(name).map(row -> clear(name, row));
        if (cache.size() >= CACHED_MAX) {
            cache.clear();
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            cache.put(name, new Cached(value, now.plus(CACHED_FOR)));
        }
        return value;
    }

    public boolean holds(String name, String value) {
        return row(name)
                .filter(row -> value.equals(row.reference() == null ? opened(name, row) : row.reference()))
                .isPresent();
    }

    /** Null where it was sealed with another key: to be given anew. */
    private @Nullable String opened(String name, Row row) {
        try {
            return row.sealed() == null || !key.id().equals(row.keyId()) ? null : key.open(name, row.sealed());
        } catch (GeneralSecurityException changed) {
            return null;
        }
    }

    public Optional<String> reference(String name) {
        return row(name).map(row -> row.reference() == null ? "stored" : row.reference());
    }

    public void remove(String name) {
        jdbc.sql("delete from access.secret where name = :name")
                .param("name", name)
                .update();
        forget(name);
    }

    private Optional<Row> row(String name) {
        return jdbc.sql("select sealed, key_id, reference from access.secret where name = :name")
                .param("name", name)
                .query((row, _) -> new Row(row.getBytes("sealed"), row.getString("key_id"), row.getString("reference")))
                .optional();
    }

    private String clear(String name, Row row) {
        if (row.reference() != null) {
            var value = environment.getProperty(row.reference().substring("env:".length()));
            if (value == null || value.isEmpty()) {
                throw new ProblemException(
                        AccessProblem.SECRET_REFERENCE_EMPTY, "The secret " + name + " refers to " + row.reference());
            }
            return value;
        }
        if (row.sealed() == null || !key.id().equals(row.keyId())) {
            throw new ProblemException(
                    AccessProblem.SECRET_UNREADABLE, "The secret " + name + " was stored under another key");
        }
        try {
            return key.open(name, row.sealed());
        } catch (GeneralSecurityException changed) {
            throw new ProblemException(
                    AccessProblem.SECRET_UNREADABLE, "The secret " + name + " was changed in the database", changed);
        }
    }

    /** At once for this transaction, and again when it has ended, since others may have read the old value meanwhile. */
    private void forget(String name) {
        cache.remove(name);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    cache.remove(name);
                }
            });
        }
    }
}
