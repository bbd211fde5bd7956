package io.tieout.operations.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bench's own database, as it is at hand for set-up, ceilings and readings. */
@Component
class Database {

    private final DataSource source;
    private final JdbcClient jdbc;

    Database(DataSource source, JdbcClient jdbc) {
        this.source = source;
        this.jdbc = jdbc;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** A connection of its own, in auto-commit. */
    Connection connect() throws SQLException {
        return source.getConnection();
    }

    /** A console command has a pool of few; a bench of many clients needs more. */
    void widen(int connections) throws SQLException {
        var config = source.unwrap(HikariDataSource.class).getHikariConfigMXBean();
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
    }

    /** How another process reaches it: address, user, password. */
    String[] address() throws SQLException {
        var pool = source.unwrap(HikariDataSource.class);
        return new String[] {pool.getJdbcUrl(), pool.getUsername(), pool.getPassword()};
    }

    /** @throws IllegalArgumentException where there is anything that somebody could miss */
    void demandEmpty() {
        var used = jdbc.sql("""
                        select exists (select from inbox.message) or exists (select from orders.sales_order)
                            or exists (select from catalog.legal_entity) or exists (select from finance.journal)
                        """).query(Boolean.class).single();
        if (used) {
            throw new IllegalArgumentException("This database is in use; bench measures on an empty one only");
        }
    }

    String version() {
        return "PostgreSQL " + setting("server_version") + " (fsync " + setting("fsync") + ", synchronous_commit "
                + setting("synchronous_commit") + ")";
    }

    private String setting(String name) {
        return jdbc.sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }

    /** What the server has done so far. */
    Work work() {
        return jdbc.sql("""
                        select xact_commit, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal, tup_inserted, tup_updated
                        from pg_stat_database where datname = current_database()
                        """)
                .query((row, _) -> new Work(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    record Work(long commits, long walBytes, long inserted, long updated) {

        Work since(Work before) {
            return new Work(
                    commits - before.commits,
                    walBytes - before.walBytes,
                    inserted - before.inserted,
                    updated - before.updated);
        }
    }

    /** Statistics and free pages as in an everyday database, so that the first plans are not guesses. */
    void settle() {
        jdbc.sql("vacuum (analyze)").update();
        jdbc.sql("checkpoint").update();
    }
}
