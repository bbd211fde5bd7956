package io.tieout.access.adapter.in.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.People;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@IntegrationTest
class CommandsTests {

    @Autowired
    ClientCommand client;

    @Autowired
    UserCommand user;

    @Autowired
    ApiClients clients;

    @Autowired
    People people;

    @Autowired
    JsonMapper json;

    @LocalServerPort
    int port;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);

    @Test
    void aClientIsCreatedAndItsKeyOpens() {
        var code = "console-" + UUID.randomUUID();

        assertThat(client.run(List.of("create", code, "--scopes", "audit.read,orders.read", "--json"), out, err))
                .isZero();

        var key = json.readTree(output.toString(StandardCharsets.UTF_8))
                .path("key")
                .asString();
        assertThat(new Http(port, key).get("/api/v1/audit").statusCode()).isEqualTo(200);
        assertThat(client.run(List.of("create", code, "--scopes", "audit.read"), out, err))
                .isEqualTo(1);
        assertThat(client.run(List.of("revoke", code), out, err)).isZero();
        assertThat(new Http(port, key).get("/api/v1/audit").statusCode()).isEqualTo(401);
    }

    @Test
    void aPersonIsCreatedWithAFirstPassword() {
        var name = "console-" + UUID.randomUUID();

        assertThat(user.run(List.of("create", name, "--roles=auditor,operations"), out, err))
                .isZero();

        assertThat(output.toString(StandardCharsets.UTF_8).strip()).matches("\\S{12,}");
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("must be changed");
        assertThat(people.find(name))
                .hasValueSatisfying(
                        person -> assertThat(person.roles()).containsExactlyInAnyOrder("auditor", "operations"));
    }

    @Test
    void wrongArgumentsAreExplained() {
        assertThat(client.run(List.of(), out, err)).isEqualTo(2);
        assertThat(client.run(List.of("create", "x"), out, err)).isEqualTo(2);
        assertThat(client.run(List.of("create", "x", "--scopes", "no.such"), out, err))
                .isEqualTo(2);
        assertThat(client.run(List.of("create", "x", "--scope", "audit.read"), out, err))
                .isEqualTo(2);
        assertThat(user.run(List.of("create", "x", "--roles", "root"), out, err))
                .isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("Usage", "no.such", "--scope", "root");
        assertThat(clients.find("x")).isEmpty();
    }
}
