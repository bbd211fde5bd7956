package io.tieout.delivery.sandbox;

import io.tieout.delivery.internal.Route;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a sandbox's books for the proof. One that is somewhere else is asked over HTTP; that of this very application lies in
 * the same database and is read there, so that the proof needs no running server and sees both books at one instant.
 */
@Component
class SandboxBooks {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SandboxAdapter adapter;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    SandboxBooks(SandboxAdapter adapter, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.adapter = adapter;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    boolean own(Route route) {
        return adapter.own(route.destination());
    }

    private Endpoint endpoint(Route route) {
        return new Endpoint(
                route.destination(), adapter.address(route.destination()), route.secrets(clock.instant()), TIMEOUT);
    }

    /** Balance (debit minus credit) by account. @throws IllegalStateException where it does not answer */
    Map<String, BigDecimal> balances(Route route) {
        var balances = new HashMap<String, BigDecimal>();
        if (own(route)) {
            jdbc.sql("""
                            select l.account, sum(l.debit - l.credit) as balance
                            from erp_sandbox.journal_line l join erp_sandbox.company c on c.id = l.company
                            where c.key_hash = :hash group by l.account
                            """).param("hash", keyHash(route)).query(row -> {
                balances.put(row.getString("account"), row.getBigDecimal("balance"));
            });
            return balances;
        }
        if (adapter.trialBalance(endpoint(route)) instanceof Reply.Answer(int status, var _, var body)
                && status == 200) {
            for (var account : json.readTree(body).path("accounts")) {
                balances.put(
                        account.path("account").asString(),
                        new BigDecimal(account.path("balance").asString()));
            }
            return balances;
        }
        throw new IllegalStateException("The sandbox of " + route.code() + " does not answer");
    }

    /** Whether it has a journal of this external id. */
    boolean has(Route route, UUID externalId) {
        if (own(route)) {
            return jdbc.sql("""
                                    select count(*) from erp_sandbox.document d
                                    join erp_sandbox.company c on c.id = d.company
                                    where c.key_hash = :hash and d.kind = 'journals' and d.external_id = :externalId
                                    """)
                            .param("hash", keyHash(route))
                            .param("externalId", externalId.toString())
                            .query(Long.class)
                            .single()
                    > 0;
        }
        return adapter.journal(endpoint(route), externalId.toString()) instanceof Reply.Answer answer
                && answer.status() == 200;
    }

    private String keyHash(Route route) {
        try {
            var key = route.secrets(clock.instant()).getFirst();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
