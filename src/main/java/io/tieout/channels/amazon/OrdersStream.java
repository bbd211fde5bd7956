package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonAnswer.Refused;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.channels.spi.PartnerCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Orders that changed since the last round, which looks back a little behind its end: what Amazon writes late would be missed
 * otherwise. A call that fails leaves the cursor where it was; a page is not lost when Amazon's budget ends in the midst of
 * its items, for what is left of it stands in the cursor.
 */
@Component
class OrdersStream implements AmazonStream {

    static final String NAME = "orders";

    /** Amazon answers nothing younger. */
    private static final Duration SETTLING = Duration.ofMinutes(2);

    private static final int LEFT_AT_ONCE = 10;

    private final OrderFetching fetching;
    private final Clock clock;

    OrdersStream(OrderFetching fetching, Clock clock) {
        this.fetching = fetching;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean on(AmazonSettings settings) {
        return true;
    }

    @Override
    public Duration interval(AmazonSettings settings) {
        return settings.pollEvery();
    }

    @Override
    public Page poll(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        fetching.expectLimits(settings, calls);
        var last = OrdersCursor.read(cursor);
        if (last == null || last.done()) {
            var end = clock.instant().minus(SETTLING).truncatedTo(ChronoUnit.SECONDS);
            var round = next(settings, window, last, end);
            return round.since().isBefore(round.until())
                    ? page(connection, settings, window, round, cursor, calls)
                    : AmazonStream.nothing(cursor);
        }
        return last.left().isEmpty()
                ? page(connection, settings, window, last, cursor, calls)
                : left(connection, settings, window, last, calls);
    }

    private static OrdersCursor next(
            AmazonSettings settings, @Nullable Window window, @Nullable OrdersCursor last, Instant end) {
        if (window != null) {
            return OrdersCursor.round(window.from(), window.to().isBefore(end) ? window.to() : end);
        }
        return OrdersCursor.round(
                last == null ? end.minus(settings.firstLook()) : last.until().minus(settings.overlap()), end);
    }

    private Page page(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            OrdersCursor round,
            @Nullable String cursor,
            PartnerCalls calls) {
        return switch (fetching.list(connection, settings, round, calls)) {
            case Refused refused
            when round.token() != null ->
                new Page(
                        List.of(),
                        round.again().write(),
                        false,
                        null,
                        "The round starts again, for Amazon refuses its next page: " + refused.trouble());
            case Failed failed -> AmazonStream.stay(cursor, failed);
            case Done done -> {
                var listed = OrderFetching.Listed.in(done.body());
                var found = new ArrayList<Found>();
                var failed = (Failed) null;
                var left = new ArrayList<String>();
                for (var order : listed.orders()) {
                    if (failed == null) {
                        switch (fetching.complete(connection, order, calls)) {
                            case OrderFetching.Whole whole -> found.add(whole.found());
                            case OrderFetching.Part part -> failed = part.failed();
                        }
                    }
                    if (failed != null) {
                        left.add(OrderFetching.id(order));
                    }
                }
                yield made(window, round.after(listed.nextToken(), left), found, failed);
            }
        };
    }

    /** The orders that the last page could not complete. */
    private Page left(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            OrdersCursor round,
            PartnerCalls calls) {
        var found = new ArrayList<Found>();
        var left = new ArrayList<>(round.left());
        var failed = (Failed) null;
        while (!left.isEmpty() && failed == null && found.size() < LEFT_AT_ONCE) {
            switch (fetching.fetch(connection, settings, left.getFirst(), calls)) {
                case OrderFetching.Whole whole -> {
                    found.add(whole.found());
                    left.removeFirst();
                }
                case OrderFetching.Part part -> failed = part.failed();
            }
        }
        return made(window, round.after(round.token(), left), found, failed);
    }

    private static Page made(@Nullable Window window, OrdersCursor next, List<Found> found, @Nullable Failed failed) {
        return new Page(
                found,
                window != null && next.done() ? null : next.write(),
                failed == null && !next.done(),
                failed == null ? null : failed.notBefore(),
                failed == null ? null : failed.trouble());
    }
}
