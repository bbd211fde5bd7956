package io.tieout.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.inbox.internal.BodyRetention;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is left of a message when its bytes have been removed. */
@IntegrationTest
class BodyRetentionTests {

    private static final Instant LONG_AGO = Instant.parse("1991-01-01T00:00:00Z");

    @Autowired
    BodyRetention retention;

    @Autowired
    ApiClients clients;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private Http http = new Http(0, "");

    @BeforeEach
    void open() {
        var terms = ApiClients.Terms.of(List.of(Scopes.ADMIN));
        http = new Http(
                port,
                clients.create("retention-" + id, terms, Actor.system("test")).key());
        var configured = http.send(
                "PUT", "/api/v1/config", """
                entities: [{code: ERID, name: Retention, country: DE, currency: EUR}]
                locations: [{code: WRID, type: WAREHOUSE, entity: ERID}]
                products: [{sku: RID, name: Kept}]
                """.replace("RID", "R" + id), Map.of("Content-Type", "application/yaml"));
        assertThat(configured.statusCode()).as(configured.body()).isEqualTo(200);
    }

    private HttpResponse<String> movement(String sku) {
        return http.send("POST", "/api/v1/inventory/movements?waitMs=20000", """
                {"externalId":"r-%1$s-%2$s","movements":[{"sku":"%2$s","location":"WR%1$s","bucket":"ON_HAND","quantity":1,
                 "reason":"RECEIPT","occurredAt":"2026-10-01T08:00:00Z","line":"1"}]}""".formatted(id, sku), Map.of());
    }

    private static String message(HttpResponse<String> answer) {
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        return body.path("messageId").asString();
    }

    /** As if it had come in long ago, so that no other test's messages are touched. */
    private void receivedLongAgo(String message) {
        jdbc.sql("update inbox.message set received_at = '1990-01-01' where id = ?::uuid")
                .param(message)
                .update();
    }

    private void round() {
        while (retention.removeSome(LONG_AGO)) {
            // there is more
        }
    }

    @Test
    void whatIsDoneWithLosesItsBytesAndKeepsItsNameAndHash() {
        var message = message(movement("R" + id));
        var path = "/api/v1/messages/" + message;
        assertThat(http.get(path + "/raw").body()).contains("ON_HAND");
        receivedLongAgo(message);

        round();
        round();

        assertThat(http.get(path).body()).contains("\"state\":\"processed\"");
        assertThat(http.get(path + "/raw").statusCode()).isEqualTo(410);
        assertThat(http.get(path + "/raw").body()).contains("\"code\":\"message.body-removed\"");
        assertThat(http.send("POST", path + "/replay", "", Map.of()).statusCode())
                .isEqualTo(410);
        assertThat(movement("R" + id).body())
                .as("a repeat is still known as one")
                .contains(message);
        assertThat(http.get("/api/v1/inventory/movements?sku=R" + id).body()).containsOnlyOnce("\"sequence\"");
    }

    @Test
    void whatFailedKeepsItsBytes() {
        var message = message(movement("NOBODY-KNOWS"));
        assertThat(http.get("/api/v1/messages/" + message).body()).doesNotContain("\"state\":\"processed\"");
        receivedLongAgo(message);

        round();

        assertThat(http.get("/api/v1/messages/" + message + "/raw").body()).contains("NOBODY-KNOWS");
    }

    @Test
    void nothingIsRemovedUnlessAskedFor() {
        var message = message(movement("R" + id));
        receivedLongAgo(message);

        assertThat(retention.removeSome()).isFalse();

        assertThat(http.get("/api/v1/messages/" + message + "/raw").body()).contains("ON_HAND");
        round(); // for the other tests, nothing of long ago stays
    }
}
