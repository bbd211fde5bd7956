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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Journals, balances, periods and second persons, as clients see them. */
@IntegrationTest
class FinanceApiTests {

    private static final String DAY = "2026-10-15";

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final String entity = "F" + UUID.randomUUID().toString().substring(0, 8);
    private Caller anna = new Caller(new Http(0, ""));
    private Caller bert = anna;

    @BeforeEach
    void open() {
        anna = client(Scopes.ADMIN);
        bert = client(Scopes.ADMIN);
        anna.configure("entities: [{code: %s, name: Books, country: DE, currency: EUR}]".formatted(entity), "");
    }

    private Caller client(String... scopes) {
        var code = "finance-" + UUID.randomUUID();
        return new Caller(new Http(
                port,
                clients.create(code, ApiClients.Terms.of(List.of(scopes)), Actor.system("test"))
                        .key()));
    }

    private String journal(String day, String debit, String credit) {
        return """
                {"entity":"%s","businessDate":"%s","currency":"EUR","text":"by hand","lines":[
                 {"account":"bank","debit":"%s"},{"account":"suspense","credit":"%s","dimensions":{"channel":"=1+1"}}]}""".formatted(entity, day, debit, credit);
    }

    private List<JsonNode> journals(String query) {
        return anna.get("/api/v1/journals?entity=" + entity + query).path("items").values().stream()
                .toList();
    }

    private JsonNode balance(Caller caller) {
        return caller.get("/api/v1/trial-balance?asOf=2026-12-31&entity=" + entity);
    }

    /** A threshold of 100 EUR, proposed by one and approved by the other. */
    private void threshold() {
        var answer = anna.configure("""
                approvals: [{entity: %s, kind: journal, over: {amount: "100.00", currency: EUR}}]
                """.formatted(entity), "");
        if (answer.path("waiting").isEmpty()) {
            return; // a hub without business data takes it at once
        }
        var waiting = anna.get("/api/v1/approvals").path("items").values().stream()
                .filter(one -> one.path("entity").asString().equals(entity))
                .findFirst()
                .orElseThrow();
        var path = "/api/v1/approvals/" + waiting.path("id").asString() + "/approve";
        assertThat(anna.refusal("POST", path, "", 403).path("code").asString()).isEqualTo("four-eyes.same-person");
        assertThat(bert.post(path, "", 200).path("state").asString()).isEqualTo("IN_FORCE");
    }

    @Test
    void aJournalIsPostedListedExportedAndReversedOnce() {
        var posted = anna.post("/api/v1/journals", journal(DAY, "12.30", "12.3"), 201);

        var id = posted.path("id").asString();
        assertThat(posted.path("state").asString()).isEqualTo("posted");
        assertThat(posted.path("number").asString()).isEqualTo(entity + "-2026-10-000001");
        assertThat(anna.get("/api/v1/journals/" + id)).isEqualTo(posted);
        assertThat(journals("&period=2026-10&account="
                        + posted.path("lines").path(0).path("account").asString()))
                .containsExactly(posted);
        assertThat(journals("&from=2026-10-16")).isEmpty();
        assertThat(journals("&state=awaits-approval")).isEmpty();
        assertThat(balance(anna).path("debit").asString()).isEqualTo("12.30");
        assertThat(balance(anna).path("credit").asString()).isEqualTo("12.30");
        assertThat(anna.get("/api/v1/trial-balance?asOf=2026-09-30&entity=" + entity)
                        .path("debit")
                        .asString())
                .isEqualTo("0.00");

        var reversal = bert.post("/api/v1/journals/" + id + "/reverse", "{\"reason\":\"a slip\"}", 201);
        assertThat(reversal.path("reverses").asString()).isEqualTo(id);
        assertThat(bert.refusal("POST", "/api/v1/journals/" + id + "/reverse", "", 409)
                        .path("code")
                        .asString())
                .isEqualTo("journal.already-reversed");
        assertThat(journals("")).hasSize(2);
        assertThat(balance(anna).path("accounts").values())
                .allSatisfy(account ->
                        assertThat(account.path("balance").asString()).isEqualTo("0.00"));
    }

