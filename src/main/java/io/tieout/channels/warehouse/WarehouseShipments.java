package io.tieout.channels.warehouse;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.CanonicalReader;
import io.tieout.channels.internal.Shipments;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shipment confirmations of a warehouse or 3PL, as plain JSON with a bearer key. */
@Component
class WarehouseShipments implements ChannelAdapter {

    static final String NAME = "warehouse";
    private static final Set<String> LOOKED_AT = Set.of(
            "externalId", "shipmentId", "channel", "orderConnection", "orderExternalId", "orderId", "orderNumber");
    private static final KnownFields KNOWN = KnownFields.load(WarehouseShipments.class, "shipment.fields");

    private final CanonicalReader reader;
    private final Shipments shipments;

    WarehouseShipments(CanonicalReader reader, Shipments shipments) {
        this.reader = reader;
        this.shipments = shipments;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("shipment");
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
        var found = JsonPeek.at(raw.open(), LOOKED_AT, Set.of());
        var channel = first(found, "channel", "orderConnection");
        var order = first(found, "orderExternalId", "orderId", "orderNumber");
        var setting =
                connection.settings().getOrDefault("channel", connection.code().value());
        return new Identification(
                first(found, "externalId", "shipmentId"),
                null,
                order == null ? null : Shipments.key(channel == null ? setting : channel, order));
    }

    private static @Nullable String first(Map<String, String> found, String... names) {
        for (var name : names) {
            if (found.containsKey(name)) {
                return found.get(name);
            }
        }
        return null;
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        var document = JsonFields.read(raw.open());
        var shipment = reader.shipment(connection, document, message.id());
        return shipments.confirm(shipment, NAME, KNOWN.unknown(document.node()));
    }
}
