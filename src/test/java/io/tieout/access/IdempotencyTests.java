package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.internal.IdempotentRequests;
import io.tieout.access.internal.IdempotentRequests.Begun;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class IdempotencyTests {

    @Autowired
    ApiClients clients;

    @Autowired
    WorkItems items;

    @Autowired
    IdempotentRequests requests;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    String client = "";
    Http http = new Http(0, "");

    @BeforeEach
    void makeClient() {
        client = "idem-" + UUID.randomUUID();
        var terms = ApiClients.Terms.of(List.of("work-items.write"));
        http = new Http(
                port, clients.create(client, terms, Actor.system("test")).key());
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndDoesNothing() {
        var item = raise();
        var first = waive(item, "key-1", "{\"reason\": \"known\"}");
        var second = waive(item, "key-1", "{\"reason\": \"known\"}");
        var other = waive(item, "key-2", "{\"reason\": \"known\"}");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(other.statusCode()).isEqualTo(409); // closed: so the repeat did not run
    }

    @Test
    void aKeyIsForOneRequestOnly() {
        var item = raise();
        waive(item, "key-1", "{\"reason\": \"known\"}");

        var reused = waive(item, "key-1", "{\"reason\": \"another\"}");

        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(reused.body()).contains("idempotency-key.reused");
    }

    @Test
    void aRefusedRequestMayBeMendedUnderANewKeyAndRepeatsItsRefusal() {
        var item = raise();

        assertThat(waive(item, "key-1", "{}").statusCode()).isEqualTo(400);
        assertThat(waive(item, "key-1", "{}").headers().firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(waive(item, "key-2", "{\"reason\": \"known\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void aRunningRequestIsNotRunTwiceAndADeadOneIsGivenUp() {
        var by = "client:" + client;
        var body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(requests.begin(by, "key-1", "/x", body)).isInstanceOf(Begun.First.class);
        assertThat(requests.begin(by, "key-1", "/x", body)).isInstanceOf(Begun.Running.class);
        jdbc.sql("""
                        update access.idempotent_request set started_at = now() - interval '10 minutes'
                        where actor = :actor
                        """).param("actor", by).update();

        assertThat(requests.begin(by, "key-1", "/x", body)).isInstanceOf(Begun.First.class);
    }

    @Test
    void anUnusableKeyIsRefused() {
        assertThat(waive(UUID.randomUUID(), "x".repeat(256), "{}").body()).contains("idempotency-key.invalid");
    }

    private UUID raise() {
        return items.raise(new NewWorkItem(
                CommonProblem.INTERNAL,
                BusinessKey.of("test:" + UUID.randomUUID()),
                Roles.OPERATIONS,
                NewWorkItem.Severity.LOW,
                "Something",
                null,
                Map.of()));
    }

    private HttpResponse<String> waive(UUID item, String key, String body) {
        return http.send("POST", "/api/v1/work-items/" + item + "/actions/waive", body, Map.of("Idempotency-Key", key));
    }
}
