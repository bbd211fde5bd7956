package io.tieout.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A marketplace that nobody has heard of, over HTTP: from a first draft to its first real order, with no code. */
@IntegrationTest
class DeclarativeAdaptersTests {

    private static final String SECRET = "between the two of us";

    /** Unit prices with tax taken off already, one rate, freight without tax; money as JSON numbers. */
    private static final String EXPRESSION = """
            (
              $money := function($amount) { {"amount": $amount, "currency": $$.sale.money} };
              $exists(sale.ref) = false ? {"refuse": "No sale in it"}
              : event = "void" ? {"cancellation": {"externalId": sale.ref, "cancelledAt": sale.placed, "reason": sale.why}}
              : event != "sale" ? {"ignore": "Not a sale: " & event}
              : {"order": sale.{
                  "externalId": ref,
                  "version": $string(rev),
                  "orderedAt": placed,
                  "shipTo": {"name": buyer.name, "country": buyer.land},
                  "lines": basket.(
                    $net := $times(unitPrice, count);
                    {
                      "reference": $string(pos),
                      "sku": article,
                      "title": words,
                      "quantity": count,
                      "net": $money($net),
                      "taxes": {"code": "VAT " & vat, "amount": $money($rounded($times($net, $divided(vat, 100, 4)), 2))}
                    }
                  ),
                  "shipping": {"title": "Freight", "net": $money(freight)},
                  "total": $money(grand)
                }}
            )
            """;

    @Autowired
    ApiClients clients;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final JsonMapper json = JsonMapper.shared();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String adapter = "bazaar-" + unique;
    private final String connection = "bz-" + unique;
    private final String sku = "PEN-" + unique;
    private Http ann = new Http(0, "");
    private Http ben = new Http(0, "");

    @BeforeEach
    void people() {
        ann = client("ann");
        ben = client("ben");
    }

    private Http client(String name) {
        var terms = ApiClients.Terms.of(List.of("admin"));
        return new Http(
                port,
                clients.create(name + "-" + unique, terms, Actor.system("test")).key());
    }

    private ObjectNode definition() {
        var definition = json.createObjectNode().put("code", adapter).put("title", "Bazaar");
        definition
                .putObject("signature")
                .put("header", "X-Bazaar-Sign")
                .put("algorithm", "HMAC-SHA512")
                .put("encoding", "hex")
                .put("prefix", "sha512=");
        definition
                .putArray("kinds")
                .addObject()
                .put("name", "sale")
                .put("expression", EXPRESSION)
                .putObject("recognition")
                .put("object", "order")
                .put("objectField", "ref")
                .putArray("within")
                .add("sale");
        var samples = definition.putArray("samples");
        var sample = samples.addObject().put("name", "a sale").put("kind", "sale");
        sample.set("payload", json.readTree(sale("S-1", "33.45")));
        sample.set("expected", json.readTree("""
                {"order": {"externalId": "S-1", "version": "3", "orderedAt": "2026-03-02T08:15:00+01:00",
                  "shipTo": {"name": "Zoë 🛒", "country": "DE"},
                  "lines": [{"reference": "1", "sku": "%1$s", "title": "Pen", "quantity": 2,
                    "net": {"amount": "25.0", "currency": "EUR"},
                    "taxes": [{"code": "VAT 19", "amount": {"amount": "4.75", "currency": "EUR"}}]}],
                  "shipping": [{"title": "Freight", "net": {"amount": "3.70", "currency": "EUR"}}],
                  "total": {"amount": "33.45", "currency": "EUR"}}}
                """.formatted(sku)));
        var other = samples.addObject().put("name", "another event").put("kind", "sale");
        other.putObject("payload").put("event", "greeting").putObject("sale").put("ref", "S-2");
        other.putObject("expected").put("ignore", "Not a sale: greeting");
        return definition;
    }

    private String sale(String ref, String grand) {
        return """
                {"event": "sale", "sale": {"ref": "%s", "rev": 3, "placed": "2026-03-02T08:15:00+01:00", "money": "EUR",
                 "buyer": {"name": "Zoë 🛒", "land": "DE"}, "freight": "3.70", "grand": "%s",
                 "basket": [{"pos": 1, "article": "%s", "words": "Pen", "count": 2, "unitPrice": 12.5, "vat": 19}]}}
                """.formatted(ref, grand, sku);
    }

    private static ObjectNode expression(ObjectNode definition, String expression) {
        ((ObjectNode) definition.path("kinds").path(0)).put("expression", expression);
        return definition;
    }

