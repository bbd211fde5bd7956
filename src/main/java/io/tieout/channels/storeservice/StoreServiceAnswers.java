package io.tieout.channels.storeservice;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.CanonicalCommands;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.AnswerReservation;
import io.tieout.orders.MissingReason;
import io.tieout.orders.OrderId;
import io.tieout.orders.Orders;
import io.tieout.orders.StoreAnswer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a store's own system sends: answers to reservation requests, adjustments and counts; JSON with a bearer key. */
@Component
class StoreServiceAnswers implements ChannelAdapter {

    static final String NAME = "store-service";

    private static final String REPLY = "reservation-reply";
    private static final String ANSWER = "reservation-answer";
    private static final int LINES_MAX = 10_000;
    private static final KnownFields KNOWN = KnownFields.load(StoreServiceAnswers.class, "reservation-reply.fields");

    private final Orders orders;
    private final CanonicalCommands commands;
    private final Drift drift;

    StoreServiceAnswers(Orders orders, CanonicalCommands commands, Drift drift) {
        this.orders = orders;
        this.commands = commands;
        this.drift = drift;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(REPLY, ANSWER, CanonicalCommands.STOCK, CanonicalCommands.COUNT);
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var found = JsonPeek.at(raw.open(), Set.of("request", "answer", "externalId"), Set.of());
        var request = found.get("request");
        if (request != null && (kind.equals(REPLY) || kind.equals(ANSWER))) {
            return new Identification(
                    request + ":" + found.getOrDefault("answer", ""), null, "store-request:" + request);
        }
        var own = found.get("externalId");
        return own == null ? Identification.NONE : new Identification(own, null, null);
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var document = JsonFields.read(raw.open());
        return switch (message.kind()) {
            case REPLY, ANSWER -> answer(document, message.id());
            default ->
                commands.perform(
                        message.kind(),
                        document,
                        new CanonicalCommands.Origin(connection, NAME, message.id(), Set.of()));
        };
    }

    private Outcome answer(JsonFields document, MessageId message) {
        var answer = read(document, message);
        return switch (orders.answer(answer)) {
            case StoreAnswer.Taken(var order) ->
                drift.processed(NAME, Set.of(key(order)), KNOWN.unknown(document.node()));
            case StoreAnswer.TooLate late -> new Outcome.Ignored(late.why());
            case StoreAnswer.Unknown _ ->
                throw new ProblemException(
                        StoreServiceProblem.REQUEST_UNKNOWN, "There is no reservation request " + answer.request());
        };
    }

    private BusinessKey key(OrderId order) {
        return orders.find(order).orElseThrow().key();
    }

    private static AnswerReservation read(JsonFields document, MessageId message) {
        var request = document.as("request", 64, UUID::fromString);
        var at = document.instant("answeredAt");
        var word = document.text("answer", 32).toUpperCase(Locale.ROOT);
        var lines = document.list("lines");
        if (lines.size() > LINES_MAX) {
            throw document.invalid("lines", "are more than " + LINES_MAX);
        }
        return switch (word) {
            case "CONFIRMED" -> AnswerReservation.confirmed(request, at, message);
            case "REJECTED" ->
                lines.isEmpty()
                        ? AnswerReservation.rejected(request, reason(document), at, message)
                        : new AnswerReservation(
                                request,
                                at,
                                lines.stream()
                                        .map(line -> new AnswerReservation.Refused(
                                                line.text("reference", 128), line.quantity("quantity"), reason(line)))
                                        .toList(),
                                null,
                                message);
            default -> throw document.invalid("answer", "must be CONFIRMED or REJECTED");
        };
    }

    /** What a store says in words of its own is no reason that we know: it is refused, and has no effect on stock. */
    private static MissingReason reason(JsonFields fields) {
        var text = fields.has("reason") ? fields.text("reason", 64) : "OTHER";
        return switch (text.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_')) {
            case "NOT_FOUND" -> MissingReason.NOT_FOUND;
            case "DAMAGED" -> MissingReason.DAMAGED;
            case "DISPLAY" -> MissingReason.DISPLAY;
            case "NO_CAPACITY" -> MissingReason.NO_CAPACITY;
            default -> MissingReason.OTHER;
        };
    }
}
