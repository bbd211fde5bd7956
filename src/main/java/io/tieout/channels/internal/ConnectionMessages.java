package io.tieout.channels.internal;

import io.tieout.access.Roles;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connections;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Hands the connections' messages to their adapters. */
@Component
class ConnectionMessages implements MessageHandler {

    private final Connections connections;
    private final Adapters adapters;

    ConnectionMessages(Connections connections, Adapters adapters) {
        this.connections = connections;
        this.adapters = adapters;
    }

    @Override
    public boolean handles(String adapter, String kind) {
        return adapters.find(adapter, kind).isPresent();
    }

    @Override
    public Outcome handle(InboxMessage message, Raw raw) throws IOException {
        var connection = connections
                .find(message.connection())
                .or(() -> BuiltIn.connection(message.connection()))
                .orElseThrow(() -> new ProblemException(
                        ChannelProblem.CONNECTION_UNKNOWN, "There is no connection " + message.connection()));
        if (connection.paused()) {
            return new Outcome.Parked(
                    ChannelProblem.CONNECTION_PAUSED,
                    Connections.waitKey(connection.code()),
                    Roles.INTEGRATION,
                    "Connection " + connection.code() + " is paused");
        }
        var adapter = adapters.find(message.adapter(), message.kind())
                .orElseThrow(() -> new ProblemException(
                        InboxProblem.NO_HANDLER, "No adapter " + message.adapter() + " for " + message.kind()));
        return adapter.handle(connection, message, raw);
    }
}
