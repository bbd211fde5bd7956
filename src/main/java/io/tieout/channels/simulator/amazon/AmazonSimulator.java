package io.tieout.channels.simulator.amazon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the Selling Partner API on a port of this machine: tokens, orders in both versions, FBA inventory, reports and feeds,
 * with faults on demand. What it is asked is kept, so that a test can look at it.
 */
public final class AmazonSimulator implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BODY_BYTES_MAX = 16 * 1024 * 1024;
    private static final int CALLS_KEPT_MAX = 10_000;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Planned> faults = new ConcurrentHashMap<>();
    private final AmazonAccount account = new AmazonAccount();

    /** What goes wrong. */
    public enum Fault {
        /** 429 with Retry-After and the rate. */
        THROTTLED,
        SERVER_ERROR,
        /** A 200 whose body says that it failed. */
        ERRORS_WITH_200,
        /** The answer takes longer than {@link #SLOW_FOR}. */
        SLOW,
        /** The answer's body ends in its midst. */
        TRUNCATED,
        /** Each order is listed twice. */
        DUPLICATE,
        /** Orders are listed in the opposite order. */
        REORDERED,
        /** Orders are listed only the next time. */
        LATE,
        /** It is done, and nobody hears of it. */
        LOST_ANSWER
    }

    /** How long a slow answer takes. */
    public static final Duration SLOW_FOR = Duration.ofMillis(300);

    /** One call as it came. */
    public record Call(String operation, String method, String path, Map<String, String> query, String body) {}

    private record Planned(Fault fault, AtomicInteger times) {}

    private AmazonSimulator(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(workers);
    }

    /** @param port 0 takes a free one */
    public static AmazonSimulator start(int port) throws IOException {
        var simulator = new AmazonSimulator(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        simulator.server.start();
        return simulator;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it knows and was told. */
    public AmazonAccount account() {
        return account;
    }

    /** The next so many calls of an operation go wrong. */
    public void fail(String operation, Fault fault, int times) {
        faults.put(operation, new Planned(fault, new AtomicInteger(times)));
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation.equals(operation)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
            var call = AmazonRoutes.call(exchange.getRequestMethod(), exchange.getRequestURI(), body);
            if (calls.size() < CALLS_KEPT_MAX) {
                calls.add(call);
            }
            var fault = fault(call.operation);
            var early = fault.flatMap(AmazonSimulator::early);
            var answer = early.isPresent()
                    ? early.get()
                    : AmazonRoutes.answer(
                            call,
                            exchange.getRequestHeaders().getFirst("x-amz-access-token"),
                            account,
                            address(),
                            fault.orElse(null));
            send(exchange, answer, fault.orElse(null));
        }
    }

    private Optional<Fault> fault(String operation) {
        var planned = faults.get(operation);
        return planned != null && planned.times.getAndDecrement() > 0 ? Optional.of(planned.fault) : Optional.empty();
    }

    private static Optional<AmazonRoutes.Answer> early(Fault fault) {
        return switch (fault) {
            case THROTTLED -> Optional.of(AmazonRoutes.Answer.errors(429, "QuotaExceeded", "You exceeded your quota"));
            case SERVER_ERROR -> Optional.of(AmazonRoutes.Answer.errors(500, "InternalFailure", "We failed"));
            case ERRORS_WITH_200 -> Optional.of(AmazonRoutes.Answer.errors(200, "InternalFailure", "We failed"));
            case SLOW, TRUNCATED, DUPLICATE, REORDERED, LATE, LOST_ANSWER -> Optional.empty();
        };
    }

    private static void send(HttpExchange exchange, AmazonRoutes.Answer answer, @Nullable Fault fault)
            throws IOException {
        if (fault == Fault.LOST_ANSWER) {
            return; // closed without an answer
        }
        if (fault == Fault.SLOW) {
            await();
        }
        var bytes = answer.bytes();
        if (fault == Fault.TRUNCATED) {
            bytes = java.util.Arrays.copyOf(bytes, bytes.length / 2);
        }
        exchange.getResponseHeaders().set("content-type", answer.type());
        exchange.getResponseHeaders().set("x-amzn-RateLimit-Limit", "0.5");
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("retry-after", "7");
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void await() {
        try {
            Thread.sleep(SLOW_FOR);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** For whoever fills the account. */
    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
