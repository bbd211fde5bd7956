package io.tieout.operations.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the sample day through the hub's own HTTP doors, as its partners would: the files are written to the data folder
 * first, then each is posted, and the next part begins when the one before is processed.
 */
final class DemoReplay {

    private static final Logger LOG = LoggerFactory.getLogger(DemoReplay.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int WAIT_MS = 30_000;

    private final String baseUrl;
    private final String key;
    private final Path folder;
    private final DemoProgress progress;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    DemoReplay(String baseUrl, String key, Path folder, DemoProgress progress, JsonMapper json) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.folder = folder;
        this.progress = progress;
        this.json = json;
    }

    void run(DemoDay day, String sandboxKey, List<String> accountsTheErpLacks) {
        var parts = List.of(day.orders(), day.tills(), day.shipments(), day.money());
        progress.expect(parts.stream().mapToInt(List::size).sum());
        call(
                "PUT",
                "/api/v1/config",
                "application/yaml",
                day.configuration().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                key);
        for (var account : accountsTheErpLacks) {
            call("DELETE", "/sandbox/erp/accounts/" + account, "application/json", new byte[0], sandboxKey);
        }
        call(
                "POST",
                "/api/v1/inventory/movements?waitMs=" + WAIT_MS,
                "application/json",
                day.openingStock().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                key);
        for (var part : parts) {
            part.forEach(this::write);
            var messages = part.stream().map(this::post).toList();
            messages.forEach(this::await);
        }
    }

    private void write(DemoFile file) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(file.name()), file.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String post(DemoFile file) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/in/" + file.connection() + "/" + file.kind()))
                .timeout(TIMEOUT)
                .header("Content-Type", file.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(file.body()));
        file.headers().forEach(request::header);
        if (file.headers().isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        var answer = send(request.build());
        progress.sent();
        return json.readTree(answer).path("messageId").asString();
    }

    private void await(String message) {
        var answer =
                send(HttpRequest.newBuilder(URI.create(baseUrl + "/api/v1/messages/" + message + "?waitMs=" + WAIT_MS))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + key)
                        .build());
        var state = json.readTree(answer).path("state").asString();
        if (!"processed".equals(state)) {
            LOG.info("Demo message {} is {}", message, state);
        }
    }

    private void call(String method, String path, String contentType, byte[] body, String bearer) {
        send(HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .header("Authorization", "Bearer " + bearer)
                .header("Idempotency-Key", "demo-" + path)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private String send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("The demo's call " + request.method() + " "
                        + request.uri().getPath() + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The demo was stopped", stop);
        }
    }
}
