package io.tieout.channels.warehouse;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Answers;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts a document to a warehouse's address, with the bearer token and the key against repeats that it is given. */
@Component
class WarehouseCall {

    /** The connection's setting of the address; without one it is told nothing. */
    static final String URL = "url";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final JsonMapper json;
    private final Clock clock;

    WarehouseCall(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    static boolean has(Connection connection) {
        return connection.settings().containsKey(URL);
    }

    Sent post(Connection connection, String path, String contentType, String body, UUID id, PartnerCalls calls) {
        var address = connection.settings().getOrDefault(URL, "");
        URI url;
        try {
            url = URI.create(address + path);
        } catch (IllegalArgumentException senseless) {
            return new Sent(
                    new Outcome.Refused("connection.setting-invalid", "The setting url is no address: " + address),
                    null,
                    null);
        }
        var reply = calls.exchange(
                path.isEmpty() ? "post" : path,
                PartnerCalls.Priority.ORDERS,
                new OutboundHttp.Request(
                        "POST",
                        url,
                        headers(contentType, id, calls.secret("token")),
                        Optional.of(body),
                        TIMEOUT,
                        Boolean.parseBoolean(connection.settings().get("allowInternal"))));
        var outcome = Answers.read(reply, json, clock);
        return reply instanceof Reply.Answer answer
                ? new Sent(outcome, answer.status(), answer.body())
                : new Sent(outcome, null, null);
    }

    private static Map<String, String> headers(String contentType, UUID id, Optional<String> token) {
        return token.isPresent()
                ? Map.of(
                        "content-type",
                        contentType,
                        "idempotency-key",
                        id.toString(),
                        "authorization",
                        "Bearer " + token.get())
                : Map.of("content-type", contentType, "idempotency-key", id.toString());
    }
}
