package io.tieout.channels.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tieout.channels.simulator.SimulatedPartner.Request;
import io.tieout.channels.simulator.SimulatedPartner.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server that plays partners, each under its name, with faults on demand. Under {@code /_control/<name>/} it is
 * told what to do: {@code POST faults?kind=throttle&times=3&path=/orders&seconds=2}, {@code DELETE faults}, {@code POST
 * <action>}. It listens on this machine only.
 */
public final class Simulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final String CONTROL = "_control";
    private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
    private static final int CALLS_KEPT_MAX = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Played> partners = new TreeMap<>();

    /** A call that was made. @param status what was answered; 0 where the connection was closed */
    public record Call(Request request, int status) {}

    private static final class Played {
        private final SimulatedPartner partner;
        private final Faults faults;
        private final ToTheHub hub;
        private final List<Call> calls = new ArrayList<>();

        Played(SimulatedPartner partner, InstantSource clock) {
            this.partner = partner;
            this.faults = new Faults(clock);
            this.hub = new ToTheHub(faults);
            partner.connect(hub);
        }

        void note(Request request, int status) {
            synchronized (calls) {
                if (calls.size() >= CALLS_KEPT_MAX) {
                    calls.removeFirst();
                }
                calls.add(new Call(request, status));
            }
        }
    }

    /** @param port 0 for any that is free */
    public Simulator(int port, Collection<? extends SimulatedPartner> players) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException("Port " + port + " cannot be listened on", taken);
        }
        players.forEach(player -> partners.put(player.name(), new Played(player, InstantSource.system())));
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The address under which a partner is reached. */
    public String url(String partner) {
        return "http://127.0.0.1:" + port() + "/" + played(partner).partner.name();
    }

    /** Lets something go wrong from now on. */
    public void fault(String partner, Fault fault) {
        played(partner).faults.add(fault);
    }

    /** Lets nothing go wrong any more. */
    public void heal(String partner) {
        played(partner).faults.clear();
    }

    /** What the partner was asked, oldest first; the last ten thousand. */
    public List<Call> calls(String partner) {
        var played = played(partner);
        synchronized (played.calls) {
            return List.copyOf(played.calls);
        }
    }

    /** What the partner sent of itself. */
    public List<ToTheHub.Push> pushes(String partner) {
        return played(partner).hub.sent();
    }

    private Played played(String partner) {
        var played = partners.get(partner);
        if (played == null) {
            throw new IllegalArgumentException(partner + " is none of " + partners.keySet());
        }
        return played;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath().substring(1);
            var name = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
            var request = request(exchange, "/" + path.substring(Math.min(path.length(), name.length() + 1)));
            if (name.equals(CONTROL)) {
                write(exchange, controlled(request));
                return;
            }
            var played = partners.get(name);
            if (played == null) {
                write(exchange, Response.status(404));
                return;
            }
            played(exchange, played, request);
        }
    }

    private static Request request(HttpExchange exchange, String path) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new Request(
                exchange.getRequestMethod(),
                path,
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                exchange.getRequestBody().readNBytes(BODY_BYTES_MAX));
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new TreeMap<String, String>();
        if (raw != null && !raw.isEmpty()) {
            for (var part : raw.split("&")) {
                var equals = part.indexOf('=');
                query.put(
                        decoded(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : decoded(part.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void played(HttpExchange exchange, Played played, Request request) throws IOException {
        var fault = played.faults.take(request.path(), false);
        var response = fault.isEmpty()
                ? Optional.of(answered(played.partner, request))
                : withFault(fault.get(), played.partner, request);
        played.note(request, response.map(Response::status).orElse(0));
        if (response.isEmpty()) {
            return; // the connection is closed without an answer
        }
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.TRUNCATED) {
            var body = response.get().body();
            response.get().headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.get().status(), Math.max(1, body.length));
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            return;
        }
        write(exchange, response.get());
    }

    private static Response answered(SimulatedPartner partner, Request request) throws IOException {
        try {
            return partner.answer(request);
        } catch (RuntimeException defect) {
            LOG.error("{} failed at {} {}", partner.name(), request.method(), request.path(), defect);
            return Response.status(500);
        }
    }

    private static Optional<Response> withFault(Fault fault, SimulatedPartner partner, Request request)
            throws IOException {
        return switch (fault.kind()) {
            case THROTTLE ->
                Optional.of(partner.throttled(
                        request, (int) Math.max(1, fault.duration().toSeconds())));
            case ERROR ->
                Optional.of(
                        Response.json("{\"error\":\"Internal Server Error\"}").withStatus(500));
            case ERRORS_WITHIN -> Optional.of(partner.errorsWithin(request));
            case SLOW -> {
                var response = answered(partner, request);
                pause(fault.duration());
                yield Optional.of(response);
            }
            case LOST_ANSWER -> {
                answered(partner, request);
                yield Optional.empty();
            }
            case TRUNCATED, DUPLICATE, REORDERED, LATE, MISSED -> Optional.of(answered(partner, request));
            case DOWN -> Optional.empty();
        };
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Response controlled(Request request) {
        var parts = request.path().split("/", -1);
        var played = parts.length < 3 ? null : partners.get(parts[1]);
        if (played == null) {
            return Response.json("{\"partners\":[\"" + String.join("\",\"", partners.keySet()) + "\"]}")
                    .withStatus(request.path().equals("/") ? 200 : 404);
        }
        try {
            return controlled(played, parts[2], request);
        } catch (IllegalArgumentException wrong) {
            return Response.text("text/plain", String.valueOf(wrong.getMessage()))
                    .withStatus(400);
        }
    }

    private static Response controlled(Played played, String action, Request request) {
        if (!action.equals("faults")) {
            return played.partner.act(action, request);
        }
        if (request.method().equals("DELETE")) {
            played.faults.clear();
            return Response.status(204);
        }
        var kind = Fault.kind(request.query().getOrDefault("kind", ""));
        if (kind == null) {
            throw new IllegalArgumentException("kind is one of " + List.of(Fault.Kind.values()));
        }
        played.faults.add(new Fault(
                kind,
                request.query().getOrDefault("path", ""),
                Integer.parseInt(request.query().getOrDefault("times", "1")),
                Duration.ofMillis((long) (Double.parseDouble(request.query().getOrDefault("seconds", "1")) * 1000))));
        return Response.status(204);
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        var body = response.body();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        partners.values().forEach(played -> played.hub.close());
    }
}
