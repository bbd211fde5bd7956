package io.tieout.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.testing.IntegrationTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every answer of {@code POST /in/{connection}/{kind}}, over HTTP. */
@IntegrationTest
class DoorForPartnersTests {

    private static final Actor TESTER = Actor.system("test");
    private static final String SECRET = "hush";

    @Autowired
    Connections connections;

    @Autowired
    ApiClients clients;

    @Autowired
    Inbox inbox;

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String shop = "shop-" + unique;
    private final String amazon = "amazon-" + unique;
    private String key = "";

    @BeforeEach
    void connect() {
        save(shop, "shopify", Map.of("webhook", SECRET), false);
        save(amazon, "amazon", Map.of(), false);
        key = clients.create(
                        "door-" + unique,
                        ApiClients.Terms.of(
                                List.of("messages.write", "messages.read", "replays.write", "orders.write")),
                        TESTER)
                .key();
    }

    private void save(String code, String adapter, Map<String, String> secrets, boolean paused) {
        connections.save(
                new Connection(
                        ConnectionCode.of(code),
                        adapter,
                        EntityCode.of("DE01"),
                        ZoneOffset.UTC,
                        Map.of(),
                        List.of(),
                        paused),
                secrets,
                TESTER);
    }

    @Test
    void aSignedMessageIsTakenOnceAndItsRepeatIsKnown() throws Exception {
        var body = order("1", "2026-01-01T10:00:00Z");

        var first = signed(body, SECRET, Map.of());
        var second = signed(body, SECRET, Map.of());

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(read(first).path("state").asString()).isEqualTo("received");
        assertThat(read(first).has("duplicate")).isFalse();
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(read(second).path("messageId")).isEqualTo(read(first).path("messageId"));
        assertThat(read(second).path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void aWrongOrMissingSignatureIsRefusedAndNothingIsKept() throws Exception {
        var body = order("1", "2026-01-01T10:00:00Z");

        var wrong = signed(body, "other", Map.of());
        var missing = post("/in/" + shop + "/order", body, null, "application/json", Map.of());

        for (var answer : List.of(wrong, missing)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(read(answer).path("code").asString()).isEqualTo("signature.invalid");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(inbox.list(new InboxFilter(shop, null, null), 10, null).items())
                .isEmpty();
    }

    @Test
    void theSignatureIsThatOfTheRawBytes() throws Exception {
        var body = order("1", "2026-01-01T10:00:00Z");
        var signature = sign(body, SECRET);

        var changed = post(
                "/in/" + shop + "/order",
                body + " ",
                null,
                "application/json",
                Map.of("X-Shopify-Hmac-Sha256", signature));

        assertThat(changed.statusCode()).isEqualTo(401);
    }

    @Test
    void otherContentUnderTheSameWebhookIdIsAConflict() throws Exception {
        var headers = Map.of("X-Shopify-Webhook-Id", "w-" + unique, "X-Shopify-Topic", "orders/create");
        assertThat(signed(order("1", "2026-01-01T10:00:00Z"), SECRET, headers).statusCode())
                .isEqualTo(202);

        var other = signed(order("2", "2026-01-01T10:00:00Z"), SECRET, headers);

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(read(other).path("code").asString()).isEqualTo("message.identity-reused");
    }

    @Test
    void anUnknownConnectionOrKindIsNotFound() throws Exception {
        var nowhere = post("/in/nowhere-" + unique + "/order", "{}", key, "application/json", Map.of());
        var kind = post("/in/" + amazon + "/horoscope", "{}", key, "application/json", Map.of());

        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(read(nowhere).path("code").asString()).isEqualTo("connection.unknown");
        assertThat(kind.statusCode()).isEqualTo(404);
        assertThat(read(kind).path("code").asString()).isEqualTo("connection.kind-unknown");
    }

    @Test
    void whoDoesNotSignNeedsAKeyWithTheScope() throws Exception {
        var readOnly = clients.create("ro-" + unique, ApiClients.Terms.of(List.of("messages.read")), TESTER)
                .key();

        assertThat(post("/in/" + amazon + "/order", "{}", null, "application/json", Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/in/" + amazon + "/order", "{}", readOnly, "application/json", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/in/" + amazon + "/order", "{}", key, "application/json", Map.of())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aForeignContentTypeIsRefused() throws Exception {
        for (var type : List.of("image/png", "application/x-www-form-urlencoded", "nonsense")) {
            var answer = post("/in/" + amazon + "/order", "{}", key, type, Map.of());

            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(read(answer).path("code").asString()).isEqualTo("media-type.unsupported");
        }
    }

    @Test
    void aBodyThatCannotBeReadIsKeptAndFailsWithItsPlaceAndAnOwner() throws Exception {
        for (var body : List.of("{\"AmazonOrderId\": \"1\",", "", "[]", "{\"a\":1,\"a\":2}", "{} {}", "\u0000")) {
            var answer = post("/in/" + amazon + "/order", body, key, "application/json", Map.of());
            assertThat(answer.statusCode()).as(body).isBetween(200, 202);

            var message = message(read(answer).path("messageId").asString(), 20_000);

            assertThat(message.path("state").asString()).as(body).isEqualTo("failed");
            assertThat(message.path("code").asString()).as(body).isEqualTo("message.unreadable");
            assertThat(message.path("workItem").asString()).as(body).isNotBlank();
        }
    }

    @Test
    void hostileNumbersAndTextsFailTheMessageAndNothingElse() throws Exception {
        var bodies = List.of(
                "{\"AmazonOrderId\":\"h1\",\"OrderStatus\":\"Unshipped\",\"LastUpdateDate\":\"2026-01-01T00:00:00Z\","
                        + "\"PurchaseDate\":\"2026-01-01T00:00:00Z\","
                        + "\"OrderTotal\":{\"CurrencyCode\":\"EUR\",\"Amount\":\"1e999999999\"},\"OrderItems\":[]}",
                "{\"AmazonOrderId\":\"h\\u0000\",\"OrderStatus\":\"Unshipped\"}",
                "{\"AmazonOrderId\":\"h\\ud800\",\"OrderStatus\":\"Unshipped\"}",
                "{\"AmazonOrderId\":\"" + "x".repeat(5000) + "\",\"OrderStatus\":\"Unshipped\"}",
                "{\"AmazonOrderId\":\"h2\",\"OrderStatus\":\"Unshipped\",\"LastUpdateDate\":\"yesterday\"}",
                "{\"AmazonOrderId\":\"h3\",\"OrderStatus\":\"Unshipped\",\"OrderTotal\":{\"CurrencyCode\":\"XQZ\"}}");
        for (var body : bodies) {
            var answer = post("/in/" + amazon + "/order", body, key, "application/json", Map.of());
            assertThat(answer.statusCode()).as(body).isEqualTo(202);

            var message = message(read(answer).path("messageId").asString(), 20_000);

            assertThat(message.path("code").asString()).as(body).isEqualTo("message.field-invalid");
        }
        var deep = post("/in/" + amazon + "/order", "[".repeat(200_000), key, "application/json", Map.of());
        assertThat(message(read(deep).path("messageId").asString(), 20_000)
                        .path("code")
                        .asString())
                .isEqualTo("message.unreadable");
    }

    @Test
    void twoHundredMegabytesAreRefusedWithoutBeingInMemory() throws Exception {
        var size = 200L * 1024 * 1024;
        System.gc();
        var before = used();
        for (var stated : List.of(true, false)) {
            var stream = BodyPublishers.ofInputStream(() -> new Zeros(size));
            var request = request("/in/" + amazon + "/order", key, "application/json", Map.of())
                    .POST(stated ? BodyPublishers.fromPublisher(stream, size) : stream)
                    .build();

            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(read(answer).path("code").asString()).isEqualTo("request.too-large");
        }
        System.gc();
        assertThat(used() - before).isLessThan(100L * 1024 * 1024);
        assertThat(inbox.list(new InboxFilter(amazon, null, null), 10, null).items())
                .isEmpty();
    }

    @Test
    void aLargeSignedBodyIsRefusedBeforeItFillsTheHeap() throws Exception {
        var size = 30L * 1024 * 1024;
        var request = request("/in/" + shop + "/order", null, "application/json", Map.of())
                .POST(BodyPublishers.ofInputStream(() -> new Zeros(size)))
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatAmazonHasNotConfirmedIsIgnoredWithAReason() throws Exception {
        var body = "{\"payload\":{\"AmazonOrderId\":\"p-" + unique
                + "\",\"OrderStatus\":\"Pending\",\"LastUpdateDate\":\"2026-01-01T00:00:00Z\"}}";
        var answer = post(
                "/in/" + amazon + "/order", body, key, "application/json", Map.of("X-Correlation-Id", "c-" + unique));

        var message = message(read(answer).path("messageId").asString(), 20_000);

        assertThat(message.path("state").asString()).isEqualTo("ignored");
        assertThat(message.path("reason").asString()).contains("not confirmed");
        assertThat(message.path("identity").asString()).isEqualTo("p-" + unique);
        assertThat(message.path("version").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(message.path("correlationId").asString()).isEqualTo("c-" + unique);
        var raw = get("/api/v1/messages/" + message.path("id").asString() + "/raw");
        assertThat(raw.body()).isEqualTo(body);
        assertThat(raw.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
    }

    @Test
    void aPausedConnectionsMessagesWaitUntilItGoesOn() throws Exception {
        save(amazon, "amazon", Map.of(), true);
        var body = "{\"AmazonOrderId\":\"q-" + unique
                + "\",\"OrderStatus\":\"Pending\",\"LastUpdateDate\":\"2026-01-01T00:00:00Z\"}";
        var answer = post("/in/" + amazon + "/order", body, key, "application/json", Map.of());
        var id = read(answer).path("messageId").asString();
        assertThat(message(id, 20_000).path("state").asString()).isEqualTo("parked");
        assertThat(message(id, 0).path("code").asString()).isEqualTo("connection.paused");

        save(amazon, "amazon", Map.of(), false);

        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        assertThat(message(id, 0).path("state").asString()).isEqualTo("ignored"));
    }

    @Test
    void aReplayTakesAFailedMessageUpOnceMore() throws Exception {
        var answer = post("/in/" + amazon + "/order", "{}", key, "application/json", Map.of());
        var id = read(answer).path("messageId").asString();
        var before = message(id, 20_000);

        var replayed = post("/api/v1/messages/" + id + "/replay", "", key, "application/json", Map.of());

        assertThat(replayed.statusCode()).isEqualTo(202);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(message(id, 0).path("attempts").asInt())
                        .isGreaterThan(before.path("attempts").asInt()));
        assertThat(get("/api/v1/messages/nonsense").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/messages/" + id + "?waitMs=99999").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/messages?state=failed&connection=" + amazon).body())
                .contains(id)
                .contains("\"next\"");
    }

    @Test
    void theCanonicalApiRefusesAtOnceWhatIsNotWellFormedOrIncomplete() throws Exception {
        var unreadable = post("/api/v1/orders", "{\"externalId\":", key, "application/json", Map.of());
        var incomplete = post("/api/v1/orders", "{\"externalId\":\"1\"}", key, "application/json", Map.of());
        var elsewhere = post(
                "/api/v1/orders", "{\"connection\":\"nowhere-" + unique + "\"}", key, "application/json", Map.of());

        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(read(unreadable).path("code").asString()).isEqualTo("request.unreadable");
        assertThat(incomplete.statusCode()).isEqualTo(400);
        assertThat(read(incomplete).path("errors").path(0).path("pointer").asString())
                .startsWith("/");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
    }

    private String order(String id, String updatedAt) {
        return "{\"id\":" + id + ",\"updated_at\":\"" + updatedAt
                + "\",\"line_items\":[],\"financial_status\":\"paid\"}";
    }

    private HttpResponse<String> signed(String body, String secret, Map<String, String> headers) throws Exception {
        var all = new java.util.HashMap<>(headers);
        all.put("X-Shopify-Hmac-Sha256", sign(body, secret));
        return post("/in/" + shop + "/order", body, null, "application/json", all);
    }

    private static String sign(String body, String secret) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> post(
            String path, String body, @Nullable String bearer, String type, Map<String, String> headers)
            throws Exception {
        var request = request(path, bearer, type, headers)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                request(path, key, "application/json", Map.of()).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(
            String path, @Nullable String bearer, String type, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", type);
        headers.forEach(request::header);
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private JsonNode message(String id, int waitMs) throws Exception {
        return read(get("/api/v1/messages/" + id + "?waitMs=" + waitMs));
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? '0' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            var count = (int) Math.min(length, left);
            java.util.Arrays.fill(into, offset, offset + count, (byte) '0');
            left -= count;
            return count;
        }
    }
}
