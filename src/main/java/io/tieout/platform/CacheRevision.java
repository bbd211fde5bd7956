package io.tieout.platform;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a cache of rows honest on every node: writers raise a one-row table (columns {@code only_row, number}) in the
 * transaction of their change, and every node polls it. A transaction that raised it must not use the cache until it ends: what
 * it reads may still be rolled back.
 */
public final class CacheRevision {

    private final JdbcClient jdbc;
    private final String table;
    private final Runnable clearCache;
    private volatile long seen = -1;

    /** @param table schema and name of the one-row table, such as {@code catalog.revision} */
    public CacheRevision(JdbcClient jdbc, String table, Runnable clearCache) {
        this.jdbc = jdbc;
        this.table = table;
        this.clearCache = clearCache;
    }

    /** Says in the running transaction that cached rows change. Writers queue here until the transaction ends. */
    public void raise() {
        jdbc.sql("update " + table + " set number = number + 1").update();
        if (!TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.bindResource(this, Boolean.TRUE);
            TransactionSynchronizationManager.registerSynchronization(new EndOfTransaction());
        }
    }

    /** Whether the running transaction raised it, and so must read past the cache. */
    public boolean raisedHere() {
        return TransactionSynchronizationManager.hasResource(this);
    }

    /** Clears the cache where any node raised the revision since the last look. @return false: there is nothing more to do now */
    public boolean poll() {
        var number = jdbc.sql("select number from " + table).query(Long.class).single();
        if (number != seen) {
            seen = number;
            clearCache.run();
        }
        return false;
    }

    private final class EndOfTransaction implements TransactionSynchronization {

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CacheRevision.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CacheRevision.this, Boolean.TRUE);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(CacheRevision.this);
            clearCache.run();
        }
    }
}
