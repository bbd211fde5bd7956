package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The hub as a client sees it. */
final class Hub {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String url;
    private final String key;

    Hub(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** An answer; the body is missing where it is not JSON. */
    record Answer(int status, String text, Map<String, List<String>> headers) {

        JsonNode body() {
            try {
                return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (JacksonException notJson) {
                return MissingNode.getInstance();
            }
        }

        String code() {
            return body().path("code").asString();
        }

        JsonNode ok() {
            assertThat(status).as(text).isBetween(200, 299);
            return body();
        }
    }

    Answer send(String method, String path, String contentType, Map<String, String> headers, String body) {
        try {
            return trySend(method, path, contentType, headers, body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Answer trySend(String method, String path, String contentType, Map<String, String> headers, String body)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", contentType);
        if (!key.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        headers.forEach(request::setHeader);
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), answer.headers().map());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    Answer get(String path) {
        return send("GET", path, "application/json", Map.of(), "");
    }

    Answer post(String path, String body) {
        return send("POST", path, "application/json", Map.of(), body);
    }

    void configure(String yaml) {
        send("PUT", "/api/v1/config", "application/yaml", Map.of(), yaml).ok();
    }

    Answer in(Letter letter) {
        var path = "/in/" + letter.connection() + "/" + letter.kind();
        return letter.headers().isEmpty()
                ? send("POST", path, letter.contentType(), Map.of(), letter.body())
                : new Hub(url, "").send("POST", path, letter.contentType(), letter.headers(), letter.body());
    }

    /** The message once it has come to an end state. */
    JsonNode ended(String messageId) {
        return get("/api/v1/messages/" + messageId + "?waitMs=30000").ok();
    }

    /** Sends it and waits for what becomes of it. */
    JsonNode outcome(Letter letter) {
        return ended(in(letter).ok().path("messageId").asString());
    }

    JsonNode processed(Letter letter) {
        var message = outcome(letter);
        assertThat(message.path("state").asString()).as(message.toString()).isEqualTo("processed");
        return message;
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) {
        var items = new ArrayList<JsonNode>();
        var after = "";
        do {
            var page = get(path + (path.contains("?") ? "&" : "?") + "limit=500" + after)
                    .ok();
            page.path("items").forEach(items::add);
            after = page.path("next").isString()
                    ? "&after=" + encode(page.path("next").asString())
                    : "";
        } while (!after.isEmpty());
        return items;
    }

    List<JsonNode> openItems(String code, String subject) {
        return all("/api/v1/work-items?state=open&code=" + code + "&subject=" + encode(subject));
    }

    JsonNode order(String connection, String externalId) {
        return get("/api/v1/orders/" + connection + ":" + encode(externalId)).ok();
    }

    /** A submitted mapping of a partner's tax code to ours; its path. */
    String propose(String partner, String taxCode) {
        var proposed = post("/api/v1/mappings", """
                        {"kind":"tax-code","partner":"%s","validFrom":"%s","entries":{"%s":"DE19"}}""".formatted(partner, Papers.DAY.minusDays(30), taxCode))
                .ok();
        var set = "/api/v1/mappings/" + proposed.path("id").asString();
        post(set + "/submit", "").ok();
        return set;
    }

    /** Proposes a tax code's mapping, and has a second client approve it. */
    void map(Hub second, String partner, String taxCode) {
        second.post(propose(partner, taxCode) + "/approve", "").ok();
    }

    /** Balance by account key. */
    Map<String, String> balances(String entity) {
        var balances = new HashMap<String, String>();
        get("/api/v1/trial-balance?entity=" + entity)
                .ok()
                .path("accounts")
                .forEach(account -> balances.put(
                        account.path("key").asString(), account.path("balance").asString()));
        return balances;
    }

    /** What the proof objects to, a line each; empty is clean. */
    List<String> violations() {
        var report = get("/api/v1/integrity").ok();
        return items(report.path("checks"))
                .filter(check -> !check.path("ok").asBoolean())
                .map(check -> check.path("id").asString() + " "
                        + check.path("violations").toString())
                .toList();
    }

    static Stream<JsonNode> items(JsonNode array) {
        return array.values().stream();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
