package io.tieout.delivery.avatax;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.delivery.Destination;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Outgoing;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.tax.TaxQuestion;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AvaTaxTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DOCUMENT = "01930000-0000-7000-8000-000000000001";
    private static final Map<String, String> SETTINGS = Map.of(
            "companyCode",
            "DEFAULT",
            "shipFrom.country",
            "US",
            "shipFrom.region",
            "PA",
            "shipFrom.postalCode",
            "19147",
            "taxCode.STANDARD",
            "P0000000");

    private final Deque<Reply> answers = new ArrayDeque<>();
    private final List<OutboundHttp.Request> calls = new ArrayList<>();
    private final AvaTaxAdapter adapter = new AvaTaxAdapter(
            request -> {
                calls.add(request);
                return answers.removeFirst();
            },
            JSON);

    @Test
    void whatIsSentFitsThePublishedSchema() throws IOException {
        var definitions = definitions();
        for (var transaction : List.of(
                Transactions.invoice(data("invoice"), SETTINGS),
                Transactions.credit(data("credit"), SETTINGS),
                Transactions.quote(question(), SETTINGS))) {
            var schema = JSON.createObjectNode().put("$ref", "#/definitions/CreateTransactionModel");
            schema.set("definitions", definitions);
            var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(schema)
                    .validate(transaction);
            assertThat(errors).as(transaction.toPrettyString()).isEmpty();
            known(transaction, definitions, "CreateTransactionModel");
        }
    }

    /** Swagger lets unknown fields pass; AvaTax would silently drop them. */
    private static void known(JsonNode object, JsonNode definitions, String model) {
        for (var field : object.properties()) {
            var property = definitions.path(model).path("properties").path(field.getKey());
            assertThat(property.isMissingNode())
                    .as(model + "/" + field.getKey())
                    .isFalse();
            var reference = property.path("$ref")
                    .asString(property.path("items").path("$ref").asString(""));
            if (!reference.isEmpty()) {
                var name = reference.substring("#/definitions/".length());
                if (field.getValue().isArray()) {
                    field.getValue().forEach(each -> known(each, definitions, name));
                } else {
                    known(field.getValue(), definitions, name);
                }
            }
        }
    }

    @Test
    void anInvoiceIsCommittedUnderOurOwnCodeWithTheTaxThatWasCharged() {
        answers.add(new Reply.Answer(201, Map.of(), "{\"code\":\"" + DOCUMENT + "\",\"status\":\"Committed\"}"));

        var sent = adapter.send(outgoing("invoice.triggered", "invoice", false), endpoint());

        assertThat(sent.outcome()).isEqualTo(new Outcome.Accepted(DOCUMENT));
        var call = calls.getFirst();
        assertThat(call.url()).hasToString("https://rest.example/api/v2/transactions/create");
        var body = JSON.readTree(call.body().orElseThrow());
        assertThat(body.path("type").asString()).isEqualTo("SalesInvoice");
        assertThat(body.path("code").asString()).isEqualTo(DOCUMENT);
        assertThat(body.path("commit").asBoolean()).isTrue();
        assertThat(body.path("lines")
                        .get(0)
                        .path("taxOverride")
                        .path("taxAmount")
                        .decimalValue())
                .isEqualByComparingTo("1.90");
    }

    @Test
    void aCreditIsADocumentOfItsOwnAndTheInvoiceIsNeverTouched_R30() {
        answers.add(new Reply.Answer(201, Map.of(), "{}"));

        adapter.send(outgoing("credit-memo.triggered", "credit", false), endpoint());

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.url().getPath()).endsWith("/transactions/create").doesNotContain("void");
            var body = JSON.readTree(call.body().orElseThrow());
            assertThat(body.path("type").asString()).isEqualTo("ReturnInvoice");
            assertThat(body.path("date").asString()).isEqualTo("2026-11-24");
            assertThat(body.path("referenceCode").asString()).isEqualTo("1001");
            assertThat(body.path("lines").get(0).path("amount").decimalValue()).isEqualByComparingTo("-10.00");
        });
    }

    @Test
    void aRepeatIsFoundAndNotRecordedTwice() {
        answers.add(new Reply.Answer(200, Map.of(), "{}"));
        assertThat(adapter.send(outgoing("invoice.triggered", "invoice", true), endpoint())
                        .outcome())
                .isEqualTo(new Outcome.Accepted(DOCUMENT));
        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.method()).isEqualTo("GET"));

        answers.add(new Reply.Answer(
                400, Map.of(), "{\"error\":{\"code\":\"DocStatusError\",\"message\":\"is committed\"}}"));
        answers.add(new Reply.Answer(200, Map.of(), "{}"));
        assertThat(adapter.send(outgoing("invoice.triggered", "invoice", false), endpoint())
                        .outcome())
                .isEqualTo(new Outcome.Accepted(DOCUMENT));
    }

    @Test
    void troubleIsToldFromRefusal() {
        answers.add(new Reply.Lost("no answer"));
        assertThat(adapter.send(outgoing("invoice.triggered", "invoice", false), endpoint())
                        .outcome())
                .isEqualTo(new Outcome.Unknown("no answer"));
        answers.add(new Reply.Answer(429, Map.of("retry-after", "7"), ""));
        assertThat(adapter.send(outgoing("invoice.triggered", "invoice", false), endpoint())
                        .outcome())
                .isEqualTo(new Outcome.Retry("HTTP 429", Duration.ofSeconds(7)));
        answers.add(new Reply.Answer(
                400, Map.of(), "{\"error\":{\"code\":\"InvalidAddress\",\"message\":\"The address is not known\"}}"));
        assertThat(adapter.send(outgoing("invoice.triggered", "invoice", false), endpoint())
                        .outcome())
                .isEqualTo(new Outcome.Refused("avatax.InvalidAddress", "The address is not known"));
        answers.add(new Reply.Answer(502, Map.of(), "<html>"));
        assertThat(adapter.send(outgoing("invoice.triggered", "invoice", false), endpoint())
                        .outcome())
                .isEqualTo(new Outcome.Retry("HTTP 502", null));
    }

    @Test
    void aRecordedQuoteIsReadLineByLine() throws IOException {
        var file = Samples.root().resolve("tax/avalara/vcr-spree/transactions/create/sales_order_success.yml");
        var recorded = new YAMLMapper()
                .readTree(Files.readString(file))
                .path("http_interactions")
                .get(0);
        var body = recorded.path("response").path("body").path("string").asString();
        var lines = new ArrayList<TaxQuestion.Line>();
        JSON.readTree(body)
                .path("lines")
                .forEach(line -> lines.add(new TaxQuestion.Line(
                        line.path("lineNumber").asString(),
                        null,
                        "STANDARD",
                        Quantity.of(1),
                        Money.of(line.path("lineAmount").asString(), "USD"))));

        var answer = AvaTaxEngine.answer(question(lines), body, JSON);

        assertThat(answer.tax().amount())
                .isEqualByComparingTo(JSON.readTree(body).path("totalTax").decimalValue());
        assertThat(answer.lines()).hasSameSizeAs(lines);
    }

    private static JsonNode definitions() throws IOException {
        var swagger = JSON.readTree(Files.readString(Samples.root().resolve("tax/avalara/avatax-v2-swagger.json")));
        return (ObjectNode) swagger.path("definitions");
    }

    private static TaxQuestion question() {
        return question(
                List.of(new TaxQuestion.Line("1", "A-1", "STANDARD", Quantity.of(2), Money.of("10.00", "USD"))));
    }

    private static TaxQuestion question(List<TaxQuestion.Line> lines) {
        return new TaxQuestion(
                EntityCode.of("US01"),
                "1001",
                LocalDate.of(2026, 11, 24),
                "US",
                "PA",
                "19147",
                Currency.getInstance("USD"),
                false,
                TaxQuestion.Rounding.LINE,
                lines);
    }

    private static JsonNode data(String kind) {
        return JSON.readTree("""
                {"documentId": "%s", "entity": "US01", "channel": "shop", "orderExternalId": "1001",
                 "documentDate": "2026-11-24", "kind": "%s", "total": {"amount": "11.90", "currency": "USD"},
                 "lines": [{"reference": "1", "sku": "A-1", "quantity": 2, "net": {"amount": "10.00", "currency": "USD"},
                            "tax": {"amount": "1.90", "currency": "USD"}, "taxCode": "STANDARD"}]}""".formatted(DOCUMENT, kind));
    }

    private static Outgoing outgoing(String type, String kind, boolean answerLost) {
        var body = JSON.createObjectNode();
        body.set("data", data(kind));
        return new Outgoing(UUID.randomUUID(), type, "order:shop:1001", body.toString(), answerLost);
    }

    private static Endpoint endpoint() {
        return new Endpoint(
                new Destination(
                        "tax",
                        AvaTaxAdapter.NAME,
                        EntityCode.of("US01"),
                        URI.create("https://rest.example"),
                        false,
                        List.of("*"),
                        SETTINGS,
                        false),
                URI.create("https://rest.example/"),
                List.of("2000:key"),
                Duration.ofSeconds(5));
    }
}
