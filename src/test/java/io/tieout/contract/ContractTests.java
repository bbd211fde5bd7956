package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What holds for every call: paths, pages, problems, keys, correlation. */
@IntegrationTest
class ContractTests {

    /** Every path of the contract; what is in braces is any segment. */
    private static final List<String> PATHS = List.of(
            "POST /in/{connection}/{kind}",
            "GET /api/v1/messages/{id}",
            "POST /api/v1/messages/{id}/replay",
            "POST /api/v1/orders",
            "POST /api/v1/shipments",
            "POST /api/v1/returns",
            "POST /api/v1/inventory/movements",
            "POST /api/v1/inventory/counts",
            "GET /api/v1/orders",
            "GET /api/v1/orders/{id}",
            "GET /api/v1/inventory/positions",
            "GET /api/v1/inventory/movements",
            "GET /api/v1/returns",
            "GET /api/v1/settlements",
            "GET /api/v1/settlements/{id}",
            "GET /api/v1/settlements/{id}/lines",
            "GET /api/v1/payouts",
            "GET /api/v1/bank-lines",
            "GET /api/v1/journals",
            "GET /api/v1/journals/export",
            "GET /api/v1/trial-balance",
            "GET /api/v1/accounts/{code}/open-items",
            "GET /api/v1/documents",
            "GET /api/v1/deliveries",
            "GET /api/v1/work-items",
            "GET /api/v1/audit",
            "GET /api/v1/trace/{identifier}",
            "GET /api/v1/integrity",
            "GET /api/v1/problems/{code}",
            "GET /api/v1/events/{type}/schema",
            "PUT /api/v1/config",
            "GET /api/v1/config",
            "GET /api/config.schema.json",
            "POST /api/v1/orders/{id}/cancel",
            "POST /api/v1/returns/{id}/decision",
            "POST /api/v1/journals",
            "POST /api/v1/journals/{id}/approve",
            "POST /api/v1/journals/{id}/reverse",
            "POST /api/v1/periods/{entity}/{period}/close",
            "POST /api/v1/periods/{entity}/{period}/reopen",
            "POST /api/v1/mappings/{id}/submit",
            "POST /api/v1/mappings/{id}/approve",
            "POST /api/v1/mappings/{id}/reject",
            "POST /api/v1/mappings/{id}/simulate",
            "POST /api/v1/work-items/{id}/actions/{name}",
            "POST /api/v1/deliveries/{id}/retry",
            "POST /api/v1/deliveries/{id}/skip",
            "POST /api/v1/deliveries/{id}/acknowledgement",
            "POST /api/v1/replays",
            "POST /api/v1/settlements/{id}/post");

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    Caller admin = new Caller(new Http(0, ""));

    @BeforeEach
    void makeClient() {
        admin = client(Scopes.ADMIN);
    }

    private Caller client(String... scopes) {
        var terms = ApiClients.Terms.of(List.of(scopes));
        var code = "contract-" + UUID.randomUUID();
        return new Caller(
                new Http(port, clients.create(code, terms, Actor.system("test")).key()));
    }

    @Test
    void theApiDescriptionNamesEveryPath() {
        var described = new TreeSet<String>();
        admin.get("/v3/api-docs")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}"))));

