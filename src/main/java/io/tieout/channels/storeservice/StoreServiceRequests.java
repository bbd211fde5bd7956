package io.tieout.channels.storeservice;

import io.tieout.access.Roles;
import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.orders.events.StoreReservationRequested;
import io.tieout.orders.events.StoreReservationWithdrawn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Heard in the transaction that reserves: what the store's own system is asked leaves if and only if it was reserved here. */
@Component
class StoreServiceRequests {

    private final Connections connections;
    private final ObjectProvider<ChannelCommands> commands;
    private final WorkItems workItems;

    StoreServiceRequests(Connections connections, ObjectProvider<ChannelCommands> commands, WorkItems workItems) {
        this.connections = connections;
        this.commands = commands;
        this.workItems = workItems;
    }

    @EventListener
    void on(StoreReservationRequested event) {
        var command = new ChannelCommand.RequestReservation(
                event.key().value(),
                event.request(),
                event.location(),
                event.answerBy(),
                event.lines().stream()
                        .map(line -> new ChannelCommand.Line(line.reference(), line.sku(), line.quantity()))
                        .toList());
        if (!tell(event.entity(), event.location(), command)) {
            workItems.raise(new NewWorkItem(
                    StoreServiceProblem.NOBODY_TO_ASK,
                    BusinessKey.of("location:" + event.location()),
                    Roles.INTEGRATION,
                    Severity.HIGH,
                    event.location() + " decides about its own stock and cannot be asked; order " + event.key()
                            + " waits until " + event.answerBy() + " and is then sourced from elsewhere",
                    null,
                    Map.of("location", event.location().value())));
        }
    }

    @EventListener
    void on(StoreReservationWithdrawn event) {
        tell(
                event.entity(),
                event.location(),
                new ChannelCommand.WithdrawReservation(
                        event.key().value(), event.request(), event.location(), event.reason()));
    }

    private boolean tell(EntityCode entity, LocationCode location, ChannelCommand command) {
        var connection = connection(entity, location);
        var out = commands.getIfAvailable();
        return connection.isPresent()
                && out != null
                && out.tell(connection.get().code(), command).isPresent();
    }

    /** The one that names the location, else the entity's that names none and so is there for all. */
    private Optional<Connection> connection(EntityCode entity, LocationCode location) {
        return connections.list().stream()
                .filter(each -> each.adapter().equals(StoreServiceAnswers.NAME)
                        && each.entity().equals(entity))
                .filter(each -> names(each, location) || !each.settings().containsKey("locations"))
                .min(Comparator.comparing((Connection each) -> !names(each, location))
                        .thenComparing(Connection::code));
    }

    private static boolean names(Connection connection, LocationCode location) {
        var named = connection.settings().getOrDefault("locations", "").split("[,\\s\\[\\]\"]+");
        return Arrays.asList(named).contains(location.value());
    }
}
