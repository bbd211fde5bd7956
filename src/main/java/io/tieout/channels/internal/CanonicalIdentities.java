package io.tieout.channels.internal;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.spi.ChannelAdapter.Identification;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Identities of canonical messages: the caller's {@code externalId}, with a version where the caller keeps one. */
@Component
public class CanonicalIdentities {

    private static final Set<String> LOOKED_AT = Set.of(
            "externalId",
            "shipmentId",
            "version",
            "channel",
            "orderConnection",
            "connection",
            "orderExternalId",
            "orderId",
            "orderNumber",
            "transfer");

    public Identification of(Connection connection, String kind, InputStream body) throws IOException {
        var found = JsonPeek.at(body, LOOKED_AT, Set.of());
        var own = found.getOrDefault("externalId", found.get("shipmentId"));
        if (own == null) {
            return Identification.NONE;
        }
        return new Identification(
                own,
                found.get("version"),
                switch (kind) {
                    case "order" -> Shipments.key(connection.code().value(), own);
                    case "shipment" -> {
                        var order = found.getOrDefault(
                                "orderExternalId", found.getOrDefault("orderId", found.get("orderNumber")));
                        var channel = found.getOrDefault(
                                "channel",
                                found.getOrDefault(
                                        "orderConnection",
                                        found.getOrDefault(
                                                "connection", connection.code().value())));
                        yield order == null ? null : Shipments.key(channel, order);
                    }
                    case CanonicalCommands.TRANSFER -> "transfer:" + own;
                    case CanonicalCommands.TRANSFER_RECEIPT -> "transfer:" + found.getOrDefault("transfer", "");
                    case "return" -> "return:" + connection.code() + ":" + own;
                    default -> null;
                });
    }
}
