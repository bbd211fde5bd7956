package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class HubConfigTests {

    private static final Actor TESTER = Actor.system("test");

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    Http http = new Http(0, "");

    @BeforeEach
    void makeClient() {
        http = new Http(port, key(List.of(Scopes.ADMIN)));
    }

    @Test
    void aFileIsAppliedAndReadBack() {
        var code = code();
        var file = """
                clients:
                  - {code: %s, scopes: [orders.read, shipments.write], ratePerMinute: 600}
                """.formatted(code);

        var first = put("", file);
        var again = put("", file);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).contains("\"kind\":\"added\"", "\"key\":\"" + code + "\"", "\"applied\":true");
        assertThat(again.body()).contains("\"clients\":[]");
        assertThat(http.get("/api/v1/config").body())
                .contains("{\"code\":\"" + code
                        + "\",\"scopes\":[\"orders.read\",\"shipments.write\"],\"ratePerMinute\":600}");
        assertThat(http.send("GET", "/api/v1/config", "", Map.of("Accept", "application/yaml"))
                        .body())
                .contains("clients:");
    }

    @Test
    void aDryRunSaysAllAndDoesNothing() {
        var code = code();

        var answer = put("?dryRun=true", "clients: [{code: " + code + ", scopes: []}]");

        assertThat(answer.body()).contains("\"dryRun\":true", "\"applied\":false", "\"kind\":\"added\"");
        assertThat(clients.find(code)).isEmpty();
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPlace() {
        var answer = put("", """
                clients:
                  - code: x
                    scopes: []
                    ratePerMinut: 5
                """);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"code\":\"config.invalid\"", "\"pointer\":\"/clients/0/ratePerMinut\"", "\"line\":4");
        assertThat(put("", "nonsense: 1").body()).contains("\"pointer\":\"/nonsense\"", "\"line\":1");
    }

    @Test
    void whatASectionRefusesHasItsPlaceInTheFileAndNothingIsApplied() {
        var code = code();
        var answer = put("", """
                clients:
                  - {code: %s, scopes: [orders.read]}
                  - {code: %s-2, scopes: [orders.read, no.such]}
                """.formatted(code, code));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("scope.unknown", "\"pointer\":\"/clients/1/scopes/1\"", "\"line\":3");
        assertThat(clients.find(code)).isEmpty();
    }

    @Test
    void brokenFilesAreRefusedWithLineAndColumn() {
        assertThat(put("", "clients: [\n  {code: x").body()).contains("request.unreadable", "\"line\":");
        assertThat(put("", "clients: []\nclients: []").body()).contains("request.unreadable", "\"line\":2");
        assertThat(put("", "just text").statusCode()).isEqualTo(422);
        assertThat(http.send("PUT", "/api/v1/config", "{\"clients\": [}", Map.of())
                        .body())
                .contains("request.unreadable", "\"line\":1");
        assertThat(http.send("PUT", "/api/v1/config", "x", Map.of("Content-Type", "image/png"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(put("", "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\n")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void nobodyGivesAwayWhatTheyDoNotHold() {
        var small = new Http(port, key(List.of("config.write", "orders.read")));
        var strong = code();
        clients.create(strong, ApiClients.Terms.of(List.of(Scopes.ADMIN)), TESTER);
        var code = code();

        assertThat(put(small, "clients: [{code: " + code + ", scopes: [orders.read]}]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(put(small, "clients: [{code: " + code + ", scopes: [admin]}]")
                        .body())
                .contains("scope.not-held");
        assertThat(put(small, "clients: [{code: " + strong + ", scopes: [orders.read]}]")
                        .body())
                .contains("scope.not-held");
        assertThat(put(small, "clients: [{code: " + strong + ", scopes: [admin], key: " + "k".repeat(30) + "}]")
                        .body())
                .contains("scope.not-held");
    }

    @Test
    void aGivenKeyOpensAndIsNeverGivenBack() {
        var code = code();
        var key = "given-" + UUID.randomUUID();

        put("", "clients: [{code: " + code + ", scopes: [config.read], key: " + key + "}]");

        var answer = new Http(port, key).get("/api/v1/config");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(code).doesNotContain(key);
        assertThat(http.get("/api/v1/audit?limit=500").body())
                .contains("config.applied")
                .doesNotContain(key);
    }

    @Test
    void theSchemaIsOpenToAll() {
        var answer = new Http(port, "").get("/api/config.schema.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"clients\"", "2020-12");
    }

    private HttpResponse<String> put(String query, String yaml) {
        return http.send("PUT", "/api/v1/config" + query, yaml, Map.of("Content-Type", "application/yaml"));
    }

    private static HttpResponse<String> put(Http by, String yaml) {
        return by.send("PUT", "/api/v1/config", yaml, Map.of("Content-Type", "application/yaml"));
    }

    private String key(List<String> scopes) {
        return clients.create(code(), ApiClients.Terms.of(scopes), TESTER).key();
    }

    private static String code() {
        return "config-" + UUID.randomUUID();
    }
}
