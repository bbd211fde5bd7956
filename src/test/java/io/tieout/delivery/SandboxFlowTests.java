package io.tieout.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents into the built-in ERP sandbox, over HTTP, with all that ERPs do wrong. */
class SandboxFlowTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static DeliveryNode node;

    private final String code = "erp" + NEXT.incrementAndGet();
    private final String key = "key-of-" + code;

    @BeforeAll
    static void start() {
        node = DeliveryNode.start(TestDatabase.fresh());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void connect() {
        node.neighbours().ledger.clear();
        node.bean(Destinations.class)
                .save(
                        new Destination(
                                code, "sandbox", Facts.DE01, URI.create("self"), false, List.of("*"), Map.of(), false),
                        Optional.of(key),
                        DeliveryNode.TESTER);
    }

    @AfterEach
    void disconnect() {
        node.bean(Destinations.class).remove(code, DeliveryNode.TESTER);
    }

    @Test
    void documentsGetTheNumbersOfTheErp() throws Exception {
        var invoice = Facts.invoice("A1");
        var journal = Facts.journal("A1", "1210", "21.90", "4000", "-18.40", "2200", "-3.50");
        node.publish(Facts.released("A1"), invoice, journal);
        posted("1210", "21.90", "4000", "-18.40", "2200", "-3.50");

        await().atMost(SOON).until(() -> delivered() == 3);
        var numbers = node.bean(Deliveries.class).list(code, null, null, 10, null).items().stream()
                .map(delivery -> String.valueOf(delivery.documentNumber()))
                .toList();
        assertThat(numbers).containsExactly("JE-000001", "INV-000001", "SO-000001");
        assertThat(node.neighbours().accepted)
                .contains(invoice.document() + " INV-000001", journal.document() + " JE-000001");
        assertThat(call("GET", "/trial-balance", null).path("debit").asString()).isEqualTo("21.90");
        assertThat(node.check("erp.trial-balance-agrees").check().violations()).isEmpty();
        assertThat(node.check("delivery.released-orders-have-erp-document-or-reason")
                        .check()
                        .violations())
                .isEmpty();
    }

    @Test
    void aLostAnswerDoublesNothing() throws Exception {
        call("POST", "/faults", "{\"kind\":\"timeout-after-accept\",\"count\":2,\"hangMs\":4000}");
        node.publish(
                Facts.journal("L1", "1210", "10.00", "4000", "-10.00"),
                Facts.journal("L2", "1210", "5.00", "4000", "-5.00"));

        await().atMost(SOON).until(() -> delivered() == 2);
        assertThat(call("GET", "/journals", null).path("count").asInt()).isEqualTo(2);
        assertThat(call("GET", "/trial-balance", null).path("debit").asString()).isEqualTo("15.00");
        var states = node.bean(Deliveries.class).list(code, null, null, 10, null).items().stream()
                .map(Delivery::attempts)
                .toList();
        assertThat(states).allMatch(attempts -> attempts >= 2);
    }

    @Test
    void aRefusedDocumentWaitsForAPersonAndGoesInAfterwards() throws Exception {
        var journal = Facts.journal("R1", "7777", "10.00", "4000", "-10.00");
        node.publish(journal);
        posted("7777", "10.00", "4000", "-10.00");
        await().atMost(SOON).until(() -> !dead().isEmpty());
        var refused = dead().getFirst();
        assertThat(refused.lastError()).isEqualTo("account.unknown: There is no account 7777");
        assertThat(node.neighbours().refused)
                .contains(journal.document() + " account.unknown: There is no account 7777");
        assertThat(node.check("erp.trial-balance-agrees").check().violations()).isEmpty();

        call("POST", "/accounts", "[{\"code\":\"7777\",\"name\":\"New\"}]");
        node.bean(Deliveries.class).retry(refused.id(), DeliveryNode.TESTER);

        await().atMost(SOON).until(() -> delivered() == 1);
        assertThat(node.check("erp.trial-balance-agrees").check().violations()).isEmpty();
    }

    @Test
    void closedPeriodsAndImbalancesAreRefused() throws Exception {
        call("POST", "/periods", "{\"period\":\"2026-11\",\"closed\":true}");
        node.publish(Facts.journal("C1", "1210", "10.00", "4000", "-10.00"));
        await().atMost(SOON).until(() -> dead().size() == 1);
        assertThat(dead().getFirst().lastError()).startsWith("period.closed");

        call("POST", "/periods", "{\"period\":\"2026-11\",\"closed\":false}");
        node.publish(Facts.journal("C2", "1210", "10.00", "4000", "-9.99"));
        await().atMost(SOON).until(() -> dead().size() == 2);
        assertThat(dead().getFirst().lastError()).startsWith("journal.unbalanced");
        assertThat(call("GET", "/trial-balance", null).path("accounts").size()).isZero();
    }

    @Test
    void errorsAndThrottlesAreRiddenOut() throws Exception {
        call("POST", "/faults", "{\"kind\":\"error\",\"count\":2}");
        call("POST", "/faults", "{\"kind\":\"throttle\",\"count\":1,\"retryAfter\":1}");
        node.publish(Facts.released("E1"));

        await().atMost(SOON).until(() -> delivered() == 1);
        assertThat(node.bean(Deliveries.class).attempts(node.only(code).id()))
                .extracting(Attempt::status)
                .containsExactly(500, 500, 429, 201);
    }

    @Test
    void aRepeatIsRecognisedByItsExternalId() throws Exception {
        var document = "{\"externalId\":\"x-1\",\"postedOn\":\"2026-11-23\",\"currency\":\"EUR\",\"lines\":["
                + "{\"account\":\"1210\",\"debit\":\"1.00\"},{\"account\":\"4000\",\"credit\":\"1.00\"}]}";

        assertThat(call("POST", "/journals", document).path("repeated").asBoolean())
                .isFalse();
        var again = call("POST", "/journals", document);

        assertThat(again.path("repeated").asBoolean()).isTrue();
        assertThat(again.path("documentNumber").asString()).isEqualTo("JE-000001");
        assertThat(call("GET", "/journals?externalId=x-1", null)
                        .path("documentNumber")
                        .asString())
                .isEqualTo("JE-000001");
    }

    @Test
    void theProofSeesWhatNobodyToldTheErp() {
        posted("1210", "0.01", "4000", "-0.01");

        assertThat(node.check("erp.trial-balance-agrees").check().violations())
                .hasSize(2)
                .allMatch(violation -> violation.expected().contains("in our ledger"));
    }

    @Test
    void itNeedsItsOwnKey() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + node.port() + "/sandbox/erp/trial-balance"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private void posted(String... lines) {
        for (int index = 0; index < lines.length; index += 2) {
            node.neighbours().ledger.merge(lines[index], new BigDecimal(lines[index + 1]), BigDecimal::add);
        }
    }

    private List<Delivery> dead() {
        return node.bean(Deliveries.class)
                .list(code, null, Delivery.State.DEAD, 10, null)
                .items();
    }

    private long delivered() {
        return node.bean(Deliveries.class)
                .list(code, null, Delivery.State.DELIVERED, 100, null)
                .items()
                .size();
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/sandbox/erp" + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
