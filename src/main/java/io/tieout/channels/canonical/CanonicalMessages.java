package io.tieout.channels.canonical;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.BuiltIn;
import io.tieout.channels.internal.CanonicalCommands;
import io.tieout.channels.internal.CanonicalIdentities;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What came by the canonical API, or in its form through the door, for connections whose adapter is {@code canonical}. */
@Component
class CanonicalMessages implements ChannelAdapter {

    private static final Map<String, KnownFields> KNOWN = Map.ofEntries(
            Map.entry(CanonicalCommands.ORDER, KnownFields.load(CanonicalMessages.class, "order.fields")),
            Map.entry(CanonicalCommands.SHIPMENT, KnownFields.load(CanonicalMessages.class, "shipment.fields")),
            Map.entry(CanonicalCommands.RETURN, KnownFields.load(CanonicalMessages.class, "return.fields")),
            Map.entry(CanonicalCommands.STOCK, KnownFields.load(CanonicalMessages.class, "movement.fields")),
            Map.entry(CanonicalCommands.COUNT, KnownFields.load(CanonicalMessages.class, "count.fields")),
            Map.entry(CanonicalCommands.SNAPSHOT, KnownFields.load(CanonicalMessages.class, "snapshot.fields")),
            Map.entry(CanonicalCommands.TRANSFER, KnownFields.load(CanonicalMessages.class, "transfer.fields")),
            Map.entry(
                    CanonicalCommands.TRANSFER_RECEIPT,
                    KnownFields.load(CanonicalMessages.class, "transfer-receipt.fields")),
            Map.entry(
                    CanonicalCommands.RETURN_AUTHORISATION,
                    KnownFields.load(CanonicalMessages.class, "return-authorisation.fields")),
            Map.entry(
                    CanonicalCommands.RETURN_RECEIPT,
                    KnownFields.load(CanonicalMessages.class, "return-receipt.fields")),
            Map.entry(
                    CanonicalCommands.REFUND_RESULT,
                    KnownFields.load(CanonicalMessages.class, "refund-result.fields")));

    private final CanonicalIdentities identities;
    private final CanonicalCommands commands;

    CanonicalMessages(CanonicalIdentities identities, CanonicalCommands commands) {
        this.identities = identities;
        this.commands = commands;
    }

    @Override
    public String name() {
        return BuiltIn.CANONICAL;
    }

    @Override
    public Set<String> kinds() {
        return KNOWN.keySet();
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
        return identities.of(connection, kind, raw.open());
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var document = JsonFields.read(raw.open());
        var known = KNOWN.get(message.kind());
        if (known == null) {
            throw new ProblemException(InboxProblem.NO_HANDLER, "The canonical form has no " + message.kind());
        }
        return commands.perform(
                message.kind(),
                document,
                new CanonicalCommands.Origin(connection, name(), message.id(), known.unknown(document.node())));
    }
}
