package io.tieout.delivery.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The destinations in memory, since every transaction that publishes something asks for them. Read again after each change
 * on this node, and every second by the worker for those on other nodes.
 */
@Component
public class Routes {

    private final DestinationRows rows;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Map<String, Route> current;

    Routes(DestinationRows rows) {
        this.rows = rows;
    }

    public List<Route> all() {
        return List.copyOf(map().values());
    }

    public Optional<Route> find(String code) {
        return Optional.ofNullable(map().get(code));
    }

    private Map<String, Route> map() {
        var known = current;
        return known == null ? refresh() : known;
    }

    /** Reads them anew; secrets only of those that changed. */
    public Map<String, Route> refresh() {
        var seen = changes.get();
        var known = current;
        var fresh = rows.all().stream()
                .map(route -> {
                    var old = known == null ? null : known.get(route.code());
                    return old != null
                                    && old.version() == route.version()
                                    && old.createdAt().equals(route.createdAt())
                            ? old
                            : rows.withSecrets(route);
                })
                .collect(Collectors.toUnmodifiableMap(Route::code, Function.identity()));
        synchronized (changes) {
            // what was read before somebody else's commit must not hide that commit
            if (changes.get() == seen) {
                current = fresh;
            }
        }
        return fresh;
    }

    /** To be called where a destination changes: once that is committed it is seen here. */
    void refreshAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            forget();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                forget();
            }
        });
    }

    private void forget() {
        synchronized (changes) {
            changes.incrementAndGet();
            current = null;
        }
    }
}
