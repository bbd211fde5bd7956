package io.tieout.channels.adapter.in.events;

import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.commands.CommandAdapters;
import io.tieout.channels.spi.ChannelCommand.Line;
import io.tieout.channels.spi.ChannelCommand.ShipOrder;
import io.tieout.kernel.LocationCode;
import io.tieout.orders.events.OrderReleased;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the warehouse of each location what to ship, in the transaction that releases the order; each location hears of its own
 * lines only. A connection that takes ship orders serves the location that its setting {@code location} names.
 */
@Component
class TellWarehouses {

    private final Connections connections;
    private final CommandAdapters adapters;
    private final ChannelCommands commands;

    TellWarehouses(Connections connections, CommandAdapters adapters, ChannelCommands commands) {
        this.connections = connections;
        this.adapters = adapters;
        this.commands = commands;
    }

    @EventListener
    void on(OrderReleased event) {
        var byLocation = new LinkedHashMap<LocationCode, List<Line>>();
        for (var line : event.lines()) {
            byLocation
                    .computeIfAbsent(line.location(), _ -> new ArrayList<>())
                    .add(new Line(line.reference(), line.sku(), line.quantity()));
        }
        byLocation.forEach((location, lines) -> serving(location)
                .ifPresent(warehouse -> commands.tell(
                        warehouse.code(),
                        new ShipOrder(
                                event.key().value(),
                                event.order().value(),
                                event.reservation(),
                                event.connection().value(),
                                event.externalId(),
                                location,
                                event.at(),
                                lines))));
    }

    private Optional<Connection> serving(LocationCode location) {
        return connections.list().stream()
                .filter(connection ->
                        location.value().equals(connection.settings().get("location")))
                .filter(connection -> adapters.wants(connection, ShipOrder.class))
                .findFirst();
    }
}
