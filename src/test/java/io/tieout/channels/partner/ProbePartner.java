package io.tieout.channels.partner;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelPoller;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Answers;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Sent;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.BusinessKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A partner for tests. It is told commands at {@code url}, and asked there for notes: {@code {"notes": [..], "next": "cursor"}}.
 */
@Component
class ProbePartner implements ChannelAdapter, CommandAdapter, ChannelPoller {

    static final String NAME = "probe-partner";

    private final JsonMapper json;
    private final Clock clock;

    ProbePartner(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("note");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var text = text(raw);
        return new Identification(text.split(" ")[0], null, null);
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        return new MessageHandler.Outcome.Processed(
                Set.of(BusinessKey.of("note:" + text(raw).split(" ")[0])));
    }

    private static String text(MessageHandler.Raw raw) throws IOException {
        try (var stream = raw.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return connection.settings().containsKey("url")
                ? Set.of(
                        ChannelCommand.ConfirmShipment.class,
                        ChannelCommand.AcknowledgeOrder.class,
                        ChannelCommand.CancelLines.class,
                        ChannelCommand.ShipOrder.class,
                        ChannelCommand.PublishAvailability.class)
                : Set.of();
    }

    @Override
    public Sent send(
            Connection connection, ChannelCommand command, java.util.UUID id, boolean answerLost, PartnerCalls calls) {
        var body = json.createObjectNode()
                .put("id", id.toString())
                .put("command", command.getClass().getSimpleName())
                .put("subject", command.subject());
        body.set("data", json.valueToTree(command));
        var reply = calls.exchange(
                "tell",
                command instanceof ChannelCommand.PublishAvailability
                        ? PartnerCalls.Priority.STOCK
                        : PartnerCalls.Priority.ORDERS,
                request(connection, "POST", "/tell", calls, Optional.of(body.toString())));
        var outcome = Answers.read(reply, json, clock);
        return reply instanceof Reply.Answer answer
                ? new Sent(outcome, answer.status(), answer.body())
                : new Sent(outcome, null, null);
    }

    private static OutboundHttp.Request request(
            Connection connection, String method, String path, PartnerCalls calls, Optional<String> body) {
        return new OutboundHttp.Request(
                method,
                URI.create(connection.settings().get("url") + path),
                Map.of("authorization", "Bearer " + calls.secret("token").orElse("none")),
                body,
                Duration.ofSeconds(3),
                true);
    }

    @Override
    public Set<String> streams(Connection connection) {
        return connection.settings().containsKey("url") && connection.settings().containsKey("poll")
                ? Set.of("notes")
                : Set.of();
    }

    @Override
    public Duration interval(Connection connection, String stream) {
        return Duration.ofMillis(Long.parseLong(connection.settings().getOrDefault("poll", "60000")));
    }

    @Override
    public Page poll(
            Connection connection,
            String stream,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        var query = "?cursor=" + (cursor == null ? "" : cursor) + (window == null ? "" : "&from=" + window.from());
        var reply = calls.exchange(
                "notes",
                PartnerCalls.Priority.ORDERS,
                request(connection, "GET", "/notes" + query, calls, Optional.empty()));
        if (!(reply instanceof Reply.Answer answer) || answer.status() != 200) {
            return new Page(List.of(), cursor, false, null, "The partner answered " + reply);
        }
        var page = json.readTree(answer.body());
        var found = new ArrayList<Found>();
        page.path("notes")
                .forEach(note -> found.add(new Found(
                        "note",
                        Map.of("Content-Type", "text/plain"),
                        note.asString().getBytes(StandardCharsets.UTF_8))));
        var next = page.path("next").asString("");
        return new Page(found, next.isEmpty() ? cursor : next, page.path("more").asBoolean(false), null, null);
    }
}
