package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.platform.internal.database.MigrationLock;
import io.tieout.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import org.junit.jupiter.api.Test;

/** One node migrates at a time, and a node that is killed while it does is in nobody's way. */
class MigrationLockTests {

    private final TestDatabase.Connection database = TestDatabase.fresh();

    @Test
    void theLockEndsWithTheSessionThatHoldsIt() throws Exception {
        try (var second = connect()) {
            var waiting = lock(second);
            try (var first = connect()) {
                assertThat(lock(first).acquireLock()).isTrue();
                assertThat(waiting.acquireLock()).isFalse();
            }
            waiting.waitForLock();
            assertThat(waiting.hasChangeLogLock()).isTrue();
            waiting.releaseLock();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static LockService lock(Connection connection) throws Exception {
        var known = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        var lock = LockServiceFactory.getInstance().getLockService(known);
        assertThat(lock).isInstanceOf(MigrationLock.class);
        return lock;
    }
}
