package io.tieout.channels.feeds;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.FeedKind;
import io.tieout.channels.commands.CommandAdapters;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Which connections are kept up to date of what: those whose setting {@code feeds} names it and whose adapter has a call for
 * it. Nothing is sent unasked: what a shop says of its products stays the shop's until somebody decides otherwise.
 */
@Component
public class FeedTargets {

    static final String SETTING = "feeds";

    private final Connections connections;
    private final CommandAdapters adapters;

    FeedTargets(Connections connections, CommandAdapters adapters) {
        this.connections = connections;
        this.adapters = adapters;
    }

    public List<Connection> of(FeedKind kind) {
        return connections.list().stream()
                .filter(connection -> wants(connection, kind))
                .toList();
    }

    public boolean any(FeedKind kind) {
        return connections.list().stream().anyMatch(connection -> wants(connection, kind));
    }

    public boolean wants(Connection connection, FeedKind kind) {
        return Arrays.stream(connection.settings().getOrDefault(SETTING, "").split("[,\\s]+"))
                        .anyMatch(word -> word.equalsIgnoreCase(kind.word()))
                && adapters.wants(connection, kind.command());
    }
}
