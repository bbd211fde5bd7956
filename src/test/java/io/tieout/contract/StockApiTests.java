package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Stock, as clients see it. */
@IntegrationTest
class StockApiTests {

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private Caller admin = new Caller(new Http(0, ""));

    @BeforeEach
    void open() {
        admin = client(Scopes.ADMIN);
        admin.configure("""
                entities: [{code: EID, name: Stock, country: DE, currency: EUR}]
                locations: [{code: WID, type: WAREHOUSE, entity: EID}]
                products: [{sku: A-ID, name: A}, {sku: B-ID, name: B}, {sku: C-ID, name: C}]
                """.replace("ID", id), "");
    }

    private Caller client(String... scopes) {
        var terms = ApiClients.Terms.of(List.of(scopes));
        return new Caller(new Http(
                port,
                clients.create("stock-" + UUID.randomUUID(), terms, Actor.system("test"))
                        .key()));
    }

    private String movements(String externalId, String sku, String quantity) {
        return """
                {"externalId":"%s","movements":[{"sku":"%s","location":"W%s","bucket":"ON_HAND","quantity":%s,"reason":"RECEIPT",
                 "occurredAt":"2026-10-01T08:00:00Z","line":"1"}]}""".formatted(externalId, sku, id, quantity);
    }

    private String sku(String letter) {
        return letter + "-" + id;
    }

    private List<JsonNode> positions(String query) {
        return admin.get("/api/v1/inventory/positions?location=W" + id + query).path("items").values().stream()
                .toList();
    }

    private int status(String body) {
        return admin.http()
                .send("POST", "/api/v1/inventory/movements?waitMs=20000", body, Map.of())
                .statusCode();
    }

    @Test
    void goodsComeInOnceAndArePaged() {
        for (var letter : List.of("A", "B", "C")) {
            assertThat(status(movements("in-" + letter + id, sku(letter), "5"))).isBetween(200, 201);
        }
        admin.http().send("POST", "/api/v1/inventory/movements", movements("in-A" + id, sku("A"), "5"), Map.of());

        assertThat(positions("&sku=" + sku("A")).getFirst().path("onHand").asInt())
                .isEqualTo(5);
        assertThat(admin.get("/api/v1/inventory/movements?sku=" + sku("A")).path("items"))
                .hasSize(1);
        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page = admin.get("/api/v1/inventory/positions?limit=1&location=W" + id + after);
            page.path("items").forEach(item -> seen.add(item.path("sku").asString()));
            after = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        assertThat(seen).containsExactly(sku("A"), sku("B"), sku("C"));
        assertThat(positions("&asOf=2026-09-30T00:00:00Z"))
                .allSatisfy(
                        position -> assertThat(position.path("onHand").asInt()).isZero());
    }

    @Test
    void safetyStockIsKeptBack() {
        status(movements("safe-" + id, sku("A"), "5"));
        var body = "{\"sku\":\"" + sku("A") + "\",\"location\":\"W" + id + "\",\"quantity\":2}";

        assertThat(admin.http()
                        .send("PUT", "/api/v1/inventory/safety-stock", body, Map.of())
                        .statusCode())
                .isEqualTo(204);

        assertThat(positions("&sku=" + sku("A"))
                        .getFirst()
                        .path("availableToPromise")
                        .asInt())
                .isEqualTo(3);
        assertThat(refused(client("inventory.read"), "PUT", "/api/v1/inventory/safety-stock", body, 403))
                .isEqualTo("forbidden");
        var missing = admin.refusal("PUT", "/api/v1/inventory/safety-stock", "{}", 400);
        assertThat(missing.path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/sku", "/location", "/quantity");
        for (var wrong : List.of("\"many\"", "-1", "1e2147483647", "1e99", "0.0000001", "true")) {
            assertThat(admin.http()
                            .send(
                                    "PUT",
                                    "/api/v1/inventory/safety-stock",
                                    body.replace(":2}", ":" + wrong + "}"),
                                    Map.of())
                            .statusCode())
                    .as(wrong)
                    .isBetween(400, 422);
        }
        assertThat(positions("&sku=" + sku("A")).getFirst().path("safetyStock").asInt())
                .isEqualTo(2);
        assertThat(admin.http()
                        .send("PUT", "/api/v1/inventory/safety-stock", body.replace(sku("A"), "NO-SUCH"), Map.of())
                        .statusCode())
                .isBetween(404, 422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                    | 400
            []                                                   | 422
            {}                                                   | 422
            {"externalId":"x"}                                   | 422
            {"externalId":"x","movements":[null]}                | 422
            {"externalId":"x","movements":"all"}                 | 422
            {"externalId":"x","movements":[{"sku":"A"}]}         | 422
            """)
    void aBodyThatIsNotCompleteIsRefusedAtOnce(String body, int status) {
        var answer = admin.http().send("POST", "/api/v1/inventory/movements", body, Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isIn(status, 400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(positions("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "\"five\"", "null", "0.0000001"})
    void aQuantityThatIsNoneIsRefused(String quantity) {
        var answer = admin.http()
                .send("POST", "/api/v1/inventory/movements", movements("q-" + id, sku("A"), quantity), Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(positions("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "today"})
    void anInstantThatIsNoneIsRefused(String instant) {
        var body = movements("i-" + id, sku("A"), "1").replace("2026-10-01T08:00:00Z", instant);

        var answer = admin.http().send("POST", "/api/v1/inventory/movements", body, Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(positions("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inventory/positions?after=nonsense",
                "inventory/positions?limit=many",
                "inventory/positions?asOf=yesterday",
                "inventory/positions?asOf=%2B999999999-01-01T00:00:00Z",
                "inventory/movements?after=nonsense",
                "inventory/movements?limit=1e9",
                "inventory/positions/proof",
                "inventory/positions/proof?sku=&location="
            })
    void aQueryThatMakesNoSenseIsTheCallersMistake(String query) {
        assertThat(refused(admin, "GET", "/api/v1/" + query, "", 400)).isEqualTo("request.invalid");
    }

    @Test
    void eachCallNeedsItsScope() {
        assertThat(refused(client("inventory.write"), "GET", "/api/v1/inventory/positions", "", 403))
                .isEqualTo("forbidden");
        assertThat(refused(
                        client("inventory.read"), "POST", "/api/v1/inventory/movements", movements("s", "A", "1"), 403))
                .isEqualTo("forbidden");
        assertThat(refused(client("orders.read"), "GET", "/api/v1/inventory/movements", "", 403))
                .isEqualTo("forbidden");
    }

    private static String refused(Caller by, String method, String path, String body, int status) {
        return by.refusal(method, path, body, status).path("code").asString();
    }
}
