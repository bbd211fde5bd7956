package io.tieout.channels.commands;

import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.events.ConnectionRemoved;
import io.tieout.channels.events.ConnectionSaved;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.delivery.PartnerMessage;
import io.tieout.delivery.PartnerMessages;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Commands go through delivery's engine, to one destination for each connection that can be told anything. */
@Service
public class CommandQueue implements ChannelCommands {

    /** With a colon, which no destination of a person's choosing has. */
    private static final String PREFIX = "channel:";

    private static final String PARALLEL = "parallel";
    private static final String PARALLEL_OTHERWISE = "8";

    private final Connections connections;
    private final CommandAdapters adapters;
    private final CommandForm form;
    private final PartnerMessages messages;
    private final Clock clock;

    CommandQueue(
            Connections connections,
            CommandAdapters adapters,
            CommandForm form,
            PartnerMessages messages,
            Clock clock) {
        this.connections = connections;
        this.adapters = adapters;
        this.form = form;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Optional<UUID> tell(ConnectionCode code, ChannelCommand command) {
        var connection = connections.find(code);
        if (connection.isEmpty() || !adapters.wants(connection.get(), command.getClass())) {
            return Optional.empty();
        }
        var destination = destination(code);
        if (!messages.kept(destination)) {
            keep(connection.get());
        }
        return Optional.of(messages.queue(new PartnerMessage(
                destination,
                CommandForm.type(command),
                BusinessKey.of(command.subject()),
                connection.get().entity(),
                clock.instant(),
                form.write(command),
                command instanceof ChannelCommand.ShipOrder ship ? ship.reservation() : null,
                Correlation.current().cause())));
    }

    /** The name of a connection's destination. */
    public static String destination(ConnectionCode connection) {
        return PREFIX + connection;
    }

    /** The connection that a destination stands for. */
    static Optional<ConnectionCode> connection(String destination) {
        return destination.startsWith(PREFIX)
                ? Optional.of(ConnectionCode.of(destination.substring(PREFIX.length())))
                : Optional.empty();
    }

    private void keep(Connection connection) {
        var settings = new HashMap<String, String>();
        settings.put(PARALLEL, parallel(connection));
        messages.keep(
                destination(connection.code()), CommandDelivery.ADAPTER, connection.entity(), Map.copyOf(settings));
        if (connection.paused()) {
            messages.setPaused(destination(connection.code()), true, "The connection is paused");
        }
    }

    /** How many commands may be under way at once: the setting {@code commands-parallel}. */
    private static String parallel(Connection connection) {
        var value = connection.settings().getOrDefault("commands-parallel", PARALLEL_OTHERWISE);
        return value.matches("[1-9][0-9]?") ? value : PARALLEL_OTHERWISE;
    }

    @EventListener
    void on(ConnectionSaved event) {
        var connection = event.connection();
        if (adapters.speaksTo(connection)) {
            keep(connection);
        }
        if (event.wasPaused() && !connection.paused()) {
            messages.setPaused(destination(connection.code()), false, "");
        }
    }

    @EventListener
    void on(ConnectionRemoved event) {
        messages.drop(destination(event.connection()));
    }
}
