package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelPoller;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is fetched from Amazon: orders, orders that notifications named, Amazon's own stock, reports, and what became of feeds. */
@Component
class AmazonPoller implements ChannelPoller {

    private final List<AmazonStream> streams;

    AmazonPoller(List<AmazonStream> streams) {
        this.streams = List.copyOf(streams);
    }

    @Override
    public String name() {
        return AmazonOrders.NAME;
    }

    /** None where the connection was never given a token: such ones are fed through the door. */
    @Override
    public Set<String> streams(Connection connection) {
        var names = new TreeSet<String>();
        if (connection.secrets().contains(AmazonTokens.REFRESH_TOKEN)) {
            var settings = settings(connection);
            streams.stream()
                    .filter(stream -> settings == null || stream.on(settings))
                    .forEach(stream -> names.add(stream.name()));
        }
        return names;
    }

    @Override
    public Duration interval(Connection connection, String stream) {
        var settings = settings(connection);
        return settings == null ? Duration.ofMinutes(10) : stream(stream).interval(settings);
    }

    /** Null where they make no sense, which the next round says as its trouble. */
    private static @Nullable AmazonSettings settings(Connection connection) {
        try {
            return AmazonSettings.of(connection);
        } catch (ProblemException _) {
            return null;
        }
    }

    @Override
    public Page poll(
            Connection connection,
            String stream,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        try {
            return stream(stream).poll(connection, AmazonSettings.of(connection), window, cursor, calls);
        } catch (ProblemException wrong) {
            return new Page(List.of(), cursor, false, null, wrong.getMessage());
        }
    }

    private AmazonStream stream(String name) {
        return streams.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Amazon has no stream " + name));
    }
}
