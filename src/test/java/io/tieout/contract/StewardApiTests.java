package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.time.LocalDate;
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

/** Mappings and work items, as clients see them. */
@IntegrationTest
class StewardApiTests {

    @Autowired
    ApiClients clients;

    @Autowired
    Mappings mappings;

    @LocalServerPort
    int port;

    private final String partner = "p-" + UUID.randomUUID();
    private Caller anna = new Caller(new Http(0, ""));
    private Caller bert = anna;

    @BeforeEach
    void open() {
        anna = client(Scopes.ADMIN);
        bert = client(Scopes.ADMIN);
    }

    private Caller client(String... scopes) {
        var terms = ApiClients.Terms.of(List.of(scopes));
        return new Caller(new Http(
                port,
                clients.create("steward-" + UUID.randomUUID(), terms, Actor.system("test"))
                        .key()));
    }

    private String proposal(String entries) {
        return "{\"kind\":\"carrier\",\"partner\":\"%s\",\"validFrom\":\"2026-01-01\",\"entries\":%s}"
                .formatted(partner, entries);
    }

    private static String refused(Caller by, String method, String path, String body, int status) {
        return by.refusal(method, path, body, status).path("code").asString();
    }

    @Test
    void aSetGoesThroughItsLifeWithASecondPerson() {
        mappings.resolve(MappingKind.CARRIER, "DHL", partner, LocalDate.of(2026, 10, 1));
        var set = anna.post("/api/v1/mappings", proposal("{\"DHL\":\"dhl\"}"), 201);
        var path = "/api/v1/mappings/" + set.path("id").asString();
        assertThat(set.path("state").asString()).isEqualTo("draft");
        assertThat(refused(bert, "POST", path + "/approve", "", 409)).isEqualTo("state.conflict");
        assertThat(refused(
                        bert,
                        "PUT",
                        path,
                        "{\"revision\":0,\"validFrom\":\"2026-01-01\",\"entries\":{\"UPS\":\"ups\"}}",
                        403))
                .isEqualTo("mapping.not-your-draft");
        assertThat(anna.get(path + "/diff").path("items").path(0).path("code").asString())
                .isEqualTo("DHL");
        assertThat(anna.post(path + "/simulate", "", 200).path("changes")).hasSize(1);

        anna.post(path + "/submit", "", 200);
        assertThat(refused(anna, "POST", path + "/submit", "", 409)).isEqualTo("state.conflict");
        assertThat(refused(anna, "POST", path + "/approve", "", 403)).isEqualTo("four-eyes.same-person");
        assertThat(refused(client("mappings.read", "mappings.write"), "POST", path + "/approve", "", 403))
                .isEqualTo("forbidden");
        assertThat(bert.post(path + "/approve", "", 200).path("state").asString())
                .isEqualTo("in-force");
        assertThat(refused(bert, "POST", path + "/reject", "{\"reason\":\"late\"}", 409))
                .isEqualTo("state.conflict");

        assertThat(anna.http()
                        .get("/api/v1/mappings/export?kind=carrier&partner=" + partner)
                        .body()
                        .replace("\r", ""))
                .isEqualTo("code,value\nDHL,dhl\n");
        assertThat(anna.get("/api/v1/mappings/coverage?kind=carrier")
                        .path("items")
                        .findValuesAsString("partner"))
                .doesNotContain(partner);
        var same = anna.post("/api/v1/mappings", proposal("{\"DHL\":\"dhl\"}"), 201);
        assertThat(refused(anna, "POST", "/api/v1/mappings/" + same.path("id").asString() + "/submit", "", 422))
                .isEqualTo("mapping.nothing-changes");
    }