    @Test
    void exportsHoldEveryLineOnceInEachForm() {
        anna.post("/api/v1/journals", journal(DAY, "10.00", "10.00"), 201);
        anna.post("/api/v1/journals", journal("2026-10-16", "5.50", "5.50"), 201);

        var csv = anna.http().get("/api/v1/journals/export?entity=" + entity);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("journals.csv"));
        var rows = csv.body().strip().split("\r?\n");
        assertThat(rows).hasSize(5);
        assertThat(rows[0]).startsWith("number,id,entity,");
        assertThat(rows[1]).startsWith(entity + "-2026-10-000001,").contains(",10.00,0.00,EUR,");
        assertThat(csv.body()).as("no cell is a formula").doesNotContain(",=1+1");

        var json = anna.http().get("/api/v1/journals/export?format=json&entity=" + entity);
        assertThat(json.body().strip().split("\n")).hasSize(2);
        var hledger = anna.http().get("/api/v1/journals/export?format=hledger&from=2026-10-16&entity=" + entity);
        assertThat(hledger.body()).contains("5.50 EUR", "-5.50 EUR").doesNotContain("10.00 EUR");
        var none = anna.http().get("/api/v1/journals/export?entity=NOBODY");
        assertThat(none.body().strip().split("\n")).hasSize(1);
        assertThat(refused(anna, "GET", "/api/v1/journals/export?format=pdf", "", 400))
                .isEqualTo("request.invalid");
        assertThat(refused(client("orders.read"), "GET", "/api/v1/journals/export", "", 403))
                .isEqualTo("forbidden");
    }

    @Test
    void overTheThresholdASecondPersonDecidesOnce() {
        threshold();
        var waiting = anna.post("/api/v1/journals", journal(DAY, "100.01", "100.01"), 201);
        var path = "/api/v1/journals/" + waiting.path("id").asString();

        assertThat(waiting.path("state").asString()).isEqualTo("awaits-approval");
        assertThat(waiting.path("number").isNull() || waiting.path("number").isMissingNode())
                .isTrue();
        assertThat(balance(anna).path("debit").asString()).isEqualTo("0.00");
        assertThat(journals("&state=awaits-approval")).hasSize(1);
        assertThat(refused(anna, "POST", path + "/approve", "", 403)).isEqualTo("four-eyes.same-person");
        assertThat(refused(anna, "POST", path + "/reject", "{}", 403)).isEqualTo("four-eyes.same-person");
        assertThat(refused(client("journals.read", "journals.write"), "POST", path + "/approve", "", 403))
                .isEqualTo("forbidden");

        var approved = bert.post(path + "/approve", "", 200);

        assertThat(approved.path("state").asString()).isEqualTo("posted");
        assertThat(approved.path("approvedBy").asString())
                .isNotEqualTo(approved.path("proposedBy").asString());
        assertThat(balance(anna).path("debit").asString()).isEqualTo("100.01");
        assertThat(refused(bert, "POST", path + "/approve", "", 409)).isEqualTo("state.conflict");
        assertThat(refused(bert, "POST", path + "/reject", "{}", 409)).isEqualTo("state.conflict");
        assertThat(journals("&state=awaits-approval")).isEmpty();
    }

    @Test
    void whatASecondPersonRejectsIsNeverPosted() {
        threshold();
        var waiting = anna.post("/api/v1/journals", journal(DAY, "500.00", "500.00"), 201);
        var path = "/api/v1/journals/" + waiting.path("id").asString();

        var rejected = bert.post(path + "/reject", "{\"reason\":\"no voucher\"}", 200);

        assertThat(rejected.path("state").asString()).isEqualTo("rejected");
        assertThat(refused(bert, "POST", path + "/approve", "", 409)).isEqualTo("state.conflict");
        assertThat(balance(anna).path("debit").asString()).isEqualTo("0.00");
        assertThat(journals("&state=rejected")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            journal.unbalanced    | 422 | [{"account":"bank","debit":"10.00"},{"account":"suspense","credit":"9.99"}]
            journal.too-few-lines | 422 | [{"account":"bank","debit":"10.00"}]
            journal.too-few-lines | 422 | []
            journal.line-invalid  | 422 | [{"account":"bank","debit":"10.00","credit":"10.00"},{"account":"suspense","credit":"10.00"}]
            journal.line-invalid  | 422 | [{"account":"bank"},{"account":"suspense"}]
            journal.line-invalid  | 422 | [{"account":"bank","debit":"-1"},{"account":"suspense","credit":"-1"}]
            journal.line-invalid  | 422 | [{"account":"bank","debit":"0.001"},{"account":"suspense","credit":"0.001"}]
            journal.line-invalid  | 422 | [{"account":"bank","debit":1e99},{"account":"suspense","credit":1e99}]
            journal.line-invalid  | 422 | [{"account":"bank","debit":"1e999999999"},{"account":"suspense","credit":"1e999999999"}]
            account.unknown       | 422 | [{"account":"no-such","debit":"1"},{"account":"suspense","credit":"1"}]
            request.invalid       | 400 | [{"account":"bank","debit":"ten"},{"account":"suspense","credit":"10"}]
            request.invalid       | 400 | [{"debit":"10"},{"account":"suspense","credit":"10"}]
            request.invalid       | 400 | [null,{"account":"suspense","credit":"10"}]
            request.invalid       | 400 | null
            request.invalid       | 400 | [{"account":"bank","debit":"1","sum":"1"},{"account":"suspense","credit":"1"}]
            """)
    void aWrongJournalIsRefusedAndNothingIsPosted(String code, int status, String lines) {
        var body = "{\"entity\":\"%s\",\"businessDate\":\"%s\",\"currency\":\"EUR\",\"lines\":%s}"
                .formatted(entity, DAY, lines);

        assertThat(refused(anna, "POST", "/api/v1/journals", body, status)).isEqualTo(code);

        assertThat(journals("")).isEmpty();
    }

    @Test
    void whatIsMissingOrStrangeAroundTheLinesIsRefusedWithItsPlace() {
        var lines = "\"lines\":[{\"account\":\"bank\",\"debit\":\"1\"},{\"account\":\"suspense\",\"credit\":\"1\"}]";
        var post = "/api/v1/journals";

        var empty = anna.refusal("POST", post, "{}", 400);
        assertThat(empty.path("code").asString()).isEqualTo("request.invalid");
        assertThat(empty.path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/entity", "/businessDate", "/currency", "/lines");
        assertThat(refused(
                        anna,
                        "POST",
                        post,
                        "{\"entity\":\"NOBODY\",\"businessDate\":\"2026-10-01\",\"currency\":\"EUR\"," + lines + "}",
                        422))
                .isEqualTo("finance.entity-unknown");
        for (var wrong : List.of(
                "\"businessDate\":\"2026-02-30\",\"currency\":\"EUR\"",
                "\"businessDate\":\"2026-10-01\",\"currency\":\"XQZ\"")) {
            assertThat(refused(anna, "POST", post, "{\"entity\":\"" + entity + "\"," + wrong + "," + lines + "}", 400))
                    .as(wrong)
                    .isEqualTo("request.invalid");
        }
        assertThat(refused(
                        anna,
                        "POST",
                        post,
                        "{\"entity\":\"" + entity + "\",\"businessDate\":\"2026-10-01\",\"currency\":\"NOK\"," + lines
                                + "}",
                        422))
                .isEqualTo("finance.rate-missing");
        assertThat(journals("")).isEmpty();
    }

    @Test
    void theSameKeyIsTheSameJournalAndNeverAnother() {
        var key = UUID.randomUUID().toString();
        var body = journal(DAY, "3.00", "3.00").replace("{\"entity\"", "{\"key\":\"" + key + "\",\"entity\"");

        var first = anna.post("/api/v1/journals", body, 201);
        var again = bert.post("/api/v1/journals", body, 201);

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(refused(anna, "POST", "/api/v1/journals", body.replace("3.00", "4.00"), 409))
                .isEqualTo("journal.key-reused");
        assertThat(journals("")).hasSize(1);
    }

    @Test
    void aClosedPeriodTakesNothingUntilItIsReopened() {
        var period = "/api/v1/periods/" + entity + "/2026-10";
        assertThat(anna.post(period + "/close", "", 200).path("state").asString())
                .isEqualTo("CLOSED");
        assertThat(anna.post(period + "/close", "", 200).path("state").asString())
                .as("a repeat is no error")
                .isEqualTo("CLOSED");

        assertThat(refused(anna, "POST", "/api/v1/journals", journal(DAY, "1.00", "1.00"), 409))
                .isEqualTo("period.closed");
        assertThat(refused(client("journals.read"), "POST", period + "/reopen", "", 403))
                .isEqualTo("forbidden");
        assertThat(anna.get(period).path("state").asString()).isEqualTo("CLOSED");
        assertThat(journals("")).isEmpty();

        assertThat(anna.post(period + "/reopen", "", 200).path("state").asString())
                .isEqualTo("OPEN");
        anna.post("/api/v1/journals", journal(DAY, "1.00", "1.00"), 201);
        assertThat(anna.get("/api/v1/periods?entity=" + entity).path("items")).hasSize(1);
        for (var nonsense : List.of("2026-13", "october", "2026-10-01")) {
            assertThat(refused(anna, "POST", "/api/v1/periods/" + entity + "/" + nonsense + "/close", "", 400))
                    .isEqualTo("request.invalid");
        }
        assertThat(refused(anna, "POST", "/api/v1/periods/NOBODY/2026-10/close", "", 422))
                .isEqualTo("finance.entity-unknown");
    }

    @Test
    void aPeriodWithAJournalThatAwaitsApprovalStaysOpenAndSaysWhy() {
        threshold();
        anna.post("/api/v1/journals", journal(DAY, "1000.00", "1000.00"), 201);
        var period = "/api/v1/periods/" + entity + "/2026-10";

        var refusal = anna.refusal("POST", period + "/close", "", 409);

        assertThat(refusal.path("code").asString()).isEqualTo("period.still-waited-for");
        assertThat(refusal.path("errors")).hasSize(1);
        assertThat(anna.get(period).path("state").asString()).isEqualTo("OPEN");
        assertThat(anna.get(period).path("waiting")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "journals?state=nonsense",
                "journals?from=yesterday",
                "journals?to=2026-02-30",
                "journals?document=x",
                "journals?limit=many",
                "journals?after=nonsense",
                "journals?entity=ENTITY&after=nonsense",
                "journals?state=awaits-approval&after=nonsense",
                "journals/not-an-id",
                "journals/export?format=csv&from=x",
                "trial-balance",
                "trial-balance?entity=ENTITY&asOf=soon",
                "accounts/bank/open-items",
                "accounts/bank/open-items?entity=ENTITY&after=%00",
                "documents?kind=nonsense",
                "documents?state=nonsense",
                "documents?after=nonsense",
                "periods"
            })
    void aQueryThatMakesNoSenseIsTheCallersMistake(String query) {
        assertThat(refused(anna, "GET", "/api/v1/" + query.replace("ENTITY", entity), "", 400))
                .isEqualTo("request.invalid");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(refused(anna, "GET", "/api/v1/journals/" + UUID.randomUUID(), "", 404))
                .isEqualTo("not-found");
        assertThat(refused(anna, "POST", "/api/v1/journals/" + UUID.randomUUID() + "/approve", "", 404))
                .isEqualTo("not-found");
        assertThat(refused(anna, "POST", "/api/v1/journals/" + UUID.randomUUID() + "/reverse", "", 404))
                .isEqualTo("not-found");
        assertThat(refused(anna, "GET", "/api/v1/accounts/no-such/open-items?entity=" + entity, "", 404))
                .isEqualTo("not-found");
        assertThat(refused(anna, "GET", "/api/v1/documents/" + UUID.randomUUID(), "", 404))
                .isEqualTo("not-found");
        assertThat(refused(anna, "GET", "/api/v1/trial-balance?entity=NOBODY", "", 422))
                .isEqualTo("finance.entity-unknown");
    }

    @Test
    void pagesGoThroughAllJournalsOnceInOrder() {
        for (var count = 1; count <= 5; count++) {
            anna.post("/api/v1/journals", journal(DAY, count + ".00", count + ".00"), 201);
        }

        var numbers = new java.util.ArrayList<String>();
        var after = "";
        do {
            var page = anna.get("/api/v1/journals?limit=2&entity=" + entity + after);
            assertThat(page.path("items").size()).isBetween(1, 2);
            page.path("items").forEach(item -> numbers.add(item.path("number").asString()));
            after = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());

        assertThat(numbers).hasSize(5).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void eachCallNeedsItsScope() {
        var reader = client("journals.read");
        assertThat(refused(reader, "POST", "/api/v1/journals", journal(DAY, "1", "1"), 403))
                .isEqualTo("forbidden");
        assertThat(refused(reader, "POST", "/api/v1/periods/" + entity + "/2026-10/close", "", 403))
                .isEqualTo("forbidden");
        var writer = client("journals.write");
        for (var path : Map.of(
                        "journals",
                        "",
                        "trial-balance",
                        "?entity=" + entity,
                        "periods",
                        "?entity=" + entity,
                        "approvals",
                        "")
                .entrySet()) {
            assertThat(refused(writer, "GET", "/api/v1/" + path.getKey() + path.getValue(), "", 403))
                    .as(path.getKey())
                    .isEqualTo("forbidden");
        }
        assertThat(journals("")).isEmpty();
    }

    private static String refused(Caller by, String method, String path, String body, int status) {
        return by.refusal(method, path, body, status).path("code").asString();
    }
}
