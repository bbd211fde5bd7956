package io.tieout.platform.internal.database;

import java.sql.SQLException;
import java.time.Duration;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.LockService;
import org.jspecify.annotations.Nullable;

/**
 * One node migrates at a time: a lock of the database session, which ends with it. Liquibase's own lock is a row that a killed
 * hub leaves behind, and that no later start gets past.
 */
public final class MigrationLock implements LockService {

    /** "tieout", as good a number as any. */
    private static final long KEY = 0x7469656f7574L;

    private static final Duration WAIT = Duration.ofMinutes(5);
    private static final long RECHECK_MS = 500;

    private @Nullable Database database;
    private boolean held;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE + 1;
    }

    @Override
    public boolean supports(Database candidate) {
        return candidate instanceof PostgresDatabase;
    }

    @Override
    public void setDatabase(Database database) {
        this.database = database;
    }

    /** Waits as long as a migration may take. */
    @Override
    public void setChangeLogLockWaitTime(long minutes) {}

    @Override
    public void setChangeLogLockRecheckTime(long seconds) {}

    @Override
    public boolean hasChangeLogLock() {
        return held;
    }

    @Override
    public void waitForLock() throws LockException {
        var deadline = System.nanoTime() + WAIT.toNanos();
        while (!acquireLock()) {
            if (System.nanoTime() > deadline) {
                throw new LockException("Another node has been migrating the database for " + WAIT.toMinutes()
                        + " minutes; see pg_locks for the session that holds advisory lock " + KEY);
            }
            try {
                Thread.sleep(RECHECK_MS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new LockException("Interrupted while waiting for another node's migration", stop);
            }
        }
    }

    @Override
    public boolean acquireLock() throws LockException {
        if (!held) {
            held = ask("select pg_try_advisory_lock(" + KEY + ")");
        }
        return held;
    }

    @Override
    public void releaseLock() throws LockException {
        if (held) {
            ask("select pg_advisory_unlock(" + KEY + ")");
            held = false;
        }
    }

    private boolean ask(String question) throws LockException {
        if (database == null || !(database.getConnection() instanceof JdbcConnection connection)) {
            throw new LockException("The migration lock needs a connection to PostgreSQL");
        }
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException | DatabaseException failure) {
            throw new LockException("The migration lock cannot be asked for", failure);
        }
    }

    @Override
    public DatabaseChangeLogLock[] listLocks() {
        return new DatabaseChangeLogLock[0];
    }

    @Override
    public void forceReleaseLock() throws LockException {
        releaseLock();
    }

    @Override
    public void reset() {
        held = false;
    }

    @Override
    public void init() {
        // Needs no table.
    }

    @Override
    public void destroy() {
        held = false;
    }
}
