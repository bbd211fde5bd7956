package io.tieout.channels.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A partner that is played over HTTP. Has a constructor without parameters, by which {@code ./tieout simulate} makes it, and
 * keeps what it knows in memory. Called by several threads at once.
 */
public interface SimulatedPartner {

    /** The first step of its addresses: {@code http://host:port/<name>/...}. */
    String name();

    /** Answers a request that no fault has met. */
    Response answer(Request request) throws IOException;

    /**
     * Makes it do something of itself, such as selling something: {@code POST /_control/<name>/<action>}.
     *
     * @throws IllegalArgumentException where it knows no such action
     */
    default Response act(String action, Request request) {
        throw new IllegalArgumentException(name() + " knows no action " + action);
    }

    /** How it says with status 200 that something went wrong, as GraphQL and batch interfaces do. */
    default Response errorsWithin(Request request) {
        return Response.json(
                "{\"data\":null,\"errors\":[{\"message\":\"Internal error. Looks like something went wrong\"}]}");
    }

    /** How it says that it is called too often. @param seconds after which it may be called again */
    default Response throttled(Request request, int seconds) {
        return Response.status(429).with("Retry-After", Integer.toString(seconds));
    }

    /** Hands over the way by which it sends to the hub of itself, such as webhooks. Called once, before all else. */
    default void connect(ToTheHub hub) {}

    /** Forgets all. */
    default void reset() {}

    /**
     * A request.
     *
     * @param path without the partner's name, such as {@code /orders/v0/orders}
     * @param query decoded; of several with one name, the last
     * @param headers by lower-case name
     */
    record Request(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

        public Request {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** An answer. */
    record Response(int status, Map<String, String> headers, byte[] body) {

        public Response {
            headers = Map.copyOf(headers);
        }

        public static Response json(String text) {
            return new Response(200, Map.of("Content-Type", "application/json"), text.getBytes(StandardCharsets.UTF_8));
        }

        public static Response text(String contentType, String text) {
            return new Response(200, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
        }

        public static Response status(int status) {
            return new Response(status, Map.of(), new byte[0]);
        }

        public Response withStatus(int other) {
            return new Response(other, headers, body);
        }

        public Response with(String name, String value) {
            var more = new TreeMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }
    }
}
