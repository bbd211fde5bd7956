package io.tieout.channels.declarative;

import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterDefinition.Kind;
import io.tieout.channels.AdapterProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.CanonicalCommands;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A definition at work: what the other adapters do in code. */
final class DeclaredAdapter implements ChannelAdapter {

    private static final int HEADER_LENGTH_MAX = 128;
    private static final long BODY_BYTES_MAX = 10L * 1024 * 1024;

    private final AdapterDefinition definition;
    private final Translation translation;
    private final CanonicalCommands commands;
    private final Map<String, KnownFields> known = new TreeMap<>();

    DeclaredAdapter(AdapterDefinition definition, Translation translation, CanonicalCommands commands) {
        this.definition = definition;
        this.translation = translation;
        this.commands = commands;
        definition.kinds().forEach(kind -> known.put(kind.name(), Translation.known(definition, kind)));
    }

    @Override
    public String name() {
        return definition.code();
    }

    @Override
    public Set<String> kinds() {
        return definition.kinds().stream().map(Kind::name).collect(Collectors.toSet());
    }

    @Override
    public boolean signs() {
        return definition.signature() != null;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        var signature = definition.signature();
        return signature != null && SignatureCheck.fits(signature, headers, body, secret.value(signature.secret()));
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var recognition = definition.kind(kind).map(Kind::recognition).orElse(null);
        if (recognition == null) {
            return Identification.NONE;
        }
        var names = new HashSet<String>();
        add(names, recognition.objectField());
        add(names, recognition.identityField());
        add(names, recognition.versionField());
        var found = names.isEmpty()
                ? Map.<String, String>of()
                : JsonPeek.at(raw.open(), names, Set.copyOf(recognition.within()));
        var number = value(found, recognition.objectField());
        var object = recognition.object();
        var orderingKey = object == null || number == null ? null : object + ":" + channel(connection) + ":" + number;
        var header = header(headers, recognition.identityHeader());
        if (header != null) {
            return new Identification("header:" + header, null, orderingKey);
        }
        var identity = value(found, recognition.identityField());
        var version = identity == null ? null : value(found, recognition.versionField());
        return new Identification(identity, version, orderingKey);
    }

    private static String channel(Connection connection) {
        return connection.settings().getOrDefault("channel", connection.code().value());
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }

    private static @Nullable String value(Map<String, String> found, @Nullable String name) {
        return name == null ? null : found.get(name);
    }

    private static @Nullable String header(Map<String, String> headers, @Nullable String name) {
        var value = name == null ? null : headers.get(name.toLowerCase(Locale.ROOT));
        return value == null || value.isBlank() || value.length() > HEADER_LENGTH_MAX ? null : value.strip();
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        if (message.sizeBytes() > BODY_BYTES_MAX) {
            throw new ProblemException(
                    InboxProblem.TOO_LARGE, "Declarative adapters read messages of up to " + BODY_BYTES_MAX + " bytes");
        }
        var kind = definition
                .kind(message.kind())
                .orElseThrow(() -> new ProblemException(
                        InboxProblem.NO_HANDLER, "Adapter " + name() + " has no kind " + message.kind()));
        var payload = JsonFields.read(raw.open()).node();
        var command = translation.translate(kind, payload);
        return switch (command.name()) {
            case "ignore" -> new Outcome.Ignored(command.document().asString());
            case "refuse" ->
                throw new ProblemException(
                        AdapterProblem.REFUSED, command.document().asString());
            default ->
                commands.perform(
                        command.name(),
                        JsonFields.of(command.document(), "/" + command.name(), AdapterProblem.RESULT_INVALID),
                        new CanonicalCommands.Origin(
                                connection,
                                name(),
                                message.id(),
                                known.get(kind.name()).unknown(payload)));
        };
    }
}
