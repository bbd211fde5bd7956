package io.tieout.channels.adapter.in.events;

import io.tieout.channels.ChannelCommands;
import io.tieout.channels.commands.CommandAdapters;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.Line;
import io.tieout.inbox.Inbox;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.orders.Orders;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.events.OrderReleased;
import io.tieout.orders.events.ShipmentConfirmed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What an order's own channel is to hear of it, queued in the transaction of the fact. A channel is never told what it told
 * us.
 */
@Component
class CommandsToChannels {

    private final ChannelCommands commands;
    private final CommandAdapters adapters;
    private final Orders orders;
    private final Inbox inbox;

    CommandsToChannels(ChannelCommands commands, CommandAdapters adapters, Orders orders, Inbox inbox) {
        this.commands = commands;
        this.adapters = adapters;
        this.orders = orders;
        this.inbox = inbox;
    }

    @EventListener
    void on(OrderReleased event) {
        if (!adapters.wants(event.connection(), ChannelCommand.AcknowledgeOrder.class)) {
            return;
        }
        commands.tell(
                event.connection(),
                new ChannelCommand.AcknowledgeOrder(
                        event.key().value(),
                        event.externalId(),
                        true,
                        null,
                        event.lines().stream()
                                .map(line -> new Line(line.reference(), line.sku(), line.quantity()))
                                .toList()));
    }

    @EventListener
    void on(ShipmentConfirmed event) {
        if (!adapters.wants(event.connection(), ChannelCommand.ConfirmShipment.class)
                || cameFrom(event.connection(), event.message())) {
            return;
        }
        commands.tell(
                event.connection(),
                new ChannelCommand.ConfirmShipment(
                        event.key().value(),
                        event.orderExternalId(),
                        event.shipment(),
                        event.shippedAt(),
                        event.carrier(),
                        event.trackingNumber(),
                        event.location(),
                        event.lines().stream()
                                .map(line -> new Line(line.reference(), line.sku(), line.quantity()))
                                .toList()));
    }

    /** Where a released order is only held again, nothing of it is cancelled. */
    @EventListener
    void on(OrderCancelled event) {
        if (!adapters.wants(event.connection(), ChannelCommand.CancelLines.class)
                || cameFrom(event.connection(), event.message())) {
            return;
        }
        var lines = orders.find(event.order()).stream()
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.cancelled().isPositive())
                .map(line -> new Line(line.reference(), line.sku(), line.cancelled()))
                .toList();
        if (!lines.isEmpty()) {
            tellCancelled(event, lines);
        }
    }

    private void tellCancelled(OrderCancelled event, List<Line> lines) {
        commands.tell(
                event.connection(),
                new ChannelCommand.CancelLines(event.key().value(), event.externalId(), event.reason(), lines));
    }

    private boolean cameFrom(ConnectionCode connection, @Nullable MessageId message) {
        return message != null
                && inbox.find(message)
                        .filter(found -> found.connection().equals(connection))
                        .isPresent();
    }
}
