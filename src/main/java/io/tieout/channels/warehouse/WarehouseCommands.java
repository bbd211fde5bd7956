package io.tieout.channels.warehouse;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.AnnounceReturn;
import io.tieout.channels.spi.ChannelCommand.ShipOrder;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells a warehouse what to ship and what will come back, as plain JSON: docs/partners/warehouse.md. */
@Component
class WarehouseCommands implements CommandAdapter {

    private final WarehouseCall call;
    private final JsonMapper json;

    WarehouseCommands(WarehouseCall call, JsonMapper json) {
        this.call = call;
        this.json = json;
    }

    @Override
    public String name() {
        return WarehouseShipments.NAME;
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return WarehouseCall.has(connection) ? Set.of(ShipOrder.class, AnnounceReturn.class) : Set.of();
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        return switch (command) {
            case ShipOrder order -> post(connection, "/ship-orders", shipOrder(order, id), id, calls);
            case AnnounceReturn expected -> post(connection, "/returns", announced(expected, id), id, calls);
            default ->
                new Sent(new Outcome.Refused("command.unsupported", "A warehouse has no call for it"), null, null);
        };
    }

    private Sent post(Connection connection, String path, ObjectNode body, UUID id, PartnerCalls calls) {
        return call.post(connection, path, "application/json", body.toString(), id, calls);
    }

    private ObjectNode shipOrder(ShipOrder order, UUID id) {
        var body = json.createObjectNode()
                .put("id", id.toString())
                .put("orderId", order.orderId().toString())
                .put("reservation", order.reservation().toString())
                .put("channel", order.channel())
                .put("orderExternalId", order.orderExternalId())
                .put("location", order.location().value())
                .put("requestedAt", order.requestedAt().toString());
        lines(body, order.lines());
        return body;
    }

    private ObjectNode announced(AnnounceReturn expected, UUID id) {
        var body = json.createObjectNode()
                .put("id", id.toString())
                .put("returnId", expected.returnId().toString())
                .put("orderExternalId", expected.orderExternalId())
                .put("location", expected.location().value())
                .put("expectedBy", expected.expectedBy().toString());
        lines(body, expected.lines());
        return body;
    }

    private static void lines(ObjectNode body, List<ChannelCommand.Line> lines) {
        var array = body.putArray("lines");
        for (var line : lines) {
            array.addObject()
                    .put("lineReference", line.reference())
                    .put("sku", line.sku().value())
                    .put("quantity", line.quantity().toString());
        }
    }
}