    @Test
    void theHubsOwnCodesNeedNoMappingAndAreNotListed() {
        anna.configure("""
                entities: [{code: COVERAGE, name: Coverage, country: DE, currency: EUR}]
                locations: [{code: OWN-%1$s, type: STORE, entity: COVERAGE}]
                products: [{sku: OWN-%1$s, name: Own, gtin: "96385074"}]
                """.formatted(partner.substring(2, 10)), "");
        var own = "OWN-" + partner.substring(2, 10);
        var day = LocalDate.of(2026, 10, 1);
        for (var code : List.of(own, "96385074", "THEIRS")) {
            mappings.resolve(MappingKind.SKU, code, partner, day);
        }
        mappings.resolve(MappingKind.STORE, own, partner, day);
        mappings.resolve(MappingKind.CARRIER, own, partner, day);
        mappings.resolve(MappingKind.SKU, "LATER-" + own, partner, day);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(unmapped())
                        .containsExactlyInAnyOrder("carrier " + own, "sku THEIRS", "sku LATER-" + own));

        anna.configure("products: [{sku: LATER-" + own + ", name: Later}]", "");
        assertThat(unmapped()).containsExactlyInAnyOrder("carrier " + own, "sku THEIRS");
    }

    private List<String> unmapped() {
        return anna.get("/api/v1/mappings/coverage").path("items").values().stream()
                .filter(one -> one.path("partner").asString().equals(partner))
                .map(one -> one.path("kind").asString() + " " + one.path("code").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind":"carrier","partner":"P","entries":{}}                          | mapping.entry-invalid
            {"kind":"carrier","partner":"a:b","entries":{"a":"b"}}                 | mapping.entry-invalid
            {"kind":"carrier","partner":"P","entries":{"":"b"}}                    | mapping.entry-invalid
            {"kind":"carrier","partner":"P","entries":{"a":""}}                    | mapping.entry-invalid
            {"kind":"carrier","partner":"P","entries":{"a\\u0000":"b"}}            | mapping.entry-invalid
            {"kind":"nonsense","partner":"P","entries":{"a":"b"}}                  | mapping.kind-unknown
            {"partner":"P","entries":{"a":"b"}}                                    | request.invalid
            {"kind":"carrier","partner":"P"}                                       | request.invalid
            {"kind":"carrier","partner":"P","entries":["a"]}                       | request.invalid
            {"kind":"carrier","partner":"P","entries":{"a":{"b":"c"}}}             | request.invalid
            {"kind":"carrier","partner":"P","validFrom":"2026-02-30","entries":{"a":"b"}} | request.invalid
            {"kind":"carrier","partner":"P","entries":{"a":"b"},"note2":"x"}       | request.invalid
            """)
    void aProposalThatMakesNoSenseIsRefusedAndNotKept(String body, String code) {
        var answer =
                anna.http().send("POST", "/api/v1/mappings", body.replace("\"P\"", "\"" + partner + "\""), Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404, 422);
        assertThat(Caller.read(answer, answer.statusCode()).path("code").asString())
                .isEqualTo(code);
        assertThat(anna.get("/api/v1/mappings?partner=" + partner).path("items"))
                .isEmpty();
    }

    @Test
    void aRejectionNeedsAReason() {
        var set = anna.post("/api/v1/mappings", proposal("{\"GLS\":\"gls\"}"), 201);
        var path = "/api/v1/mappings/" + set.path("id").asString();
        anna.post(path + "/submit", "", 200);

        for (var body : List.of("{}", "{\"reason\":\" \"}", "{\"reason\":null}")) {
            assertThat(refused(bert, "POST", path + "/reject", body, 400))
                    .as(body)
                    .isEqualTo("request.invalid");
        }
        assertThat(anna.get(path).path("state").asString()).isEqualTo("submitted");
        var rejected = bert.post(path + "/reject", "{\"reason\":\"unknown carrier\"}", 200);
        assertThat(rejected.path("state").asString()).isEqualTo("rejected");
        assertThat(rejected.path("decisionNote").asString()).isEqualTo("unknown carrier");
    }

    @Test
    void csvGoesInAsADraftOrIsRefusedWithItsLine() {
        var path = "/api/v1/mappings/import?kind=carrier&validFrom=2026-01-01&partner=" + partner;

        var refused = anna.http().send("POST", path, "code,value\nDHL,dhl\nUPS\n", Map.of("Content-Type", "text/csv"));
        assertThat(Caller.read(refused, 422).path("code").asString()).isEqualTo("mapping.entry-invalid");
        assertThat(refused.body()).contains("line 3");
        assertThat(anna.get("/api/v1/mappings?partner=" + partner).path("items"))
                .isEmpty();

        var drafted = anna.send(path, "code,value\nDHL,dhl\n\"G,L\",gls\n", "text/csv", 201);
        assertThat(drafted.path("state").asString()).isEqualTo("draft");
        assertThat(drafted.path("entries").path("G,L").asString()).isEqualTo("gls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mappings?state=nonsense",
                "mappings?after=nonsense",
                "mappings?limit=many",
                "mappings/not-an-id",
                "mappings/export",
                "mappings/export?kind=carrier&on=soon",
                "work-items?state=nonsense",
                "work-items?after=nonsense",
                "work-items?state=open&after=nonsense",
                "work-items?limit=0",
                "work-items/not-an-id"
            })
    void aQueryThatMakesNoSenseIsTheCallersMistake(String query) {
        assertThat(refused(anna, "GET", "/api/v1/" + query, "", 400)).isEqualTo("request.invalid");
    }

    private JsonNode workItem() {
        anna.configure("""
                entities: [{code: WORKITEMS, name: Work, country: DE, currency: EUR}]
                connections: [{code: %s, adapter: amazon, entity: WORKITEMS}]
                """.formatted(partner), "");
        var taken = anna.send("/in/" + partner + "/order", "{", "application/json", 202);
        var message = anna.get("/api/v1/messages/" + taken.path("messageId").asString() + "?waitMs=20000");
        return anna.get("/api/v1/work-items/" + message.path("workItem").asString());
    }

    @Test
    void aWorkItemIsWaivedOnceWithAReason() {
        var item = workItem();
        var path = "/api/v1/work-items/" + item.path("id").asString();
        assertThat(item.path("state").asString()).isEqualTo("open");
        assertThat(item.path("actions").findValuesAsString("name")).contains("waive");
        var bySubject = "/api/v1/work-items?state=open&subject="
                + java.net.URLEncoder.encode(item.path("subject").asString(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(anna.get(bySubject).path("items")).containsExactly(item);

        var missing = anna.refusal("POST", path + "/actions/waive", "{}", 400);
        assertThat(missing.path("errors").findValuesAsString("pointer")).containsExactly("/reason");
        assertThat(anna.http()
                        .send("POST", path + "/actions/explode", "{}", Map.of())
                        .statusCode())
                .isBetween(404, 422);
        for (var body : List.of("[]", "\"x\"", "{\"reason\":{\"a\":1}}", "{\"reason\":null}")) {
            assertThat(refused(anna, "POST", path + "/actions/waive", body, 400))
                    .as(body)
                    .isEqualTo("request.invalid");
        }
        assertThat(refused(client("work-items.read"), "POST", path + "/actions/waive", "{\"reason\":\"x\"}", 403))
                .isEqualTo("forbidden");
        assertThat(anna.get(path)).isEqualTo(item);

        var waived = anna.post(path + "/actions/waive", "{\"reason\":\"a test's\"}", 200);

        assertThat(waived.path("state").asString()).isEqualTo("waived");
        assertThat(waived.path("outcome").asString()).contains("a test's");
        assertThat(waived.path("actions")).isEmpty();
        assertThat(refused(bert, "POST", path + "/actions/waive", "{\"reason\":\"again\"}", 409))
                .isEqualTo("work-item.closed");
        assertThat(anna.get(bySubject).path("items")).isEmpty();
        assertThat(refused(
                        anna,
                        "POST",
                        "/api/v1/work-items/" + UUID.randomUUID() + "/actions/waive",
                        "{\"reason\":\"x\"}",
                        404))
                .isEqualTo("not-found");
    }
}
