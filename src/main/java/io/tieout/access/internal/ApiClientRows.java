package io.tieout.access.internal;

import io.tieout.access.ApiClient;
import io.tieout.access.ApiClients.Terms;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of API clients and their keys. */
@Repository
public class ApiClientRows {

    private final JdbcClient jdbc;

    ApiClientRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A key's client and what it may do. */
    record KeyHolder(
            String client,
            Set<String> scopes,
            @Nullable Integer ratePerMinute,
            @Nullable Instant expiresAt) {}

    /** @return false where the code is taken */
    public boolean insert(String code, Terms terms, Actor by, Instant now) {
        return jdbc.sql("""
                                insert into access.api_client (code, scopes, rate_per_minute, expires_at, enabled,
                                                               created_at, created_by)
                                values (:code, :scopes, :rate, :expiresAt, :enabled, :now, :by)
                                on conflict do nothing
                                """)
                        .param("code", code)
                        .param("scopes", new TreeSet<>(terms.scopes()).toArray(String[]::new))
                        .param("rate", terms.ratePerMinute(), Types.INTEGER)
                        .param("expiresAt", atUtc(terms.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("enabled", terms.enabled())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("by", by.toString())
                        .update()
                == 1;
    }

    public void change(String code, Terms terms) {
        jdbc.sql("""
                        update access.api_client
                        set scopes = :scopes, rate_per_minute = :rate, expires_at = :expiresAt, enabled = :enabled
                        where code = :code
                        """)
                .param("scopes", new TreeSet<>(terms.scopes()).toArray(String[]::new))
                .param("rate", terms.ratePerMinute(), Types.INTEGER)
                .param("expiresAt", atUtc(terms.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("enabled", terms.enabled())
                .param("code", code)
                .update();
    }

    /** @return false where there is such a key already */
    public boolean insertKey(String client, byte[] hash, String hint, Instant now) {
        return jdbc.sql("""
                                insert into access.api_key (id, client, hash, hint, created_at)
                                values (:id, :client, :hash, :hint, :now)
                                on conflict do nothing
                                """)
                        .param("id", Ids.next())
                        .param("client", client)
                        .param("hash", hash)
                        .param("hint", hint)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    public void expireKeys(String client, Instant at) {
        jdbc.sql("""
                        update access.api_key set expires_at = least(expires_at, :at)
                        where client = :client and revoked_at is null
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("client", client)
                .update();
    }

    public void revokeKeys(String client, Instant now) {
        jdbc.sql("update access.api_key set revoked_at = :now where client = :client and revoked_at is null")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("client", client)
                .update();
    }

    public void remove(String code) {
        jdbc.sql("delete from access.api_client where code = :code")
                .param("code", code)
                .update();
    }

    public Optional<ApiClient> find(String code) {
        return jdbc.sql("select * from access.api_client where code = :code")
                .param("code", code)
                .query((row, _) -> client(row))
                .optional();
    }

    public List<ApiClient> list() {
        return jdbc.sql("select * from access.api_client order by code")
                .query((row, _) -> client(row))
                .list();
    }

    /** Whoever holds the key, unless it or its holder is revoked or disabled; expiry is for the caller to judge. */
    Optional<KeyHolder> holder(byte[] hash) {
        return jdbc.sql("""
                        select c.code, c.scopes, c.rate_per_minute, least(k.expires_at, c.expires_at) as expires_at
                        from access.api_key k join access.api_client c on c.code = k.client
                        where k.hash = :hash and k.revoked_at is null and c.enabled
                        """)
                .param("hash", hash)
                .query((row, _) -> new KeyHolder(
                        row.getString("code"),
                        Set.of((String[]) row.getArray("scopes").getArray()),
                        row.getObject("rate_per_minute", Integer.class),
                        PersonRows.instant(row, "expires_at")))
                .optional();
    }

    /** At most once a minute, so that a busy client's row is not written with every request. */
    void touch(String code, Instant now) {
        jdbc.sql("""
                        update access.api_client set last_used_at = :now
                        where code = :code and (last_used_at is null or last_used_at < :minuteAgo)
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("minuteAgo", now.minusSeconds(60).atOffset(ZoneOffset.UTC))
                .param("code", code)
                .update();
    }

    private ApiClient client(ResultSet row) throws SQLException {
        var code = row.getString("code");
        return new ApiClient(
                code,
                Set.of((String[]) row.getArray("scopes").getArray()),
                row.getObject("rate_per_minute", Integer.class),
                PersonRows.instant(row, "expires_at"),
                row.getBoolean("enabled"),
                row.getTimestamp("created_at").toInstant(),
                PersonRows.instant(row, "last_used_at"),
                keys(code));
    }

    private List<ApiClient.Key> keys(String client) {
        return jdbc.sql("select * from access.api_key where client = :client order by id")
                .param("client", client)
                .query((row, _) -> new ApiClient.Key(
                        row.getObject("id", UUID.class),
                        row.getString("hint"),
                        row.getTimestamp("created_at").toInstant(),
                        PersonRows.instant(row, "expires_at"),
                        PersonRows.instant(row, "revoked_at")))
                .list();
    }

    private static java.time.@Nullable OffsetDateTime atUtc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
