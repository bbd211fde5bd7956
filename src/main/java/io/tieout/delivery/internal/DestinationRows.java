package io.tieout.delivery.internal;

import io.tieout.access.Secrets;
import io.tieout.delivery.Delivery;
import io.tieout.delivery.Destination;
import io.tieout.delivery.PartnerBacklog;
import io.tieout.kernel.EntityCode;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Destinations as they are stored; their secrets lie with {@link Secrets}. */
@Repository
public class DestinationRows {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final JsonMapper json;

    DestinationRows(JdbcClient jdbc, Secrets secrets, JsonMapper json) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.json = json;
    }

    /** The name under which a destination's secret is kept. */
    public static String secretName(String code) {
        return "destination." + code;
    }

    private static String previousSecretName(String code) {
        return secretName(code) + ".previous";
    }

    /** All, without secrets. */
    List<Route> all() {
        return jdbc.sql("select * from delivery.destination order by code")
                .query((row, _) -> route(row))
                .list();
    }

    Optional<Route> find(String code) {
        return jdbc.sql("select * from delivery.destination where code = :code")
                .param("code", code)
                .query((row, _) -> route(row))
                .optional();
    }

    Route withSecrets(Route route) {
        return new Route(
                route.destination(),
                route.version(),
                route.createdAt(),
                route.pausedBecause(),
                secrets.get(secretName(route.code())).orElse(null),
                secrets.get(previousSecretName(route.code())).orElse(null),
                route.previousSecretUntil(),
                route.openingBalances());
    }

    private Route route(ResultSet row) throws SQLException {
        var until = row.getTimestamp("previous_secret_until");
        var destination = new Destination(
                row.getString("code"),
                row.getString("adapter"),
                EntityCode.of(row.getString("entity")),
                URI.create(row.getString("url")),
                row.getBoolean("allow_internal"),
                List.of((String[]) row.getArray("events").getArray()),
                json.readValue(row.getString("settings"), TEXTS),
                row.getBoolean("paused"));
        return new Route(
                destination,
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("paused_because"),
                null,
                null,
                until == null ? null : until.toInstant(),
                json.readValue(row.getString("opening_balances"), TEXTS));
    }

    void insert(Destination destination, Map<String, String> openingBalances, String secret, Instant now) {
        jdbc.sql("""
                        insert into delivery.destination (code, adapter, entity, url, allow_internal, events, settings,
                            paused, opening_balances, created_at)
                        values (:code, :adapter, :entity, :url, :allowInternal, :events, cast(:settings as jsonb),
                            :paused, cast(:openingBalances as jsonb), :now)
                        """)
                .param("code", destination.code())
                .param("adapter", destination.adapter())
                .param("entity", destination.entity().value())
                .param("url", destination.url().toString())
                .param("allowInternal", destination.allowInternal())
                .param("events", Columns.texts(destination.events(), event -> event))
                .param("settings", json.writeValueAsString(destination.settings()))
                .param("paused", destination.paused())
                .param("openingBalances", json.writeValueAsString(openingBalances))
                .param("now", Timestamp.from(now))
                .update();
        secrets.put(secretName(destination.code()), secret);
    }

    /** One that another module keeps; where two transactions make it at once, one does. It has no secret of its own. */
    void insertIfAbsent(Destination destination, Instant now) {
        jdbc.sql("""
                        insert into delivery.destination (code, adapter, entity, url, allow_internal, events, settings,
                            paused, created_at)
                        values (:code, :adapter, :entity, :url, false, :events, cast(:settings as jsonb), false, :now)
                        on conflict (code) do nothing
                        """)
                .param("code", destination.code())
                .param("adapter", destination.adapter())
                .param("entity", destination.entity().value())
                .param("url", destination.url().toString())
                .param("events", Columns.texts(destination.events(), event -> event))
                .param("settings", json.writeValueAsString(destination.settings()))
                .param("now", Timestamp.from(now))
                .update();
    }

    List<PartnerBacklog> backlog(String code) {
        return jdbc.sql("""
                        select type, state, count(*) as messages, min(created_at) as oldest
                        from delivery.outbound_message
                        where destination = :code and state <> 'DELIVERED' and state <> 'SKIPPED'
                        group by type, state order by type, state
                        """)
                .param("code", code)
                .query((row, _) -> new PartnerBacklog(
                        row.getString("type"),
                        Delivery.State.valueOf(row.getString("state")),
                        row.getLong("messages"),
                        row.getTimestamp("oldest").toInstant()))
                .list();
    }

    /** Everything but whether it is paused. */
    void update(Destination destination) {
        jdbc.sql("""
                        update delivery.destination
                        set adapter = :adapter, entity = :entity, url = :url, allow_internal = :allowInternal,
                            events = :events, settings = cast(:settings as jsonb), version = version + 1
                        where code = :code
                        """)
                .param("code", destination.code())
                .param("adapter", destination.adapter())
                .param("entity", destination.entity().value())
                .param("url", destination.url().toString())
                .param("allowInternal", destination.allowInternal())
                .param("events", Columns.texts(destination.events(), event -> event))
                .param("settings", json.writeValueAsString(destination.settings()))
                .update();
    }

    /** The old secret goes on signing beside the new one until then. @return whether it is a new one */
    boolean replaceSecret(String code, String secret, Instant oldOneUntil) {
        var old = secrets.get(secretName(code));
        if (old.filter(secret::equals).isPresent()) {
            return false;
        }
        old.ifPresent(value -> secrets.put(previousSecretName(code), value));
        secrets.put(secretName(code), secret);
        jdbc.sql("""
                        update delivery.destination set previous_secret_until = :until, version = version + 1
                        where code = :code
                        """)
                .param("until", Timestamp.from(oldOneUntil))
                .param("code", code)
                .update();
        return true;
    }

    /** How a secret is shown: where it comes from, if that is the environment, else that there is one. */
    String secretReference(String code, String prefix) {
        return prefix + secretName(code);
    }

    /** @return whether it changed */
    boolean setPaused(String code, boolean paused, @Nullable String because) {
        return jdbc.sql("""
                                update delivery.destination
                                set paused = :paused, paused_because = :because, version = version + 1
                                where code = :code and paused <> :paused
                                """)
                        .param("paused", paused)
                        .param("because", because)
                        .param("code", code)
                        .update()
                > 0;
    }

    /** What was still to be sent there is given up. */
    void remove(String code) {
        // first the messages, then the keys: the order in which a lane locks them when it concludes a batch
        jdbc.sql("""
                        with open as (
                            select id from delivery.outbound_message
                            where destination = :code and state not in ('DELIVERED', 'SKIPPED')
                            order by id for update
                        )
                        update delivery.outbound_message m
                        set state = 'SKIPPED', claimed_by = null, last_error = 'The destination was removed'
                        from open where m.id = open.id
                        """).param("code", code).update();
        jdbc.sql("""
                        with locked as (
                            select destination, key from delivery.key_sequence
                            where destination = :code and done_sequence < last_sequence
                            order by key for update
                        )
                        update delivery.key_sequence k set done_sequence = last_sequence
                        from locked where k.destination = locked.destination and k.key = locked.key
                        """).param("code", code).update();
        jdbc.sql("delete from delivery.destination where code = :code")
                .param("code", code)
                .update();
        secrets.remove(secretName(code));
        secrets.remove(previousSecretName(code));
    }
}
