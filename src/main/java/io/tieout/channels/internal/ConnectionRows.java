package io.tieout.channels.internal;

import io.tieout.channels.Connection;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The connection table. */
@Repository
public class ConnectionRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ConnectionRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<Connection> all() {
        return jdbc.sql("""
                        select code, adapter, entity, zone, settings, secrets, paused from channels.connection order by code
                        """).query((row, _) -> connection(row)).list();
    }

    public void save(Connection connection, Instant at) {
        jdbc.sql("""
                        insert into channels.connection (code, adapter, entity, zone, settings, secrets, paused, changed_at)
                        values (?, ?, ?, ?, ?::jsonb, ?::text[], ?, ?)
                        on conflict (code) do update set adapter = excluded.adapter, entity = excluded.entity,
                            zone = excluded.zone, settings = excluded.settings, secrets = excluded.secrets,
                            paused = excluded.paused, changed_at = excluded.changed_at,
                            version = channels.connection.version + 1
                        """)
                .params(
                        connection.code().value(),
                        connection.adapter(),
                        connection.entity().value(),
                        connection.zone().getId(),
                        json.writeValueAsString(connection.settings()),
                        connection.secrets().toArray(String[]::new),
                        connection.paused(),
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    public void remove(ConnectionCode code) {
        jdbc.sql("delete from channels.connection where code = ?")
                .param(code.value())
                .update();
    }

    private Connection connection(ResultSet row) throws SQLException {
        return new Connection(
                ConnectionCode.of(row.getString("code")),
                row.getString("adapter"),
                EntityCode.of(row.getString("entity")),
                ZoneId.of(row.getString("zone")),
                json.readValue(row.getString("settings"), new TypeReference<Map<String, String>>() {}),
                List.of((String[]) row.getArray("secrets").getArray()),
                row.getBoolean("paused"));
    }
}
