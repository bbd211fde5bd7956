package io.tieout.channels.amazon;

import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.OutboundHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls without a budget, straight to the simulator. */
final class DirectCalls implements PartnerCalls, AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> secrets =
            new TreeMap<>(Map.of("clientId", "client", "clientSecret", "hush", "refreshToken", "Atzr|one"));
    final List<String> operations = new ArrayList<>();

    @Override
    public OutboundHttp.Reply exchange(String operation, Priority priority, OutboundHttp.Request request) {
        operations.add(operation);
        var call = HttpRequest.newBuilder(request.url()).timeout(request.timeout());
        request.headers().forEach(call::header);
        call.method(
                request.method(), request.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
        try {
            var answer = http.send(call.build(), BodyHandlers.ofString());
            var headers = new TreeMap<String, String>();
            answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
            return new OutboundHttp.Reply.Answer(answer.statusCode(), headers, answer.body());
        } catch (IOException broken) {
            return new OutboundHttp.Reply.Lost(String.valueOf(broken));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new OutboundHttp.Reply.Lost("stopped");
        }
    }

    @Override
    public Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    void without(String secret) {
        secrets.remove(secret);
    }

    @Override
    public void close() {
        http.close();
    }
}
