package io.tieout.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Calls the application under test as a client outside would. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port;
    private final String key;

    /** @param key of an API client; empty for none */
    public Http(int port, String key) {
        this.port = port;
        this.key = key;
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "", Map.of());
    }

    /** Sends with the headers given; {@code Content-Type} is JSON unless they say otherwise. */
    public HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        request.setHeader("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
