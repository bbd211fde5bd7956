package io.tieout.access.internal;

import io.tieout.access.Person;
import io.tieout.access.Roles;
import io.tieout.kernel.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of people. */
@Repository
public class PersonRows {

    private final JdbcClient jdbc;

    PersonRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false where the name is taken */
    public boolean insert(
            String name,
            String displayName,
            List<String> roles,
            String hash,
            boolean mustChange,
            Actor by,
            Instant now) {
        return jdbc.sql("""
                                insert into access.person (name, display_name, password_hash, must_change_password, roles,
                                                           created_at, created_by)
                                values (:name, :displayName, :hash, :mustChange, :roles, :now, :by)
                                on conflict do nothing
                                """)
                        .param("name", name)
                        .param("displayName", displayName)
                        .param("hash", hash)
                        .param("mustChange", mustChange)
                        .param("roles", roles.toArray(String[]::new))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("by", by.toString())
                        .update()
                == 1;
    }

    public Optional<Person> find(String name) {
        return jdbc.sql("select * from access.person where name = :name")
                .param("name", name)
                .query((row, _) -> person(row))
                .optional();
    }

    public List<Person> list() {
        return jdbc.sql("select * from access.person order by name")
                .query((row, _) -> person(row))
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from access.person").query(Long.class).single();
    }

    /** Locks them, so that two administrators cannot remove each other at the same moment. */
    public int administrators() {
        return jdbc.sql("select name from access.person where enabled and :role = any(roles) order by name for update")
                .param("role", Roles.ADMINISTRATOR)
                .query(String.class)
                .list()
                .size();
    }

    public String passwordHash(String name) {
        return jdbc.sql("select password_hash from access.person where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    public void changeRoles(String name, List<String> roles) {
        jdbc.sql("update access.person set roles = :roles, stamp = stamp + 1 where name = :name")
                .param("roles", roles.toArray(String[]::new))
                .param("name", name)
                .update();
    }

    public void enable(String name, boolean enabled) {
        jdbc.sql("update access.person set enabled = :enabled, stamp = stamp + 1 where name = :name")
                .param("enabled", enabled)
                .param("name", name)
                .update();
    }

    public void unlock(String name) {
        jdbc.sql("update access.person set failed_attempts = 0, locked_until = null where name = :name")
                .param("name", name)
                .update();
    }

    public void changePassword(String name, String hash, boolean mustChange) {
        jdbc.sql("""
                        update access.person set password_hash = :hash, must_change_password = :mustChange,
                            stamp = stamp + 1, failed_attempts = 0, locked_until = null
                        where name = :name
                        """)
                .param("hash", hash)
                .param("mustChange", mustChange)
                .param("name", name)
                .update();
    }

    /**
     * Counts an attempt before the password is looked at, so that attempts at the same moment cannot slip under the limit.
     *
     * @return the attempts since the last success; empty where the person is unknown, not enabled or locked
     */
    public Optional<Integer> beginAttempt(String name, Instant now) {
        return jdbc.sql("""
                        update access.person
                        set failed_attempts = case when locked_until is null then failed_attempts + 1 else 1 end,
                            locked_until = null
                        where name = :name and enabled and (locked_until is null or locked_until <= :now)
                        returning failed_attempts
                        """)
                .param("name", name)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .optional();
    }

    public void lock(String name, Instant until) {
        jdbc.sql("update access.person set locked_until = :until where name = :name")
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("name", name)
                .update();
    }

    public void succeed(String name, Instant now) {
        jdbc.sql("""
                        update access.person set failed_attempts = 0, locked_until = null, last_sign_in_at = :now
                        where name = :name
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("name", name)
                .update();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("name"),
                row.getString("display_name"),
                Set.of((String[]) row.getArray("roles").getArray()),
                row.getBoolean("enabled"),
                row.getBoolean("must_change_password"),
                instant(row, "locked_until"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "last_sign_in_at"),
                row.getLong("stamp"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
