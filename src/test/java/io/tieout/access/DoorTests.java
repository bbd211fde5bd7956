package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class DoorTests {

    private static final Actor TESTER = Actor.system("test");

    @Autowired
    ApiClients clients;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aKeyOpensWhatItsScopesAllow() throws Exception {
        var key = issue(List.of("work-items.read"));

        assertThat(get("/api/v1/work-items?state=open", key).statusCode()).isEqualTo(200);
        var refused = get("/api/v1/audit", key);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"forbidden\"");
    }

    @Test
    void adminImpliesAllScopes() throws Exception {
        assertThat(get("/api/v1/audit?limit=1", issue(List.of(Scopes.ADMIN))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutAKeyTheApiIsClosedAndSaysHowToGetIn() throws Exception {
        var answer = get("/api/v1/work-items", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"unauthenticated\"")
                .contains("\"type\":\"http://localhost:" + port + "/api/v1/problems/unauthenticated\"");
    }

    @Test
    void aWrongKeyIsRefusedEvenWhereNoneIsNeeded() throws Exception {
        assertThat(get("/api/v1/problems", "tio_wrong").statusCode()).isEqualTo(401);
        assertThat(get("/in/nowhere/order", "tio_wrong").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/problems", "x".repeat(4000)).statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/problems", "x".repeat(40_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void expiredRevokedAndDisabledKeysAreRefused() throws Exception {
        var expired = code();
        var expiredKey = clients.create(
                        expired,
                        new ApiClients.Terms(
                                List.of("audit.read"), null, clock.instant().minusSeconds(1), true),
                        TESTER)
                .key();
        var revoked = code();
        var revokedKey = clients.create(revoked, ApiClients.Terms.of(List.of("audit.read")), TESTER)
                .key();
        assertThat(get("/api/v1/audit", revokedKey).statusCode()).isEqualTo(200);
        clients.revoke(revoked, TESTER);
        var disabled = code();
        var disabledKey = clients.create(disabled, ApiClients.Terms.of(List.of("audit.read")), TESTER)
                .key();
        assertThat(get("/api/v1/audit", disabledKey).statusCode()).isEqualTo(200);
        clients.change(disabled, new ApiClients.Terms(List.of("audit.read"), null, null, false), TESTER);

        assertThat(get("/api/v1/audit", expiredKey).statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/audit", revokedKey).statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/audit", disabledKey).statusCode()).isEqualTo(401);
    }

    @Test
    void aRotationLeavesTheOldKeyValidForAWhile() throws Exception {
        var code = code();
        var old = clients.create(code, ApiClients.Terms.of(List.of("audit.read")), TESTER)
                .key();

        var fresh = clients.rotate(code, Duration.ofHours(1), TESTER).key();
        assertThat(get("/api/v1/audit", old).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/audit", fresh).statusCode()).isEqualTo(200);

        clients.rotate(code, Duration.ZERO, TESTER);
        assertThat(get("/api/v1/audit", old).statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/audit", fresh).statusCode()).isEqualTo(401);
    }

    @Test
    void aUsedUpQuotaSaysWhenToComeAgain() throws Exception {
        var key = clients.create(code(), new ApiClients.Terms(List.of("audit.read"), 2, null, true), TESTER)
                .key();

        assertThat(get("/api/v1/audit", key).headers().firstValue("RateLimit-Remaining"))
                .hasValue("1");
        get("/api/v1/audit", key);
        var refused = get("/api/v1/audit", key);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"rate.exceeded\"");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    @Test
    void theCorrelationIdComesBackAndCannotForgeTheLog() throws Exception {
        assertThat(correlated("X-Correlation-Id", "my-request-7")).isEqualTo("my-request-7");
        assertThat(correlated("X-Correlation-Id", "a b")).isNotEqualTo("a b").hasSize(36);
        assertThat(correlated("X-Correlation-Id", "x".repeat(129))).hasSize(36);
        assertThat(correlated("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(correlated("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"))
                .hasSize(36);
    }

    @Test
    void everyFailureIsAProblem() throws Exception {
        var key = issue(List.of(Scopes.ADMIN));

        assertProblem(get("/api/v1/nowhere", key), 404, "not-found");
        assertProblem(get("/api/v1/work-items/not-a-uuid", key), 400, "request.invalid");
        assertProblem(get("/api/v1/work-items/" + UUID.randomUUID(), key), 404, "not-found");
        assertProblem(get("/api/v1/work-items?after=rubbish", key), 400, "request.invalid");
        assertProblem(send("DELETE", "/api/v1/audit", key, ""), 405, "method.not-allowed");
        var action = "/api/v1/work-items/" + UUID.randomUUID() + "/actions/waive";
        var broken = send("POST", action, key, "{\"reason\": }");
        assertProblem(broken, 400, "request.unreadable");
        assertThat(broken.body()).contains("\"line\":1");
        assertProblem(send("POST", action, key, "{\"reason\": {\"a\":1}}"), 400, "request.invalid");
        assertProblem(send("POST", action, key, "{\"a\":\"" + "x".repeat(6_000_000) + "\"}"), 413, "request.too-large");
        assertProblem(get("/api/v1/audit?subject=a%00b", key), 400, "request.invalid");
    }

    @Test
    void aStatelessApiSetsNoCookieAndTellsBrowsersToKeepOut() throws Exception {
        var answer = get("/api/v1/problems", null);

        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
    }

    @Test
    void theBrowserSideAsksToSignIn() throws Exception {
        var answer = get("/", null);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
    }

    @Test
    void metricsAreForThisMachineAndForTheScopeButNotForWhoeverComesThroughAProxy() throws Exception {
        assertThat(get("/actuator/prometheus", null).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
        var proxied = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                .header("X-Forwarded-For", "203.0.113.7");
        assertThat(http.send(proxied.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        proxied.header("Authorization", "Bearer " + issue(List.of("metrics.read")));
        assertThat(http.send(proxied.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void problemsAreDescribedWhereTheirTypePoints() throws Exception {
        assertThat(get("/api/v1/problems/not-found", null).body()).contains("\"title\":\"There is no such thing\"");
        assertProblem(get("/api/v1/problems/no.such", null), 404, "not-found");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains("\"correlationId\":\"");
    }

    private String correlated(String header, String value) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/problems"))
                .header(header, value)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("X-Correlation-Id")
                .orElseThrow();
    }

    private String issue(List<String> scopes) {
        return clients.create(code(), ApiClients.Terms.of(scopes), TESTER).key();
    }

    private static String code() {
        return "door-" + UUID.randomUUID();
    }

    private HttpResponse<String> get(String path, @org.jspecify.annotations.Nullable String key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String key, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