    private HttpResponse<String> post(Http who, String path, String body) {
        return who.send(
                "POST", path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json.readTree(answer.body());
    }

    private JsonNode refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var problem = json.readTree(answer.body());
        assertThat(problem.path("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(ann.get("/api/v1/problems/" + code).statusCode()).isEqualTo(200);
        return problem;
    }

    private JsonNode draft(Http who, JsonNode definition) {
        var body = json.createObjectNode();
        body.set("definition", definition);
        var answer = post(who, "/api/v1/adapters", body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return ok(answer);
    }

    private void putInForce(JsonNode definition) {
        var id = draft(ann, definition).path("id").asString();
        ok(post(ann, "/api/v1/adapters/" + id + "/submit", ""));
        ok(post(ben, "/api/v1/adapters/" + id + "/approve", ""));
    }

    private HttpResponse<String> attempt(JsonNode definition, String payload) {
        var body = json.createObjectNode().put("kind", "sale").put("payload", payload);
        body.set("definition", definition);
        return post(ann, "/api/v1/adapters/try", body.toString());
    }

    private HttpResponse<String> connect() {
        return ann.send(
                "PUT",
                "/api/v1/config",
                """
                entities: [{code: E%1$s, name: Bazaar Seller, country: DE, currency: EUR, zone: Europe/Berlin}]
                locations: [{code: W%1$s, type: WAREHOUSE, entity: E%1$s, region: EU, country: DE, zone: Europe/Berlin,
                  stockAuthority: HUB, fulfils: true}]
                products: [{sku: %2$s, name: Pen, taxCategory: STANDARD, unit: EA}]
                connections: [{code: %3$s, adapter: %4$s, entity: E%1$s, secrets: {webhook: "%5$s"}}]
                """.formatted(unique, sku, connection, adapter, SECRET),
                Map.of("Content-Type", "application/yaml"));
    }

    private void stock(int quantity) {
        ok(post(ann, "/api/v1/inventory/movements?waitMs=30000", """
                {"externalId": "stock-%1$s", "movements": [{"sku": "%2$s", "location": "W%1$s", "bucket": "ON_HAND",
                 "quantity": %3$d, "reason": "RECEIPT", "occurredAt": "2026-03-01T08:00:00Z", "line": "1"}]}
                """.formatted(unique, sku, quantity)));
    }

    private HttpResponse<String> door(String body, String signature) {
        return new Http(port, "").send("POST", "/in/" + connection + "/sale", body, Map.of("X-Bazaar-Sign", signature));
    }

    private HttpResponse<String> signed(String body) {
        return door(body, "sha512=" + hash(body, SECRET));
    }

    private static String hash(String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JsonNode became(HttpResponse<String> received) {
        var id = ok(received).path("messageId").asString();
        return ok(ann.get("/api/v1/messages/" + id + "?waitMs=30000"));
    }

    private void failed(String body, String code, String words) {
        var message = became(signed(body));
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("failed");
        assertThat(message.path("code").asString()).as(message.toString()).isEqualTo(code);
        assertThat(message.path("reason").asString()).contains(words);
        assertThat(message.path("workItem").asString()).isNotBlank();
    }

    @Test
    void anUnheardOfMarketplaceComesToItsFirstOrderWithoutCode() {
        var trial = ok(attempt(definition(), sale("S-1", "33.45")));
        assertThat(trial.path("command").asString()).isEqualTo("order");
        assertThat(trial.path("unknownFields").size()).isZero();
        assertThat(trial.path("warnings").size()).isZero();
        assertThat(ok(ann.get("/api/v1/adapters?code=" + adapter)).path("items").size())
                .as("a trial stores nothing")
                .isZero();
        refused(connect(), 400, "request.invalid");

        var id = draft(ann, definition()).path("id").asString();
        assertThat(ok(post(ann, "/api/v1/adapters/" + id + "/submit", ""))
                        .path("state")
                        .asString())
                .isEqualTo("submitted");
        refused(post(ann, "/api/v1/adapters/" + id + "/approve", ""), 403, "four-eyes.same-person");
        assertThat(ok(post(ben, "/api/v1/adapters/" + id + "/approve", ""))
                        .path("state")
                        .asString())
                .isEqualTo("in-force");
        ok(connect());
        stock(10);

        var first = signed(sale("S-100", "33.45"));
        assertThat(first.statusCode()).isEqualTo(202);
        var message = became(first);
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
        var order = ok(ann.get("/api/v1/orders/" + connection + ":S-100"));
        assertThat(order.path("state").asString()).isEqualTo("RELEASED");
        assertThat(order.path("total").path("amount").asString()).isEqualTo("33.45");
        var again = signed(sale("S-100", "33.45"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(ok(again).path("duplicate").asBoolean()).isTrue();
        var voided = """
                {"event": "void", "sale": {"ref": "S-100", "placed": "2026-03-02T09:00:00Z", "why": "changed her mind"}}""";
        assertThat(became(signed(voided)).path("state").asString()).isEqualTo("processed");
        assertThat(ok(ann.get("/api/v1/orders/" + connection + ":S-100"))
                        .path("state")
                        .asString())
                .isEqualTo("CANCELLED");
    }

    @Test
    void aMessageThatIsNotSignedAsDeclaredIsNotKept() {
        putInForce(definition());
        ok(connect());
        var body = sale("S-1", "33.45");

        for (var signature : List.of(
                "",
                "sha512=",
                "sha512=zz",
                hash(body, SECRET),
                "sha512=" + hash(body, "another secret"),
                "sha512=" + hash(body + " ", SECRET))) {
            refused(door(body, signature), 401, "signature.invalid");
        }
        assertThat(ok(ann.get("/api/v1/messages?connection=" + connection))
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void whateverComesIsAnsweredOwnedOrIgnoredAndNothingIsHalfDone() {
        putInForce(definition());
        ok(connect());
        stock(10);

        failed("{\"event\": \"sale\", ", "message.unreadable", "well-formed");
        failed("[1]", "message.unreadable", "object");
        failed("{\"event\": \"sale\"}", "adapter.message-refused", "No sale in it");
        failed(sale("S-1", "33.45").replace("12.5,", "\"ten\","), "adapter.expression-failed", "decimal number");
        failed(sale("S-2", "33.45").replace("\"EUR\"", "\"€\""), "adapter.result-invalid", "currency");
        failed(
                sale("S-3", "33.45").replace("\"S-3\"", "\"" + "S".repeat(500) + "\""),
                "adapter.result-invalid",
                "/order");
        failed(sale("S-4", "99.99"), "order.amounts-differ", "");
        failed(sale("S-5", "33.45").replace(sku, "NOBODY-KNOWS"), "order.sku-unknown", "NOBODY-KNOWS");
        failed(
                sale("S-6", "33.45").replace("\"" + sku + "\"", "{\"a\": 3}"),
                "adapter.result-invalid",
                "/order/lines/0/sku");
        failed(sale("S-10", "33.45").replace("S-10", "S\\n10"), "adapter.result-invalid", "/order/externalId");
        var ignored = became(signed("{\"event\": \"greeting\", \"sale\": {\"ref\": \"S-7\"}}"));
        assertThat(ignored.path("state").asString()).isEqualTo("ignored");
        assertThat(ignored.path("reason").asString()).isEqualTo("Not a sale: greeting");
        assertThat(ok(ann.get("/api/v1/orders?connection=" + connection))
                        .path("items")
                        .size())
                .isZero();

        var odd = became(signed(sale("S-8", "33.45").replace("\"vat\": 19", "\"vat\": 19, \"giftWrap\": true")));
        assertThat(odd.path("state").asString()).as(odd.toString()).isEqualTo("processed");
        var items = ok(ann.get("/api/v1/work-items?state=open&code=message.unknown-field&subject=field:" + adapter
                + ":sale.basket.giftWrap"));
        assertThat(items.path("items").size()).isEqualTo(1);
    }

    @Test
    void aBadExpressionIsFoundBeforeASecondPersonSeesIt() {
        var syntax =
                draft(ann, expression(definition(), "{\"order\": ")).path("id").asString();
        var problem =
                refused(post(ann, "/api/v1/adapters/" + syntax + "/submit", ""), 422, "adapter.expression-invalid");
        assertThat(problem.path("errors").path(0).path("pointer").asString()).isEqualTo("/kinds/0/expression");

        var differs = expression(definition(), EXPRESSION.replace("\"title\": words,", ""));
        var other = draft(ann, differs).path("id").asString();
        var difference = refused(post(ann, "/api/v1/adapters/" + other + "/submit", ""), 422, "adapter.sample-differs");
        assertThat(difference.path("errors").path(0).path("pointer").asString())
                .isEqualTo("/samples/0/expected/order/lines/0/title");

        refused(
                attempt(expression(definition(), "( $f := function($n) { $f($n + 1) }; $f(1) )"), sale("S-1", "1")),
                422,
                "adapter.expression-unbounded");
        refused(attempt(expression(definition(), "{\"order\": {}}"), sale("S-1", "1")), 422, "adapter.result-invalid");
        refused(attempt(definition(), "{\"a\": 1, \"a\": 2}"), 422, "message.unreadable");
        var warned = ok(attempt(definition(), sale("S-1", "33.46")));
        assertThat(warned.path("warnings").path(0).asString()).contains("33.46", "33.45");
    }

    @Test
    void aDefinitionIsHeldAgainstItsSchema() {
        refused(attempt(definition().put("code", "Not A Code"), "{}"), 422, "adapter.definition-invalid");
        var unknown = refused(attempt(definition().put("colour", "red"), "{}"), 422, "adapter.definition-invalid");
        assertThat(unknown.path("errors").path(0).path("pointer").asString()).isEqualTo("/colour");
        var body = json.createObjectNode();
        body.set("definition", definition().put("code", "shopify"));
        refused(post(ann, "/api/v1/adapters", body.toString()), 409, "adapter.code-taken");
        assertThat(ok(ann.get("/api/v1/adapters/schema"))
                        .path("result")
                        .path("$defs")
                        .has("order"))
                .isTrue();
    }

    @Test
    void aNewVersionTakesTheOldOnesPlaceAndThePastStays() {
        putInForce(definition());
        ok(connect());
        stock(10);
        var changed =
                expression(definition(), EXPRESSION.replace("event != \"sale\"", "event != \"sale\" or sale.rev < 0"));
        putInForce(changed);

        var versions = ok(ann.get("/api/v1/adapters?code=" + adapter)).path("items");
        assertThat(versions.size()).isEqualTo(2);
        assertThat(versions.path(0).path("state").asString()).isEqualTo("in-force");
        assertThat(versions.path(1).path("state").asString()).isEqualTo("superseded");
        var odd = became(signed(sale("S-9", "33.45").replace("\"rev\": 3", "\"rev\": -1")));
        assertThat(odd.path("state").asString()).isEqualTo("ignored");
    }

    @Test
    void aDraftIsItsAuthorsAndWhatWasSubmittedStaysAsItWas() {
        var draft = draft(ann, definition());
        var path = "/api/v1/adapters/" + draft.path("id").asString();
        var edit = json.createObjectNode().put("revision", 0).put("note", "better");
        edit.set("definition", definition().put("title", "Bazaar, better"));
        refused(ben.send("PUT", path, edit.toString(), Map.of()), 403, "adapter.not-your-draft");
        assertThat(ok(ann.send("PUT", path, edit.toString(), Map.of()))
                        .path("title")
                        .asString())
                .isEqualTo("Bazaar, better");
        refused(ann.send("PUT", path, edit.toString(), Map.of()), 409, "version.stale");
        ok(post(ann, path + "/submit", ""));
        edit.put("revision", 2);
        refused(ann.send("PUT", path, edit.toString(), Map.of()), 409, "state.conflict");
        refused(post(ben, path + "/reject", "{\"reason\": \" \"}"), 400, "request.invalid");
        assertThat(ok(post(ben, path + "/reject", "{\"reason\": \"Not ours\"}"))
                        .path("state")
                        .asString())
                .isEqualTo("rejected");
    }

    @Test
    void theDatabaseItselfHoldsFourEyesAndWhatWasSeen() {
        var id = UUID.fromString(draft(ann, definition()).path("id").asString());
        ok(post(ann, "/api/v1/adapters/" + id + "/submit", ""));

        assertThatThrownBy(() -> jdbc.sql("""
                                update channels.adapter_version
                                   set state = 'IN_FORCE', decided_by = proposed_by, decided_at = now() where id = :id""").param("id", id).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("adapter_version_four_eyes");
        assertThatThrownBy(() -> jdbc.sql("update channels.adapter_version set definition = '{}' where id = :id")
                        .param("id", id)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no draft any more");
        assertThatThrownBy(() -> jdbc.sql("update channels.adapter_version set proposed_by = 'user:x' where id = :id")
                        .param("id", id)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("keeps its name");
        assertThatThrownBy(() -> jdbc.sql("delete from channels.adapter_version where id = :id")
                        .param("id", id)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("kept for ever");
    }

    @Test
    void theShopThatIsShippedIsInForce() {
        var shipped =
                ok(ann.get("/api/v1/adapters?code=woocommerce&state=in-force")).path("items");

        assertThat(shipped.size()).isEqualTo(1);
        assertThat(shipped.path(0).path("approval").asString()).isEqualTo("built-in");
        var trial = ok(post(ann, "/api/v1/adapters/try", """
                {"code": "woocommerce", "kind": "order", "payload": {"id": 1, "status": "failed", "line_items": []}}"""));
        assertThat(trial.path("command").asString()).isEqualTo("ignore");
    }
}
