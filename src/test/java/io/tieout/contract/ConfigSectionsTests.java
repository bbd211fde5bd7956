package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Every section of the configuration file: dry run, application, repeat, and what is wrong with it. */
@IntegrationTest
class ConfigSectionsTests {

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private Caller admin = new Caller(new Http(0, ""));

    @BeforeEach
    void open() {
        admin = client(Scopes.ADMIN);
        admin.configure(own("entities: [{code: EID, name: Config, country: DE, currency: EUR}]"), "");
    }

    private Caller client(String... scopes) {
        var terms = ApiClients.Terms.of(List.of(scopes));
        return new Caller(new Http(
                port,
                clients.create("sections-" + UUID.randomUUID(), terms, Actor.system("test"))
                        .key()));
    }

    /** The text with this test's own codes. */
    private String own(String text) {
        return text.replace("ID", id);
    }

    private String whole() {
        return own("""
                entities: [{code: EID, name: Config, country: DE, currency: EUR, zone: Europe/Berlin}]
                locations:
                  - {code: WID, type: WAREHOUSE, entity: EID}
                  - {code: SID, type: STORE, entity: EID, fulfils: true, stockAuthority: STORE}
                products:
                  - {sku: A-ID, gtin: "4006381333931", name: Pen}
                  - {sku: B-ID, name: Apples, unit: KG, taxCategory: REDUCED}
                taxRates: [{country: DE, region: R-ID, category: STANDARD, validFrom: 2026-01-01, rate: "0.19"}]
                connections:
                  - {code: shop-ID, adapter: shopify, entity: EID, settings: {domain: example.test}, secrets: {webhook: hush-ID}}
                  - {code: tills-ID, adapter: poslog, entity: EID, paused: true}
                destinations:
                  - {code: hook-ID, adapter: webhook, entity: EID, url: "http://127.0.0.1:9/hook", allowInternal: true, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", events: ["journal.posted"], paused: true}
                clients: [{code: config-ID, scopes: [orders.read], ratePerMinute: 60}]
                exchangeRates: [{currency: ISK, functional: EUR, validFrom: 2026-01-01, rate: "0.0067"}]
                periods: [{entity: EID, period: 2026-01, state: CLOSED}]
                """);
    }

    private JsonNode changes(JsonNode answer, String section) {
        return answer.path("sections").path(section);
    }

    private String config() {
        return admin.get("/api/v1/config").toString();
    }

    @Test
    void aWholeFileIsShownThenAppliedThenChangesNothing() {
        // Connections that other tests left behind belong to it.
        admin.configure("entities: [{code: DE01, name: Test, country: DE, currency: EUR, zone: Europe/Berlin}]", "");
        var sections =
                List.of("locations", "products", "taxRates", "connections", "destinations", "clients", "periods");
        var before = config();

        var dry = admin.configure(whole(), "?dryRun=true");

        assertThat(dry.path("applied").asBoolean()).isFalse();
        for (var section : sections) {
            assertThat(changes(dry, section)).as(section).isNotEmpty();
        }
        assertThat(config()).isEqualTo(before);

        var applied = admin.configure(whole(), "");

        assertThat(applied.path("applied").asBoolean()).isTrue();
        assertThat(applied.path("sections")).isEqualTo(dry.path("sections"));
        assertThat(changes(applied, "locations").findValuesAsString("kind")).containsOnly("added");
        assertThat(config())
                .contains("A-" + id, "hook-" + id, "tills-" + id)
                .doesNotContain("hush-" + id)
                .doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var again = admin.configure(whole(), "");

        again.path("sections")
                .properties()
                .forEach(section ->
                        assertThat(section.getValue()).as(section.getKey()).isEmpty());
        var whole = admin.http().send("GET", "/api/v1/config", "", Map.of("Accept", "application/json"));
        var dryOfOwn = Caller.read(admin.http().send("PUT", "/api/v1/config?dryRun=true", whole.body(), Map.of()), 200);
        dryOfOwn.path("sections")
                .properties()
                .forEach(section -> assertThat(section.getValue())
                        .as("what is read can be put back: %s", section.getKey())
                        .isEmpty());
    }