        assertThat(described)
                .containsAll(PATHS.stream()
                        .map(path -> path.replaceAll("\\{[^}]*}", "{}"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "inventory/positions",
                "inventory/movements",
                "returns",
                "settlements",
                "payouts",
                "bank-lines",
                "journals",
                "documents",
                "deliveries",
                "work-items?state=open",
                "audit",
                "messages",
                "mappings",
                "products"
            })
    void listsAnswerPages(String list) {
        var and = list.contains("?") ? "&" : "?";

        var page = admin.get("/api/v1/" + list + and + "limit=1");
        var most = admin.get("/api/v1/" + list + and + "limit=100000");

        assertThat(page.propertyNames()).containsExactlyInAnyOrder("items", "next");
        assertThat(page.path("items").size()).isLessThanOrEqualTo(1);
        assertThat(most.path("items").size()).isLessThanOrEqualTo(500);
        if (page.path("next").isString()) {
            var next = admin.get("/api/v1/" + list + and + "limit=1&after="
                    + java.net.URLEncoder.encode(
                            page.path("next").asString(), java.nio.charset.StandardCharsets.UTF_8));
            assertThat(next.path("items")).isNotEqualTo(page.path("items"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "audit", "journals", "settlements", "deliveries", "returns", "messages"})
    void aListNeedsItsScopeAndAWrongCursorIsTheCallersMistake(String list) {
        assertThat(new Caller(new Http(port, ""))
                        .refusal("GET", "/api/v1/" + list, "", 401)
                        .path("code")
                        .asString())
                .isEqualTo("unauthenticated");
        assertThat(client("metrics.read")
                        .refusal("GET", "/api/v1/" + list, "", 403)
                        .path("code")
                        .asString())
                .isEqualTo("forbidden");
        assertThat(admin.refusal("GET", "/api/v1/" + list + "?after=%00no-cursor", "", 400)
                        .path("code")
                        .asString())
                .isEqualTo("request.invalid");
    }

    @Test
    void aProblemsTypeIsAPageOfThisServer() {
        var problem = admin.refusal("GET", "/api/v1/orders/" + UUID.randomUUID(), "", 404);

        var page = new Http(port, "")
                .get(URI.create(problem.path("type").asString()).getPath());

        assertThat(Caller.read(page, 200).path("code").asString()).isEqualTo("not-found");
        assertThat(admin.refusal("GET", "/api/v1/no-such-thing", "", 404)
                        .path("code")
                        .asString())
                .isEqualTo("not-found");
        assertThat(admin.refusal("POST", "/api/v1/journals", "{\"entity\":", 400)
                        .path("errors")
                        .path(0)
                        .path("line")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theCorrelationIdIsGivenBack() {
        var mine = "contract-" + UUID.randomUUID();

        var kept = admin.http().send("GET", "/api/v1/orders", "", Map.of("X-Correlation-Id", mine));
        var made = admin.http().get("/api/v1/orders");
        var refused = admin.http().send("GET", "/api/v1/nothing", "", Map.of("X-Correlation-Id", mine));

        assertThat(kept.headers().firstValue("X-Correlation-Id")).contains(mine);
        assertThat(made.headers().firstValue("X-Correlation-Id").orElse("")).isNotBlank();
        assertThat(Caller.read(refused, 404).path("correlationId").asString()).isEqualTo(mine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sales-order.released",
                "sales-order.cancelled",
                "fulfilment.requested",
                "invoice.triggered",
                "credit-memo.triggered",
                "journal.posted",
                "settlement.reconciled",
                "payout.reconciled",
                "stock.changed",
                "return.decided"
            })
    void everyTypeOfMessageHasItsSchema(String type) {
        assertThat(admin.get("/api/v1/events/" + type + "/schema")
                        .path("$schema")
                        .asString())
                .contains("json-schema.org");
    }

    @Test
    void theDoorAnswersAsAgreed() {
        var shop = new ExampleRetailer();
        admin.configure(shop.file("retailer.yaml"), "");
        var door = "/in/" + shop.channel + "/settlement";
        var body = shop.file("settlement.txt");

        var first = admin.send(door, body, "text/plain", 202);
        var repeat = admin.send(door, body, "text/plain", 200);

        assertThat(first.propertyNames()).containsExactlyInAnyOrder("messageId", "state");
        assertThat(first.path("state").asString()).isEqualTo("received");
        assertThat(repeat.path("messageId")).isEqualTo(first.path("messageId"));
        assertThat(repeat.path("duplicate").asBoolean()).isTrue();
        assertThat(admin.refusal("POST", "/in/nobody/order", "{}", 404)
                        .path("code")
                        .asString())
                .isEqualTo("connection.unknown");
        assertThat(Caller.read(admin.http().send("POST", door, "x", Map.of("Content-Type", "image/png")), 415)
                        .path("code")
                        .asString())
                .isEqualTo("media-type.unsupported");
        assertThat(new Caller(new Http(port, ""))
                        .refusal("POST", door, "{}", 401)
                        .path("code")
                        .asString())
                .isEqualTo("unauthenticated");

        var unreadable = admin.send("/in/" + shop.channel + "/order", "{", "application/json", 202);
        var message =
                admin.get("/api/v1/messages/" + unreadable.path("messageId").asString() + "?waitMs=20000");
        assertThat(message.path("state").asString()).isEqualTo("failed");
        assertThat(message.path("workItem").asString()).isNotBlank();
        assertThat(message.propertyNames()).contains("state", "reason", "subjects", "workItem");
    }
}
