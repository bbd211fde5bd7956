package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonAnswer.Refused;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.channels.spi.PartnerCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Orders that notifications named. The cursor names the rows whose orders were stored with it, so they are forgotten a round
 * later and never too early.
 */
@Component
class ChangedOrdersStream implements AmazonStream {

    private static final int AT_ONCE = 10;
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final AmazonRows rows;
    private final OrderFetching fetching;

    ChangedOrdersStream(AmazonRows rows, OrderFetching fetching) {
        this.rows = rows;
        this.fetching = fetching;
    }

    @Override
    public String name() {
        return "changed-orders";
    }

    @Override
    public boolean on(AmazonSettings settings) {
        return true;
    }

    @Override
    public Duration interval(AmazonSettings settings) {
        return EVERY;
    }

    @Override
    public Page poll(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        if (window != null) {
            return AmazonStream.nothing(null); // the orders' own stream fetches windows
        }
        if (cursor != null && !cursor.isBlank()) {
            rows.forgetChanged(
                    Arrays.stream(cursor.split(",")).map(UUID::fromString).toList());
        }
        var taken = new ArrayList<UUID>();
        var found = new ArrayList<Found>();
        var failed = (Failed) null;
        var noted = rows.changedOrders(connection.code(), AT_ONCE);
        var seen = new HashMap<String, UUID>();
        for (var change : noted) {
            if (seen.putIfAbsent(change.orderId(), change.id()) != null) {
                taken.add(change.id()); // named twice: fetched once
                continue;
            }
            switch (fetching.fetch(connection, settings, change.orderId(), calls)) {
                case OrderFetching.Whole whole -> found.add(whole.found());
                case OrderFetching.Part(var why) -> failed = why;
            }
            if (failed != null && !(failed instanceof Refused)) {
                break;
            }
            taken.add(change.id()); // what Amazon does not know will not be known by asking again
        }
        return new Page(
                List.copyOf(found),
                taken.stream().map(UUID::toString).collect(Collectors.joining(",")),
                failed == null && noted.size() == AT_ONCE,
                failed == null ? null : failed.notBefore(),
                failed == null ? null : failed.trouble());
    }
}
