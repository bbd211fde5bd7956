package io.tieout.channels;

import io.tieout.channels.internal.Adapters;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.IncomingMessage;
import io.tieout.inbox.Receipt;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Takes files in as if their partner had sent them: those of the watched folder and those that people upload. Who may bring a
 * file may send anything, so no signature is asked for.
 */
@Service
public class FileIntake {

    private static final int NAME_LENGTH_MAX = 200;

    private static final Map<String, String> TYPES = Map.of(
            "json", "application/json",
            "xml", "application/xml",
            "csv", "text/csv",
            "txt", "text/plain",
            "tsv", "text/tab-separated-values");

    private final Connections connections;
    private final Adapters adapters;
    private final Inbox inbox;

    FileIntake(Connections connections, Adapters adapters, Inbox inbox) {
        this.connections = connections;
        this.adapters = adapters;
        this.inbox = inbox;
    }

    /** The message kinds that a connection takes; none where there is no such connection. */
    public Set<String> kinds(ConnectionCode connection) {
        return connections
                .find(connection)
                .map(found -> adapters.kinds(found.adapter()))
                .orElse(Set.of());
    }

    /**
     * Stores a file as a message in its own transaction, streamed. The file itself stays where it is.
     *
     * @param fileName as its sender named it; its ending tells the media type
     * @throws ProblemException {@code connection.unknown}, {@code connection.kind-unknown}, and what the inbox says
     */
    public Receipt take(ConnectionCode code, String kind, String fileName, Path file) throws IOException {
        var connection = connections
                .find(code)
                .orElseThrow(() ->
                        new ProblemException(ChannelProblem.CONNECTION_UNKNOWN, "There is no connection " + code));
        var adapter = adapters.find(connection.adapter(), kind)
                .orElseThrow(() -> new ProblemException(
                        ChannelProblem.KIND_UNKNOWN,
                        "Connection " + connection.code() + " takes " + adapters.kinds(connection.adapter()) + ", not "
                                + kind));
        var id = adapter.identify(connection, kind, Map.of(), () -> Files.newInputStream(file));
        try (var body = Files.newInputStream(file)) {
            return inbox.receive(new IncomingMessage(
                    connection.code(),
                    connection.adapter(),
                    kind,
                    id.identity(),
                    id.version(),
                    id.orderingKey(),
                    contentType(fileName),
                    Map.of("x-file-name", shortened(fileName)),
                    Correlation.current().id(),
                    body));
        }
    }

    private static String shortened(String name) {
        return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX);
    }

    private static String contentType(String name) {
        var dot = name.lastIndexOf('.');
        var extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
