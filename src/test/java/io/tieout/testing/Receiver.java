package io.tieout.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks that answers as a test wants. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What came in. */
    public record Call(String id, Map<String, List<String>> headers, String body, int status) {

        public JsonNode event() {
            return JSON.readTree(body);
        }

        public String key() {
            return event().path("subject").asString();
        }

        public int sequence() {
            return event().path("sequence").asInt();
        }
    }

    /** What goes back. Status 0 closes the connection without an answer. */
    public record Answer(int status, Map<String, String> headers, String body) {

        public static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }
    }

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Answer> behaviour = _ -> Answer.of(204);

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
        var headers = Map.copyOf(exchange.getRequestHeaders());
        var answer = behaviour.apply(new Call(id, headers, body, -1));
        calls.add(new Call(id, headers, body, answer.status()));
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public void answers(Function<Call, Answer> newBehaviour) {
        behaviour = newBehaviour;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Those answered with success. */
    public List<Call> taken() {
        return calls.stream()
                .filter(call -> call.status() >= 200 && call.status() < 300)
                .toList();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
