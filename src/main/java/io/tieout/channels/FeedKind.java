package io.tieout.channels;

import io.tieout.channels.spi.ChannelCommand;
import java.util.Locale;

/** What a channel is kept up to date of. */
public enum FeedKind {
    AVAILABILITY(ChannelCommand.PublishAvailability.class),
    PRICE(ChannelCommand.PublishPrices.class),
    PRODUCT(ChannelCommand.PublishProducts.class);

    private final Class<? extends ChannelCommand> command;

    FeedKind(Class<? extends ChannelCommand> command) {
        this.command = command;
    }

    public Class<? extends ChannelCommand> command() {
        return command;
    }

    /** The word in a connection's setting {@code feeds} and in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
