package io.tieout.channels.storeservice;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Answers;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a store's own system: {@code PUT <url>/reservations/<request>} sets goods aside, {@code DELETE} frees them. Both may
 * be repeated, since the request's number is in the address.
 */
@Component
class StoreServiceCommands implements CommandAdapter {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JsonMapper json;
    private final Clock clock;

    StoreServiceCommands(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return StoreServiceAnswers.NAME;
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return connection.settings().containsKey("url")
                ? Set.of(ChannelCommand.RequestReservation.class, ChannelCommand.WithdrawReservation.class)
                : Set.of();
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        return switch (command) {
            case ChannelCommand.RequestReservation request ->
                call(
                        connection,
                        calls,
                        id,
                        "PUT",
                        request.request(),
                        Optional.of(body(request).toString()));
            case ChannelCommand.WithdrawReservation withdrawn ->
                call(connection, calls, id, "DELETE", withdrawn.request(), Optional.empty());
            default ->
                new Sent(new Outcome.Refused("command.unsupported", "A store is not told of such things"), null, null);
        };
    }

    private Sent call(
            Connection connection, PartnerCalls calls, UUID id, String method, UUID request, Optional<String> body) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", id.toString());
        calls.secret("key").ifPresent(key -> headers.put("Authorization", "Bearer " + key));
        var url = connection.settings().getOrDefault("url", "") + "/reservations/" + request;
        var reply = calls.exchange(
                method.equals("PUT") ? "requestReservation" : "withdrawReservation",
                PartnerCalls.Priority.ORDERS,
                new OutboundHttp.Request(
                        method,
                        URI.create(url),
                        headers,
                        body,
                        TIMEOUT,
                        Boolean.parseBoolean(connection.settings().getOrDefault("allowInternal", "false"))));
        if (!(reply instanceof OutboundHttp.Reply.Answer answer)) {
            return new Sent(Answers.read(reply, json, clock), null, null);
        }
        // What the store never heard of, or freed already, is withdrawn.
        var gone = method.equals("DELETE") && (answer.status() == 404 || answer.status() == 410);
        var outcome = gone ? new Outcome.Accepted(null) : Answers.read(reply, json, clock);
        return new Sent(outcome, answer.status(), answer.body());
    }

    private ObjectNode body(ChannelCommand.RequestReservation request) {
        var body = json.createObjectNode()
                .put("request", request.request().toString())
                .put("location", request.location().value())
                .put("answerBy", request.answerBy().toString());
        var lines = body.putArray("lines");
        request.lines()
                .forEach(line -> lines.addObject()
                        .put("reference", line.reference())
                        .put("sku", line.sku().value())
                        .put("quantity", line.quantity().toString()));
        return body;
    }
}
