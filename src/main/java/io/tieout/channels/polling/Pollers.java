package io.tieout.channels.polling;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelPoller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Who fetches what. Several pollers may share a name and have different streams. */
@Component
class Pollers {

    private final List<ChannelPoller> all;

    Pollers(List<ChannelPoller> all) {
        this.all = List.copyOf(all);
    }

    Set<String> streams(Connection connection) {
        var streams = new TreeSet<String>();
        all.stream()
                .filter(poller -> poller.name().equals(connection.adapter()))
                .forEach(poller -> streams.addAll(poller.streams(connection)));
        return streams;
    }

    Optional<ChannelPoller> find(Connection connection, String stream) {
        return all.stream()
                .filter(poller -> poller.name().equals(connection.adapter())
                        && poller.streams(connection).contains(stream))
                .findFirst();
    }
}
