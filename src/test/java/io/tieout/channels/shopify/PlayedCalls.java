package io.tieout.channels.shopify;

import io.tieout.channels.simulator.SimulatedPartner;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Calls a played partner without a network, keeping what was asked; answers may be spoilt on the way. */
public final class PlayedCalls implements PartnerCalls {

    private final SimulatedPartner partner;
    private final List<Request> requests = new ArrayList<>();
    private final Deque<Function<Request, Optional<Reply>>> before = new ArrayDeque<>();
    private final Deque<Function<Reply, Reply>> after = new ArrayDeque<>();

    public PlayedCalls(SimulatedPartner partner) {
        this.partner = partner;
    }

    /** The next request is answered so, and never reaches the partner. */
    public PlayedCalls instead(Reply reply) {
        before.add(_ -> Optional.of(reply));
        return this;
    }

    public PlayedCalls instead(int status, String body, Map<String, String> headers) {
        return instead(new Reply.Answer(status, headers, body));
    }

    /** The next request goes through, whatever was asked for before. */
    public PlayedCalls through() {
        before.add(_ -> Optional.empty());
        return this;
    }

    /** The next answer of the partner is spoilt so: it has done its work. */
    public PlayedCalls spoilt(Function<Reply, Reply> change) {
        after.add(change);
        return this;
    }

    /** How its words for failure come, with status 200. */
    public PlayedCalls errorsWithin() {
        var response = partner.errorsWithin(request("POST", "/", Map.of(), Map.of(), new byte[0]));
        return instead(response.status(), new String(response.body(), StandardCharsets.UTF_8), Map.of());
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Reply exchange(String operation, Priority priority, Request request) {
        requests.add(request);
        var waiting = before.poll();
        var spoilt = waiting == null ? Optional.<Reply>empty() : waiting.apply(request);
        if (spoilt.isPresent()) {
            return spoilt.get();
        }
        var change = after.poll();
        var reply = ask(request);
        return change == null ? reply : change.apply(reply);
    }

    private Reply ask(Request request) {
        try {
            var headers = new HashMap<String, String>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            var response = partner.answer(request(
                    request.method(),
                    request.url().getRawPath(),
                    query(request.url().getRawQuery()),
                    headers,
                    request.body().orElse("").getBytes(StandardCharsets.UTF_8)));
            var answered = new TreeMap<String, String>();
            response.headers().forEach((name, value) -> answered.put(name.toLowerCase(Locale.ROOT), value));
            return new Reply.Answer(response.status(), answered, new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static SimulatedPartner.Request request(
            String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
        return new SimulatedPartner.Request(method, path, query, headers, body);
    }

    /** The parameters of an address, decoded. */
    public static Map<String, String> query(String raw) {
        var query = new TreeMap<String, String>();
        if (raw != null) {
            for (var part : raw.split("&")) {
                var equals = part.indexOf('=');
                query.put(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    @Override
    public Optional<String> secret(String name) {
        return Optional.of("token");
    }
}
