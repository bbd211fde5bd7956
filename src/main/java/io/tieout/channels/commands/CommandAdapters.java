package io.tieout.channels.commands;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.kernel.ConnectionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Who can be told what. Several adapters may share a name and have calls for different commands. */
@Component
public class CommandAdapters {

    /**
     * The setting by which a connection refuses commands: the kinds that are wanted, or those that are not, each with a minus
     * before it; {@code none} for no command at all.
     */
    public static final String SETTING = "commands";

    private final List<CommandAdapter> all;
    private final Connections connections;

    CommandAdapters(List<CommandAdapter> all, Connections connections) {
        this.all = List.copyOf(all);
        this.connections = connections;
    }

    /** Whether there is an adapter of this name at all. */
    public boolean speaksTo(Connection connection) {
        return all.stream().anyMatch(adapter -> adapter.name().equals(connection.adapter()));
    }

    /** The adapter that has a call for such a command, whatever the connection's settings say. */
    public Optional<CommandAdapter> find(Connection connection, Class<? extends ChannelCommand> command) {
        return all.stream()
                .filter(adapter -> adapter.name().equals(connection.adapter())
                        && adapter.commands(connection).contains(command))
                .findFirst();
    }

    /** Whether the command would be queued. */
    public boolean wants(Connection connection, Class<? extends ChannelCommand> command) {
        return allowed(connection, CommandForm.kind(command))
                && find(connection, command).isPresent();
    }

    /** As above; false where there is no such connection. */
    public boolean wants(ConnectionCode connection, Class<? extends ChannelCommand> command) {
        return connections
                .find(connection)
                .filter(known -> wants(known, command))
                .isPresent();
    }

    /** The kinds that the connection is told of. */
    public Set<String> kinds(Connection connection) {
        var kinds = new TreeSet<String>();
        all.stream()
                .filter(adapter -> adapter.name().equals(connection.adapter()))
                .flatMap(adapter -> adapter.commands(connection).stream())
                .map(CommandForm::kind)
                .filter(kind -> allowed(connection, kind))
                .forEach(kinds::add);
        return kinds;
    }

    static boolean allowed(Connection connection, String kind) {
        var wanted = new ArrayList<String>();
        for (var word : connection.settings().getOrDefault(SETTING, "all").split("[,\\s]+", -1)) {
            if (word.equals("none") || word.equals("-" + kind)) {
                return false;
            }
            if (!word.isEmpty() && !word.startsWith("-") && !word.equals("all")) {
                wanted.add(word);
            }
        }
        return wanted.isEmpty() || wanted.contains(kind);
    }
}
