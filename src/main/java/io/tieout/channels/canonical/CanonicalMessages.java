package io.tieout.channels.canonical;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.BuiltIn;
import io.tieout.channels.internal.CanonicalIdentities;
import io.tieout.channels.internal.CanonicalReader;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.Shipments;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.Acceptance;
import io.tieout.orders.Orders;
import io.tieout.returns.Returns;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What came by the canonical API, or in its form through the door, for connections whose adapter is {@code canonical}. */
@Component
class CanonicalMessages implements ChannelAdapter {

    private static final Map<String, KnownFields> KNOWN = Map.of(
            "order", KnownFields.load(CanonicalMessages.class, "order.fields"),
            "shipment", KnownFields.load(CanonicalMessages.class, "shipment.fields"),
            "return", KnownFields.load(CanonicalMessages.class, "return.fields"),
            "stock", KnownFields.load(CanonicalMessages.class, "movement.fields"),
            "count", KnownFields.load(CanonicalMessages.class, "count.fields"));

    private final CanonicalReader reader;
    private final CanonicalIdentities identities;
    private final Orders orders;
    private final Shipments shipments;
    private final Returns returns;
    private final Inventory inventory;
    private final Drift drift;

    CanonicalMessages(
            CanonicalReader reader,
            CanonicalIdentities identities,
            Orders orders,
            Shipments shipments,
            Returns returns,
            Inventory inventory,
            Drift drift) {
        this.reader = reader;
        this.identities = identities;
        this.orders = orders;
        this.shipments = shipments;
        this.returns = returns;
        this.inventory = inventory;
        this.drift = drift;
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
        var unknown = known.unknown(document.node());
        return switch (message.kind()) {
            case "order" -> order(connection, document, message.id(), unknown);
            case "shipment" -> shipments.confirm(reader.shipment(connection, document, message.id()), name(), unknown);
            case "return" -> {
                var command = reader.registerReturn(connection, document, message.id());
                returns.register(command);
                yield drift.processed(
                        name(),
                        Set.of(BusinessKey.of("return:" + command.connection() + ":" + command.externalId())),
                        unknown);
            }
            case "stock" -> {
                var movements = reader.movements(connection, document, message.id());
                inventory.move(movements);
                yield drift.processed(
                        name(),
                        movements.stream()
                                .map(movement -> position(
                                        movement.sku().value(),
                                        movement.location().value()))
                                .collect(Collectors.toSet()),
                        unknown);
            }
            default -> {
                var counts = reader.counts(connection, document, message.id());
                counts.forEach(inventory::count);
                yield drift.processed(
                        name(),
                        counts.stream()
                                .map(count -> position(
                                        count.sku().value(), count.location().value()))
                                .collect(Collectors.toSet()),
                        unknown);
            }
        };
    }

    private Outcome order(Connection connection, JsonFields document, MessageId message, Set<String> unknown) {
        var command = reader.order(connection, document, message);
        var subject = BusinessKey.of("order:" + command.connection() + ":" + command.externalId());
        return switch (orders.place(command)) {
            case Acceptance.AlreadyKnown _ ->
                new Outcome.Ignored("The order is known already, in this or a newer version");
            case Acceptance.Released _, Acceptance.Held _, Acceptance.Recorded _, Acceptance.CancelledBefore _ ->
                drift.processed(name(), Set.of(subject), unknown);
        };
    }

    private static BusinessKey position(String sku, String location) {
        return BusinessKey.of("position:" + sku + "@" + location);
    }
}