    @Test
    void aChangedEntryIsTheOnlyDifference() {
        admin.configure(whole(), "");

        var answer = admin.configure(whole().replace("name: Pen", "name: Fountain pen"), "");

        assertThat(changes(answer, "products")).hasSize(1);
        assertThat(changes(answer, "products").path(0).path("kind").asString()).isEqualTo("changed");
        assertThat(changes(answer, "products").path(0).path("key").asString()).isEqualTo("A-" + id);
        assertThat(changes(answer, "connections")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense: []                                                                     | /nonsense
            entities: {}                                                                     | /entities
            entities: [{code: X}]                                                            | /entities/0
            entities: [{code: XID, name: N, country: Germany, currency: EUR}]                | /entities/0/country
            entities: [{code: XID, name: N, country: XX, currency: EUR}]                     | /entities/0
            entities: [{code: XID, name: N, country: DE, currency: XQZ}]                     | /entities/0/currency
            entities: [{code: XID, name: N, country: DE, currency: EUR, zone: Mars/Base}]    | /entities/0/zone
            locations: [{code: XID, type: SHOP, entity: EID}]                                | /locations/0/type
            locations: [{code: XID, type: STORE, entity: NOBODY}]                            | /locations/0/entity
            locations: [{code: XID, type: STORE, entity: EID, fulfils: yes please}]          | /locations/0/fulfils
            locations: [{code: XID, type: STORE, entity: EID, colour: red}]                  | /locations/0/colour
            products: [{sku: XID, name: N, gtin: "4006381333932"}]                           | /products/0
            products: [{sku: XID, name: N, gtin: 4006381333931}]                             | /products/0/gtin
            products: [{sku: XID, name: N, price: 3}]                                        | /products/0/price
            products: [{sku: 12, name: N}]                                                   | /products/0/sku
            products: [{sku: XID, name: "a\\u0000b"}]                                        | /products/0
            products: [{sku: XID, name: A}, {sku: XID, name: B}]                             | /products/1
            locations: [{code: XID, type: STORE, entity: EID}, {code: XID, type: STORE, entity: EID}] | /locations/1
            taxRates: [{country: DE, category: STANDARD, validFrom: 2026-02-30, rate: "0.19"}] | /taxRates/0/validFrom
            taxRates: [{country: DE, category: STANDARD, validFrom: 2026-02-01, rate: "1.9"}] | /taxRates/0/rate
            taxRates: [{country: DE, category: STANDARD, validFrom: 2026-02-01, rate: 0.19}] | /taxRates/0/rate
            connections: [{code: xID, adapter: fax, entity: EID}]                            | /connections/0/adapter
            connections: [{code: xID, adapter: poslog, entity: NOBODY}]                      | /connections/0/entity
            connections: [{code: xID, adapter: poslog, entity: EID, zone: Mars/Base}]        | /connections/0/zone
            connections: [{code: xID, adapter: poslog, entity: EID, secrets: {webhook: 5}}]  | /connections/0/secrets/webhook
            destinations: [{code: xID, entity: NOBODY, url: "https://example.com/"}]         | /destinations/0
            destinations: [{code: xID, adapter: fax, entity: EID, url: "https://example.com/"}] | /destinations/0
            destinations: [{code: xID, entity: EID, url: "http://127.0.0.1/"}]               | /destinations/0
            destinations: [{code: xID, entity: EID, url: "not a url"}]                       | /destinations/0
            destinations: [{code: xID, entity: EID, url: "https://example.com/", events: []}] | /destinations/0/events
            clients: [{code: xID, scopes: [no.such]}]                                        | /clients/0/scopes/0
            clients: [{code: xID, scopes: [], ratePerMinute: -1}]                            | /clients/0/ratePerMinute
            mappings: [{kind: nonsense, entries: {a: b}}]                                    | /mappings/0/kind
            mappings: [{kind: tax-code, validFrom: 2026-02-30, entries: {a: b}}]             | /mappings/0/validFrom
            mappings: [{kind: tax-code, entries: {}}]                                        | /mappings/0/entries
            mappings: [{kind: tax-code, entries: {a: 5}}]                                    | /mappings/0/entries/a
            mappings: [{kind: tax-code, partner: "a:b", entries: {a: b}}]                    | /mappings
            postingRules: [{eventType: t, component: c, debit: bank, credit: bank}]          | /postingRules/0/credit
            postingRules: [{eventType: t, component: c, debit: bank}]                        | /postingRules/0
            exchangeRates: [{currency: EUR, functional: EUR, validFrom: 2026-01-01, rate: "1"}] | /exchangeRates/0/rate
            exchangeRates: [{currency: USD, functional: EUR, validFrom: 2026-02-30, rate: "1"}] | /exchangeRates/0/validFrom
            exchangeRates: [{currency: USD, functional: EUR, validFrom: 2026-02-01, rate: "0"}] | /exchangeRates/0/rate
            periods: [{entity: EID, period: 2026-13, state: OPEN}]                           | /periods/0/period
            periods: [{entity: EID, period: 2026-12, state: AJAR}]                           | /periods/0/state
            periods: [{entity: NOBODY, period: 2026-12, state: OPEN}]                        | /periods/0
            approvals: [{entity: EID, kind: journal, over: {amount: 5, currency: EUR}}]      | /approvals/0/over/amount
            approvals: [{entity: EID, kind: journal, over: {amount: "5", currency: USD}}]    | /approvals/0/over/currency
            approvals: [{entity: NOBODY, kind: journal, over: {amount: "5", currency: EUR}}] | /approvals/0/entity
            """)
    void whatIsWrongHasItsPlaceAndNothingIsHalfApplied(String section, String pointer) {
        var before = config();
        var good = own("{sku: GOOD-ID, name: Good}");
        var file = section.startsWith("products: [") ? own(section) : own(section) + "\nproducts: [" + good + "]\n";

        var answer = admin.http().send("PUT", "/api/v1/config", file, Map.of("Content-Type", "application/yaml"));

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
        var problem = Caller.read(answer, answer.statusCode());
        assertThat(problem.path("code").asString()).isNotEqualTo("internal");
        assertThat(problem.path("errors").findValuesAsString("pointer"))
                .as(problem.toString())
                .anyMatch(place -> place.startsWith(pointer));
        assertThat(config()).isEqualTo(before);
    }

    @Test
    void oneBadEntryAmongManyLeavesNone() {
        var many = IntStream.range(0, 3_000)
                .mapToObj(index -> own("  - {sku: M" + index + "-ID, name: Thing}"))
                .collect(Collectors.joining("\n", "products:\n", "\n"));
        var before = config();

        var refused = admin.http()
                .send(
                        "PUT",
                        "/api/v1/config",
                        many + own("  - {sku: BAD-ID, name: Thing, gtin: \"4006381333932\"}\n"),
                        Map.of("Content-Type", "application/yaml"));

        assertThat(Caller.read(refused, 422).path("code").asString()).isEqualTo("catalog.gtin-invalid");
        assertThat(refused.body()).contains("\"pointer\":\"/products/3000", "\"line\":3002");
        assertThat(config()).isEqualTo(before);
        assertThat(changes(admin.configure(many, ""), "products")).hasSize(3_000);
        assertThat(changes(admin.configure(many, ""), "products")).isEmpty();
    }

    @Test
    void aHugeFileIsRefusedBeforeItIsRead() {
        var huge = "products: [" + "x".repeat(60 * 1024 * 1024) + "]";

        var answer = admin.http().send("PUT", "/api/v1/config", huge, Map.of("Content-Type", "application/yaml"));

        assertThat(Caller.read(answer, 413).path("code").asString()).isEqualTo("request.too-large");
        var deep = "products: " + "[".repeat(50_000) + "]".repeat(50_000);
        var nested = admin.http().send("PUT", "/api/v1/config", deep, Map.of("Content-Type", "application/yaml"));
        assertThat(nested.statusCode()).as(nested.body()).isIn(400, 422);
    }

    @Test
    void mappingsAreProposedOnceAndTakeForceByASecondPerson() {
        admin.send(
                "/in/" + connected() + "/order", "{", "application/json", 202); // from here on there is business data
        var file = own("mappings: [{kind: carrier, partner: tills-ID, validFrom: 2026-01-01, entries: {DHL: dhl}}]");

        var first = admin.configure(file, "");
        var again = admin.configure(file, "");

        assertThat(first.path("waiting")).hasSize(1);
        assertThat(again.path("waiting")).isEqualTo(first.path("waiting"));
        var sets = admin.get("/api/v1/mappings?kind=carrier&partner=" + own("tills-ID"))
                .path("items");
        assertThat(sets).hasSize(1);
        var path = "/api/v1/mappings/" + sets.path(0).path("id").asString() + "/approve";
        assertThat(admin.refusal("POST", path, "", 403).path("code").asString()).isEqualTo("four-eyes.same-person");
        assertThat(client(Scopes.ADMIN).post(path, "", 200).path("state").asString())
                .isEqualTo("in-force");
        assertThat(changes(admin.configure(file, ""), "mappings")).isEmpty();
    }

    private String connected() {
        var code = own("bad-ID");
        admin.configure(own("connections: [{code: bad-ID, adapter: amazon, entity: EID}]"), "");
        return code;
    }

    @Test
    void readingAndWritingNeedTheirScopes() {
        assertThat(client("orders.read")
                        .refusal("GET", "/api/v1/config", "", 403)
                        .path("code")
                        .asString())
                .isEqualTo("forbidden");
        assertThat(client("config.read")
                        .refusal("PUT", "/api/v1/config", "{\"products\":[]}", 403)
                        .path("code")
                        .asString())
                .isEqualTo("forbidden");
        assertThat(admin.refusal("PUT", "/api/v1/config", "", 400).path("code").asString())
                .isEqualTo("request.unreadable");
    }
}
