package io.tieout.channels.internal;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.IncomingMessage;
import io.tieout.inbox.Receipt;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Takes in what was fetched as the door takes what was sent: the same identity, so that what is known changes nothing. */
@Component
public class Intake {

    private static final int HEADERS_MAX = 30;
    private static final int HEADER_LENGTH_MAX = 500;
    private static final String CONTENT_TYPE = "content-type";

    private final Adapters adapters;
    private final Inbox inbox;

    Intake(Adapters adapters, Inbox inbox) {
        this.adapters = adapters;
        this.inbox = inbox;
    }

    /**
     * In the caller's transaction.
     *
     * @throws ProblemException {@code connection.kind-unknown}, and what the inbox says; the transaction can go on
     */
    public Receipt take(Connection connection, String kind, Map<String, String> given, byte[] body) {
        var adapter = adapters.find(connection.adapter(), kind)
                .orElseThrow(() -> new ProblemException(
                        ChannelProblem.KIND_UNKNOWN,
                        "Connection " + connection.code() + " takes " + adapters.kinds(connection.adapter()) + ", not "
                                + kind));
        var headers = new TreeMap<String, String>();
        given.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        try {
            var id = adapter.identify(connection, kind, headers, () -> new ByteArrayInputStream(body));
            return inbox.receiveWithin(
                    new IncomingMessage(
                            connection.code(),
                            connection.adapter(),
                            kind,
                            id.identity(),
                            id.version(),
                            id.orderingKey(),
                            headers.getOrDefault(CONTENT_TYPE, contentType(body)),
                            kept(headers),
                            Correlation.current().id(),
                            new ByteArrayInputStream(body)),
                    body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Map<String, String> kept(Map<String, String> headers) {
        var kept = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            if (!name.equals(CONTENT_TYPE) && kept.size() < HEADERS_MAX) {
                kept.put(name, value.length() <= HEADER_LENGTH_MAX ? value : value.substring(0, HEADER_LENGTH_MAX));
            }
        });
        return kept;
    }

    private static String contentType(byte[] body) {
        for (var letter : body) {
            switch (letter) {
                case ' ', '\t', '\r', '\n' -> {}
                case '{', '[' -> {
                    return "application/json";
                }
                case '<' -> {
                    return "application/xml";
                }
                default -> {
                    return "application/octet-stream";
                }
            }
        }
        return "application/octet-stream";
    }
}
